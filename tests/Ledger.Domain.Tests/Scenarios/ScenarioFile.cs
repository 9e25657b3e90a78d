using System.Globalization;
using System.Text.Json;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>One scenario of a scheme, as rulebooks/SCENARIOS.md says.</summary>
internal sealed class ScenarioFile
{
    private ScenarioFile(string scheme, string name, JsonElement root)
    {
        (Scheme, Name, Root) = (scheme, name, root);
        Steps = [.. root.GetProperty("steps").EnumerateArray().Select((step, number) => new ScenarioStep(number + 1, step))];
    }

    public string Scheme { get; }

    /// <summary>Without its ending.</summary>
    public string Name { get; }

    public JsonElement Root { get; }

    public IReadOnlyList<ScenarioStep> Steps { get; }

    public string Rulebook => Root.TryGetProperty("rulebook", out var file) ? file.GetString()! : "rulebook.json";

    public static IEnumerable<string> All() => Directory.EnumerateFiles(Repository.PathOf("rulebooks"), "scenario*.json", SearchOption.AllDirectories)
        .Select(path => $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}").Order(StringComparer.Ordinal);

    public static ScenarioFile Read(string path) =>
        path.Split('/') is var parts ? new(parts[0], parts[1], JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("rulebooks", parts[0], $"{parts[1]}.json"))).RootElement) : null!;

    public IEnumerable<JsonElement> List(string name) => Root.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];
}

/// <summary>One step: what is done at a local time, and what is expected then.</summary>
/// <param name="Number">From 1.</param>
internal sealed record ScenarioStep(int Number, JsonElement Json)
{
    public DateTime At => DateTime.ParseExact(Text("at")!, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The verb and its members; absent where time passes only.</summary>
    public JsonProperty? Do => Json.TryGetProperty("do", out var verb) ? verb.EnumerateObject().Single() : null;

    public IEnumerable<JsonProperty> Expected => Json.TryGetProperty("expect", out var expected) ? expected.EnumerateObject() : [];

    public IReadOnlyList<string> Shows => Json.TryGetProperty("shows", out var shows) ? [.. shows.EnumerateArray().Select(one => one.GetString()!)] : [];

    public string? Refused => Json.TryGetProperty("expect", out var expected) && expected.TryGetProperty("refused", out var problem) ? problem.GetString() : null;

    public string? Text(string member) => Json.Text(member);

    /// <summary>How it is named in the list of what is pending.</summary>
    public string Key(string scenario) => $"{scenario} {Number} {Text("at")} {Do?.Name ?? "look"}";
}

/// <summary>Members that may be absent.</summary>
internal static class Members
{
    public static string? Text(this JsonElement json, string member) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    public static int? Number(this JsonElement json, string member) => json.TryGetProperty(member, out var value) ? value.GetInt32() : null;

    public static bool Flag(this JsonElement json, string member) => json.TryGetProperty(member, out var value) && value.GetBoolean();

    public static IReadOnlyList<string> Texts(this JsonElement json, string member) => json.TryGetProperty(member, out var list) ? [.. list.EnumerateArray().Select(one => one.GetString()!)] : [];
}
