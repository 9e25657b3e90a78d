using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain;

/// <summary>An opaque id: a UUID in the books, a bare string in JSON. It never says anything about a person.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

[JsonConverter(typeof(IdJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<HouseholdId>))]
public readonly record struct HouseholdId(Guid Value) : IId<HouseholdId>
{
    public static HouseholdId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<TeamId>))]
public readonly record struct TeamId(Guid Value) : IId<TeamId>
{
    public static TeamId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>The id of one thing done: made by the client, or computed from where the act comes from, so that every way to it is the same act.</summary>
[JsonConverter(typeof(IdJson<ActId>))]
public readonly record struct ActId(Guid Value) : IId<ActId>
{
    public static ActId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<MerchantId>))]
public readonly record struct MerchantId(Guid Value) : IId<MerchantId>
{
    public static MerchantId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<TransferId>))]
public readonly record struct TransferId(Guid Value) : IId<TransferId>
{
    public static TransferId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<TerminalId>))]
public readonly record struct TerminalId(Guid Value) : IId<TerminalId>
{
    public static TerminalId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<LevelApplicationId>))]
public readonly record struct LevelApplicationId(Guid Value) : IId<LevelApplicationId>
{
    public static LevelApplicationId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<OfferId>))]
public readonly record struct OfferId(Guid Value) : IId<OfferId>
{
    public static OfferId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<RedemptionId>))]
public readonly record struct RedemptionId(Guid Value) : IId<RedemptionId>
{
    public static RedemptionId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<RefundId>))]
public readonly record struct RefundId(Guid Value) : IId<RefundId>
{
    public static RefundId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<DeductionId>))]
public readonly record struct DeductionId(Guid Value) : IId<DeductionId>
{
    public static DeductionId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<CardId>))]
public readonly record struct CardId(Guid Value) : IId<CardId>
{
    public static CardId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A capture a terminal made without network: the same id again is the same capture.</summary>
[JsonConverter(typeof(IdJson<OfflineCaptureId>))]
public readonly record struct OfflineCaptureId(Guid Value) : IId<OfflineCaptureId>
{
    public static OfflineCaptureId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<ImportId>))]
public readonly record struct ImportId(Guid Value) : IId<ImportId>
{
    public static ImportId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<OpeningId>))]
public readonly record struct OpeningId(Guid Value) : IId<OpeningId>
{
    public static OpeningId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<CorrectionId>))]
public readonly record struct CorrectionId(Guid Value) : IId<CorrectionId>
{
    public static CorrectionId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<AuditCheckId>))]
public readonly record struct AuditCheckId(Guid Value) : IId<AuditCheckId>
{
    public static AuditCheckId Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Reads and writes an id as a bare string; the empty UUID is refused.</summary>
public sealed class IdJson<T> : JsonConverter<T> where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) && value != Guid.Empty
            ? T.Of(value)
            : throw new JsonException("A UUID is expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => T.Of(Guid.Parse(reader.GetString()!));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value.ToString());
}
