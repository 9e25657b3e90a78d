using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Rulebooks;

/// <summary>Compares a text with the published schema and tells every difference. It understands the words that <see cref="RulebookSchema"/> uses and no others.</summary>
internal static class ShapeCheck
{
    private const int MostTold = 100;

    public static IReadOnlyList<Finding> Of(JsonElement root)
    {
        var findings = new List<Finding>();
        Check(root, RulebookSchema.Whole, "", "", findings);
        return [.. findings.Take(MostTold)];
    }

    /// <param name="name">Of the definition that the place is of, where it has one.</param>
    private static void Check(JsonElement here, JsonObject schema, string pointer, string name, List<Finding> findings)
    {
        if (schema["$ref"] is { } to)
        {
            name = to.GetValue<string>()["#/$defs/".Length..];
            Check(here, (JsonObject)RulebookSchema.Whole["$defs"]![name]!, pointer, name, findings);
            return;
        }
        if (schema["anyOf"] is JsonArray forms) Check(here, (JsonObject)forms[here.ValueKind == JsonValueKind.String ? 0 : 1]!, pointer, name, findings);
        else if (schema["enum"] is JsonArray words) OneOf(here, words, pointer, findings);
        else if (schema["const"] is { } only)
        {
            if (here.ToString() != only.ToString()) findings.Add(new(pointer, "unknown-format", About: here.ToString(), Suggestion: only.ToString()));
        }
        else if (!Fits(here, schema["type"]!.GetValue<string>())) findings.Add(new(pointer, "wrong-type", About: Short(here), Suggestion: schema["type"]!.GetValue<string>()));
        else if (here.ValueKind == JsonValueKind.Object) Members(here, schema, pointer, findings);
        else if (here.ValueKind == JsonValueKind.Array)
        {
            var number = 0;
            foreach (var item in here.EnumerateArray()) Check(item, (JsonObject)schema["items"]!, $"{pointer}/{number++}", "", findings);
        }
        else if (here.ValueKind == JsonValueKind.String) Text(here.GetString()!, schema, pointer, name, findings);
    }

    private static void Members(JsonElement here, JsonObject schema, string pointer, List<Finding> findings)
    {
        var known = schema["properties"]!.AsObject();
        foreach (var member in here.EnumerateObject())
            if (known[member.Name] is JsonObject inner) Check(member.Value, inner, $"{pointer}/{member.Name}", "", findings);
            else findings.Add(new($"{pointer}/{member.Name}", "unknown-member", About: member.Name, Suggestion: Suggestions.Near(member.Name, known.Select(one => one.Key))));
        foreach (var required in schema["required"]?.AsArray() ?? [])
            if (!here.TryGetProperty(required!.GetValue<string>(), out _)) findings.Add(new(pointer, "missing-member", About: required.GetValue<string>()));
    }

    private static void OneOf(JsonElement here, JsonArray words, string pointer, List<Finding> findings)
    {
        var known = words.Select(word => word!.GetValue<string>()).ToList();
        if (here.ValueKind != JsonValueKind.String) findings.Add(new(pointer, "wrong-type", About: Short(here), Suggestion: "string"));
        else if (!known.Contains(here.GetString()!)) findings.Add(new(pointer, "unknown-word", About: here.GetString(), Suggestion: Suggestions.Near(here.GetString()!, known) ?? string.Join(' ', known)));
    }

    private static void Text(string text, JsonObject schema, string pointer, string name, List<Finding> findings)
    {
        var fits = schema["pattern"]?.GetValue<string>() is not { } pattern || (Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript) && !text.EndsWith('\n'));
        if (name == "date") fits &= DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        if (!fits) findings.Add(new(pointer, name switch { "code" => "bad-code", "date" or "month-day" => "no-such-date", "time" => "no-such-time", _ => "bad-quantity" }, About: Short(text)));
        else if (text.Length < (schema["minLength"]?.GetValue<int>() ?? 0) || text.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue)) findings.Add(new(pointer, "bad-length", About: $"{text.Length}"));
    }

    private static bool Fits(JsonElement here, string type) => type switch
    {
        "object" => here.ValueKind == JsonValueKind.Object,
        "array" => here.ValueKind == JsonValueKind.Array,
        "string" => here.ValueKind == JsonValueKind.String,
        "boolean" => here.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => here.ValueKind == JsonValueKind.Number && here.TryGetInt64(out _),
    };

    private static string Short(JsonElement here) => Short(here.GetRawText());

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
