using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.BadInput;

/// <summary>Rulebooks that are none: the check, both ways of handing one in and the tool name the same place, and nothing changes.</summary>
[Collection(SharedApi.Name)]
public sealed class RulebookTests(TestApi api)
{
    /// <summary>What stands at <c>"effectiveFrom":"2027-01-01"</c>, which begins line 2, instead.</summary>
    [Theory]
    [InlineData("invalid-request", "no-such-date", 2, 17, "\"effectiveFrom\":\"2026-02-30\"")]
    [InlineData("invalid-request", "no-such-date", 2, 17, "\"effectiveFrom\":\"2027-02-29\"")]
    [InlineData("invalid-request", "no-such-date", 2, 17, "\"effectiveFrom\":\"10000-01-01\"")]
    [InlineData("invalid-request", "bad-quantity", 2, 46, "\"effectiveFrom\":\"2027-01-01\",\"debt\":{\"limit\":\"99999999999999999999 points\"}")]
    [InlineData("invalid-request", "bad-quantity", 2, 46, "\"effectiveFrom\":\"2027-01-01\",\"debt\":{\"limit\":\"9007199254740993 points\"}")]
    [InlineData("invalid-request", "repeated-member", 2, 30, "\"effectiveFrom\":\"2027-01-01\",\"effectiveFrom\":\"2027-01-02\"")]
    [InlineData("invalid-request", "unknown-member", 2, 30, "\"effectiveFrom\":\"2027-01-01\",\"effektiveFrom\":\"2027-01-01\"")]
    [InlineData("malformed-json", "wrong-type", 2, 39, "\"effectiveFrom\":\"2027-01-01\",\"sample\":99999999999999999999999999")]
    [InlineData("malformed-json", "malformed", 2, 17, "\"effectiveFrom\":2027-01-01")]
    [InlineData("malformed-json", "malformed", 2, 17, "\"effectiveFrom\":\"\\ud83d\"")]
    [InlineData("malformed-json", "malformed", 2, 17, "\"effectiveFrom\":\"\\u0000\"")]
    [InlineData("malformed-json", "too-deep", 2, 61, "\"effectiveFrom\":\"2027-01-01\",\"notes\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("rulebook-is-contradictory", "wrong-community", 2, 42, "\"effectiveFrom\":\"2027-01-01\",\"community\":\"elsewhere\"")]
    public async Task Is_refused_with_its_line_wherever_it_is_handed_in(string problem, string code, int line, int column, string instead)
    {
        var text = Json().Replace("\"effectiveFrom\":\"2027-01-01\"", "\n" + instead);
        await RefusedEverywhere(Encoding.UTF8.GetBytes(text), problem, code, line, column);
    }

    [Theory]
    [InlineData("gb2312")]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task In_another_encoding_it_is_refused_where_that_begins(string encoding)
    {
        var to = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var (text, isUtf16) = (Json(), encoding.StartsWith("utf", StringComparison.Ordinal));
        await RefusedEverywhere([.. to.Preamble, .. to.GetBytes(text)], "malformed-json", "bad-encoding", 1, isUtf16 ? 1 : text.IndexOf('积') + 1);
    }

    [Fact]
    public async Task A_mark_of_the_encoding_that_an_editor_put_there_is_passed_over()
    {
        var town = await api.SharedTown();
        byte[] saved = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Json())];
        Assert.True((await Send(town, "rulebooks/checks", saved)).Ok().At("canBePublished").GetBoolean());
        await town.ChangesNothing(async () => (await Send(town, "rulebooks", saved, isDryRun: true)).Ok());
    }

    [Fact]
    public async Task More_than_256_KiB_are_not_looked_at()
    {
        var town = await api.SharedTown();
        var bytes = Encoding.UTF8.GetBytes(Json() + new string(' ', 256 * 1024));
        await town.ChangesNothing(async () =>
        {
            foreach (var path in new[] { "rulebooks", "rulebook-drafts", "rulebooks/checks" }) (await Send(town, path, bytes)).Refused("body-too-large");
        });
        Assert.Contains("错误 error too-large", await Told(bytes, ".json", LedgerCtl.CouldNot));
    }

    [Theory]
    [InlineData("not-plain-yaml", 2, "format: 2\nversion: &a v2\ntitle: *a\n")]
    [InlineData("not-plain-yaml", 1, "&a format: 2\n")]
    [InlineData("not-plain-yaml", 2, "format: 2\n*a : v2\n")]
    [InlineData("not-plain-yaml", 1, "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n")]
    [InlineData("not-plain-yaml", 2, "format: 2\nversion: !!python/object x\n")]
    [InlineData("not-plain-yaml", 1, "!!str format: 2\n")]
    [InlineData("not-plain-yaml", 2, "format: 2\n---\nformat: 2\n")]
    [InlineData("malformed", 2, "format: 2\nversion: \"v\\0\"\n")]
    [InlineData("malformed", 2, "format: 2\nversion: \"\\ud83d\"\n")]
    [InlineData("malformed", 1, "? [a, b]\n: 1\n")]
    [InlineData("malformed", 1, "")]
    [InlineData("repeated-member", 2, "format: 2\nformat: 2\n")]
    [InlineData("null-value", 2, "format: 2\nversion:\n")]
    [InlineData("no-such-date", 2, "format: 2\neffectiveFrom: 2027-02-29\n")]
    public async Task Yaml_is_taken_where_it_is_checked_and_only_what_json_can_say(string code, int line, string yaml)
    {
        var town = await api.SharedTown();
        var bytes = Encoding.UTF8.GetBytes(yaml);
        await town.ChangesNothing(async () =>
        {
            Assert.Contains(Found((await Send(town, "rulebooks/checks", bytes, "application/yaml")).Ok()), found => (found.Code, found.Line) == (code, line));
            foreach (var path in new[] { "rulebooks", "rulebook-drafts" }) (await Send(town, path, bytes, "application/yaml")).Refused("unsupported-media-type");
        });
        Assert.Contains($"错误 error {code}\n", await Told(bytes, ".yaml"));
    }

    /// <summary>What the check calls good is published; the first version alone may reach back.</summary>
    [Theory]
    [InlineData("0001-01-01", "out-of-range", "invalid-request")]
    [InlineData("9999-12-31", "out-of-range", "invalid-request")]
    [InlineData("2026-05-20", "takes-effect-too-early", "rulebook-is-retroactive")]
    [InlineData("2026-05-21", null, null)]
    public async Task The_check_and_the_publication_agree_on_a_first_day(string effectiveFrom, string? code, string? problem)
    {
        var town = await api.SharedTown();
        var bytes = Encoding.UTF8.GetBytes(Json(effectiveFrom));
        await town.ChangesNothing(async () =>
        {
            var check = (await Send(town, "rulebooks/checks", bytes)).Ok();
            Assert.Equal(code is null, check.At("canBePublished").GetBoolean());
            Assert.Equal(code, Found(check).Select(found => found.Code).FirstOrDefault());
            var published = await Send(town, "rulebooks", bytes, isDryRun: true);
            if (problem is null) published.Ok();
            else published.Refused(problem, "effectiveFrom");
        });
    }

    [Fact]
    public async Task A_draft_with_faults_is_kept_but_neither_run_nor_published_and_each_answer_says_where()
    {
        var town = await api.OpenTown();
        var hash = (await town.Office.Calls.Post($"{town.Path}/rulebook-drafts", Json().Replace("\"board\":\"safety\"", "\"board\":\"nowhere\"")).Accepted()).Says("hash");
        await town.ChangesNothing(async () =>
        {
            (await town.Office.Calls.Post($"{town.Path}/rulebook-drafts/v2/simulations", "{}")).Refused("draft-has-faults", "/acts/0/board", "unknown-board");
            (await town.Office.Calls.Post($"{town.Path}/rulebook-drafts/v2/publication", new { hash })).Refused("rulebook-is-contradictory", "/acts/0/board", "unknown-board");
        });
        Assert.True((await town.Office.Calls.Post($"{town.Path}/rulebook-drafts/v2/check", "{}").Accepted()).Long("faults") > 0);
    }

    private static string Json(string effectiveFrom = "2027-01-01") =>
        JsonSerializer.Serialize(Town.Rulebook("v2", effectiveFrom), RulebookCheckTests.WithoutNull);

    private async Task RefusedEverywhere(byte[] bytes, string problem, string code, int line, int column)
    {
        var town = await api.SharedTown();
        await town.ChangesNothing(async () =>
        {
            foreach (var path in new[] { "rulebooks", "rulebook-drafts" })
            {
                var error = (await Send(town, path, bytes)).Refused(problem).At("errors").EnumerateArray().Single(one => one.GetProperty("rule").GetString() == code);
                Assert.StartsWith($"第 {line} 行第 {column} 列：", error.GetProperty("message").GetString());
                Assert.StartsWith($"Line {line}, column {column}: ", error.GetProperty("messageEn").GetString());
            }
            var check = (await Send(town, "rulebooks/checks", bytes)).Ok();
            Assert.False(check.At("canBePublished").GetBoolean());
            Assert.Contains((code, line, column), Found(check));
        });
        // Whose it is only a community can say.
        if (code != "wrong-community") Assert.Contains($":{line}:{column}: 错误 error {code}\n", await Told(bytes, ".json"));
    }

    private static IEnumerable<(string Code, int Line, int Column)> Found(Reply check) =>
        check.At("findings").EnumerateArray().Where(one => one.GetProperty("severity").GetString() == "error").Select(one => (one.GetProperty("code").GetString()!, one.GetProperty("line").GetInt32(), one.GetProperty("column").GetInt32()));

    private static Task<Reply> Send(Town town, string path, byte[] bytes, string mediaType = "application/json", bool isDryRun = false) =>
        town.Office.Calls.Send(HttpMethod.Post, $"{town.Path}/{path}{(isDryRun ? "?dryRun=true" : "")}", new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } }, isDryRun ? null : ApiClient.NewKey());

    /// <summary>What the tool says of it; wrong, or not to be read.</summary>
    private static async Task<string> Told(byte[] bytes, string extension, int? exit = null)
    {
        var (file, output, error) = (Path.Combine(Path.GetTempPath(), Guid.NewGuid() + extension), new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        await File.WriteAllBytesAsync(file, bytes);
        var ended = await LedgerCtl.Run(["rulebook", "check", file], output, error);
        File.Delete(file);
        Assert.True(ended == exit || (exit is null && ended is LedgerCtl.Wrong or LedgerCtl.CouldNot), $"{ended} {output}");
        Assert.Equal("", error.ToString());
        return output.ToString();
    }
}
