using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Storage;

/// <summary>The members of stored facts and what each holds, as docs/events.md lists them.</summary>
internal sealed class StoredMembers
{
    private static readonly Dictionary<Type, string> Plain = new()
    {
        [typeof(string)] = "text", [typeof(bool)] = "flag", [typeof(int)] = "number", [typeof(long)] = "number", [typeof(DateOnly)] = "date",
        [typeof(DateTimeOffset)] = "instant", [typeof(Guid)] = "id", [typeof(Subject)] = "whose", [typeof(RulebookDocument)] = "rulebook document",
    };

    private readonly SortedDictionary<string, Type> _parts = new(StringComparer.Ordinal);

    /// <summary>What stands inside facts, each once, in the order of their names; those inside them too.</summary>
    public IEnumerable<(string Name, string Members)> Parts()
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (_parts.FirstOrDefault(part => !told.ContainsKey(part.Key)) is { Key: { } name } part) told[name] = Of(part.Value);
        return told.Select(part => (part.Key, part.Value));
    }

    /// <summary><c>person</c> id, <c>until?</c> date: a question mark where it may be absent.</summary>
    public string Of(Type record) => string.Join(", ", record.GetConstructors().MaxBy(made => made.GetParameters().Length)!.GetParameters().Select(parameter =>
        $"`{JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)}{(IsOptional(parameter) ? "?" : "")}` {Holds(parameter.ParameterType)}"));

    private static bool IsOptional(ParameterInfo parameter) => parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;

    private string Holds(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Plain.TryGetValue(type, out var plain)) return plain;
        if (type.IsGenericType) return $"[{Holds(type.GetGenericArguments()[0])}]";
        if (type.IsEnum) return string.Join(" | ", Enum.GetValues(type).Cast<object>().Select(word => $"“{JsonSerializer.SerializeToNode(word, type)}”"));
        if (type.Name.EndsWith("Id", StringComparison.Ordinal)) return "id";
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name).Replace('-', ' ');
        if (type.GetCustomAttribute<JsonConverterAttribute>() is null) _parts[name] = type;
        return name;
    }
}
