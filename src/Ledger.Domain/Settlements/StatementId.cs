using System.Text.Json.Serialization;

namespace Ledger.Domain;

/// <summary>The id of a settlement statement (结算单), made by the client; people call it by its number.</summary>
[JsonConverter(typeof(IdJson<StatementId>))]
public readonly record struct StatementId(Guid Value) : IId<StatementId>
{
    public static StatementId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}
