using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ledger.Domain;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Rulebooks;

/// <summary>The published JSON Schema (2020-12) of a rulebook, made from the records that are read.</summary>
public static class RulebookSchema
{
    private const string Number = @"(0|[1-9]\d{0,8})", Parts = $@"{Number}(\.\d{{1,2}})? (points|h|yuan|%|kg)", Wholes = $@"{Number}(\.0{{1,2}})? (min|times|people|days|workdays|months|years)";

    private const string MonthDay = @"((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))", Time = @"([01]\d|2[0-3]):[0-5]\d", Code = "[a-z0-9][a-z0-9-]{0,39}";

    /// <summary>Texts of a form; the same names tell which fault it is when a text has another.</summary>
    private static readonly Dictionary<Type, (string Name, string Pattern, string Description)> Texts = new()
    {
        [typeof(Code)] = ("code", Code, "代码：小写字母、数字和“-”，至多 40 个 / a code: a-z, 0-9 and '-', at most 40"),
        [typeof(Quantity)] = ("quantity", $"{Parts}|{Wholes}", "数量带单位：20 points、1.5 h、90 min、500 yuan、50 %、3 times、30 days…… / a quantity with its unit"),
        [typeof(MonthDay)] = ("month-day", MonthDay, "每年的某日：11-01（没有 02-29） / a day of every year; never 02-29"),
        [typeof(TimeOfDay)] = ("time", Time, "当地时刻：18:30 / a local time of day"),
        [typeof(Life)] = ("life", $"never|{Parts}|{Wholes}", "2 years、6 months、90 days 或 never / how long value lives"),
        [typeof(Bound)] = ("bound", $"{Parts}|{Wholes}|{Code}|{Time}", "数量、日期（2026-05-01 或 05-01）、时刻或等级代码 / a quantity, day, time or the code of a level"),
        [typeof(DateOnly)] = ("date", @"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "日期：2026-05-01 / a date"),
    };

    /// <summary>The schema, as it is written in docs and served.</summary>
    public static JsonObject Whole { get; } = Make();

    public static byte[] Bytes { get; } = JsonSerializer.SerializeToUtf8Bytes(Whole, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static JsonObject Make()
    {
        var defs = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var root = Of(typeof(RulebookDocument), defs);
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = "/v1/schemas/rulebook", ["title"] = "积分细则 / Rulebook", ["$ref"] = root["$ref"]!.DeepClone() };
        ((JsonObject)defs["RulebookDocument"]!)["properties"]!["format"] = new JsonObject { ["const"] = RulebookDocument.CurrentFormat };
        var title = ((JsonObject)defs["Title"]!)["properties"]!;
        title["zh"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 100 };
        title["en"] = new JsonObject { ["type"] = "string", ["maxLength"] = 200 };
        schema["$defs"] = new JsonObject(defs);
        return schema;
    }

    private static JsonObject Of(Type type, SortedDictionary<string, JsonNode?> defs)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Texts.TryGetValue(type, out var text))
        {
            defs[text.Name] = new JsonObject { ["type"] = "string", ["pattern"] = $"^({text.Pattern})$", ["description"] = text.Description };
            return Ref(text.Name);
        }
        if (type == typeof(string)) return new() { ["type"] = "string" };
        if (type == typeof(bool)) return new() { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long)) return new() { ["type"] = "integer" };
        if (type.IsEnum) return new() { ["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, type, DocumentJson.Options)).DistinctBy(name => $"{name}")]) };
        var info = DocumentJson.Options.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable) return new() { ["type"] = "array", ["items"] = Of(info.ElementType!, defs) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TextOr<,>)) return new() { ["anyOf"] = new JsonArray([.. type.GetGenericArguments().Select(one => Of(one, defs))]) };
        if (defs.TryAdd(type.Name, null)) defs[type.Name] = Members(info, defs);
        return Ref(type.Name);
    }

    private static JsonObject Members(JsonTypeInfo info, SortedDictionary<string, JsonNode?> defs)
    {
        var members = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject([.. info.Properties.Where(member => member.Set is not null || member.AssociatedParameter is not null).Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Of(member.PropertyType, defs)))]) };
        if (info.Properties.Where(member => member.IsRequired).Select(member => (JsonNode)member.Name).ToArray() is { Length: > 0 } required) members["required"] = new JsonArray(required);
        return members;
    }

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };
}
