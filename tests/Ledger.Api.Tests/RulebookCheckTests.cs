using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests;

public sealed class RulebookCheckTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_rulebook_is_checked_without_being_published()
    {
        var town = await api.OpenTown("checked");
        var before = await api.Events(town);
        var good = await Check(town, WithoutNulls(Town.Rulebook("v2", "2027-01-01")), "application/json");
        Assert.True(good.GetProperty("canBePublished").GetBoolean());
        var bad = await Check(town, File.ReadAllText(Path.Combine(Repository.Root, "rulebooks", "broken", "unknown-board.yaml")), "application/yaml");
        Assert.False(bad.GetProperty("canBePublished").GetBoolean());
        var finding = bad.GetProperty("findings").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "unknown-board");
        Assert.Equal((13, 12, "unknown-board", "care"), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("code").GetString(), finding.GetProperty("suggestion").GetString()));
        Assert.Equal(before, await api.Events(town));
    }

    [Fact]
    public async Task What_refuses_a_publication_is_told_whole_with_lines()
    {
        var town = await api.OpenTown("refused-book");
        var text = WithoutNulls(Town.Rulebook("v2", "2027-01-01")).Replace("\"board\":\"safety\"", "\n\"board\":\"safty\"");
        var refused = await town.Office.Calls.Post($"{town.Path}/rulebooks", text);
        var errors = refused.At("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()!).ToList();
        Assert.Contains(errors, error => error.StartsWith("第 2 行第 9 列：没有板块“safty”；是不是“safety”？", StringComparison.Ordinal));
        var misspelt = await town.Office.Calls.Post($"{town.Path}/rulebooks", text.Replace("\"boards\"", "\"bords\""));
        Assert.Contains("unknown-member", misspelt.At("errors").GetRawText());
    }

    [Fact]
    public async Task The_schema_is_there_for_everybody()
    {
        using var http = new HttpClient { BaseAddress = api.Node.Address };
        var schema = JsonDocument.Parse(await http.GetStringAsync("/v1/schemas/rulebook")).RootElement;
        Assert.Equal("/v1/schemas/rulebook", schema.GetProperty("$id").GetString());
    }

    /// <summary>As a file is written.</summary>
    internal static readonly JsonSerializerOptions WithoutNull = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string WithoutNulls(object document) => JsonSerializer.Serialize(document, WithoutNull);

    private static async Task<JsonElement> Check(Town town, string text, string mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        return (await town.Office.Calls.Send(HttpMethod.Post, $"{town.Path}/rulebooks/checks", content)).Ok().Json;
    }
}
