using System.Text.Json;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>The sample rulebooks of Haian and Baiheyuan: no source gives their values, so each is marked as an example (示例).</summary>
public sealed class SampleSpecs
{
    [Theory]
    [InlineData("haian-sample/rulebook.json")]
    [InlineData("baiheyuan-sample/rulebook-trial.json")]
    [InlineData("baiheyuan-sample/rulebook.json")]
    public void Every_value_of_a_sample_is_marked(string path) =>
        Assert.Empty(Unmarked(JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("rulebooks", path))).RootElement, ""));

    private static IEnumerable<string> Unmarked(JsonElement part, string at) => part.ValueKind switch
    {
        JsonValueKind.Object when part.TryGetProperty("clause", out var clause) && clause.GetString()!.Contains("示例") => [],
        JsonValueKind.Object => part.EnumerateObject().SelectMany(member => Unmarked(member.Value, $"{at}/{member.Name}")),
        JsonValueKind.Array => part.EnumerateArray().SelectMany((item, number) => Unmarked(item, $"{at}/{number}")),
        JsonValueKind.String when Quantity.Parse(part.GetString()!) is not null => [at],
        _ => [],
    };
}
