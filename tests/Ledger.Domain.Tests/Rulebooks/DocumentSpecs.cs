using System.Text;
using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>What a rulebook's text may be.</summary>
public sealed class DocumentSpecs
{
    [Theory]
    [InlineData("R01")]
    [InlineData("R83")]
    [InlineData("R84")]
    public void A_scheme_is_read_and_written_without_a_change(string scheme)
    {
        var (document, why) = DocumentJson.Read(Schemes.Bytes(scheme));
        Assert.Null(why);
        var written = DomainJson.Write(document!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Schemes.Bytes(scheme)), JsonNode.Parse(written)), Encoding.UTF8.GetString(written));
        Assert.Equal(written, DomainJson.Write(DocumentJson.Read(written).Document!));
    }

    [Theory]
    [InlineData("20 points", 2_000)]
    [InlineData("0.5 points", 50)]
    [InlineData("1.5 h", 90)]
    [InlineData("0.05 h", 3)]
    [InlineData("90 min", 90)]
    [InlineData("500 yuan", 50_000)]
    [InlineData("0.01 yuan", 1)]
    [InlineData("12.5 %", 1_250)]
    [InlineData("3 times", 3)]
    [InlineData("0 workdays", 0)]
    [InlineData("10000000 points", 1_000_000_000)]
    public void A_quantity_is_a_whole_number_of_its_smallest_unit(string text, long units)
    {
        Assert.Equal(units, Quantity.Parse(text)!.Value.Units);
        Assert.Equal(text, Quantity.Parse(text).ToString());
    }

    [Fact]
    public void Needless_zeros_are_not_kept() => Assert.Equal("1.5 yuan", Quantity.Parse("1.50 yuan").ToString());

    [Theory]
    [InlineData("20")]
    [InlineData("points")]
    [InlineData("20points")]
    [InlineData("20  points")]
    [InlineData("020 points")]
    [InlineData("-20 points")]
    [InlineData("+20 points")]
    [InlineData("2.005 points")]
    [InlineData("2. points")]
    [InlineData(".5 points")]
    [InlineData("0.33 h")]
    [InlineData("1.5 times")]
    [InlineData("2 hours")]
    [InlineData("２ h")]
    [InlineData("1e3 points")]
    [InlineData("10000000.01 points")]
    [InlineData("9999999999999999999 points")]
    public void Anything_else_is_no_quantity(string text) => Assert.Null(Quantity.Parse(text));

    [Theory]
    [InlineData("\"2 h\"", "\"two hours\"", "bad-quantity")]
    [InlineData("\"yearStarts\": \"01-01\"", "\"yearStarts\": \"02-30\"", "no-such-date")]
    [InlineData("\"2026-01-01\"", "\"2026-02-30\"", "malformed")]
    [InlineData("\"overflow\": \"drop\"", "\"overflow\": \"explode\"", "malformed")]
    [InlineData("\"nothing\": true", "\"nothing\": \"true\"", "malformed")]
    [InlineData("\"sample\": true", "\"smaple\": true", "malformed")]
    [InlineData("\"sample\": true", "\"sample\": true, \"sample\": true", "malformed")]
    [InlineData("\"format\": 2", "\"format\": 3", "unknown-format")]
    [InlineData("\"version\": \"r01-1\", ", "", "malformed")]
    [InlineData("\"version\": \"r01-1\"", "\"version\": null", "malformed")]
    [InlineData("\"2 h\"", "2", "malformed")]
    public void A_document_that_is_not_understood_is_refused(string right, string wrong, string why)
    {
        var text = Schemes.Text("R01");
        Assert.Contains(right, text);
        Assert.Equal(why, DocumentJson.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong))).Why!.Code.Value);
    }

    [Fact]
    public void A_fault_is_told_by_line_and_column()
    {
        var lines = Schemes.Text("R83").Split('\n');
        var line = Array.FindIndex(lines, one => one.Contains("\"30 points\""));
        var why = DocumentJson.Read(Encoding.UTF8.GetBytes(Schemes.Text("R83").Replace("\"30 points\"", "\"thirty\""))).Why!;
        Assert.Equal(line + 1, why.Line);
        Assert.InRange(why.Column, 2, lines[line].Length);
    }

    [Fact]
    public void A_document_too_large_too_deep_or_in_another_encoding_is_refused()
    {
        Assert.Equal("too-large", DocumentJson.Read(new byte[DocumentJson.MostBytes + 1]).Why!.Code.Value);
        Assert.Equal("bad-encoding", DocumentJson.Read([(byte)'{', (byte)'"', 0xB7, 0xD6, (byte)'"']).Why!.Code.Value);
        var selector = "{\"fact\": \"activity.mark.filed\", \"is\": true, \"clause\": \"R01.1\"}";
        Assert.Contains(selector, Schemes.Text("R01"));
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 40)) + selector + new string('}', 40);
        Assert.Equal("too-deep", DocumentJson.Read(Encoding.UTF8.GetBytes(Schemes.Text("R01").Replace(selector, deep))).Why!.Code.Value);
        Assert.Equal("malformed", DocumentJson.Read("{"u8).Why!.Code.Value);
        Assert.Equal("malformed", DocumentJson.Read("null"u8).Why!.Code.Value);
        Assert.Equal("malformed", DocumentJson.Read([]).Why!.Code.Value);
        Assert.Equal(new Unreadable("malformed", 2, 3), DocumentJson.Read("{\"limits\":[\n  null]}"u8).Why);
    }

    /// <summary>Every part of the document in turn is left out, or is something else: there is always an answer, never an exception.</summary>
    [Theory]
    [InlineData("R01")]
    [InlineData("R83")]
    [InlineData("R84")]
    public void Whatever_is_wrong_with_a_document_is_answered(string scheme)
    {
        var (unread, found, sound) = (0, 0, 0);
        foreach (var path in Schemes.Parts(JsonNode.Parse(Schemes.Bytes(scheme))!, []))
            foreach (var instead in new[] { null, "7", "\"0 points\"", "{}", "[]" })
            {
                var (document, why) = DocumentJson.Read(Encoding.UTF8.GetBytes(Schemes.Changed(scheme, path, instead)));
                if (why is not null) unread++;
                else if (CompiledRulebook.Of(document!).Findings.Count > 0) found++;
                else sound++;
            }
        Assert.True(unread > 300 && found > 20 && sound > 20, $"{unread} unread, {found} with findings, {sound} sound");
    }
}

/// <summary>The schemes in rulebooks/.</summary>
internal static class Schemes
{
    public static byte[] Bytes(string scheme) => File.ReadAllBytes(Repository.PathOf("rulebooks", scheme, "rulebook.json"));

    public static string Text(string scheme) => File.ReadAllText(Repository.PathOf("rulebooks", scheme, "rulebook.json"));

    public static RulebookDocument Document(string scheme) => DocumentJson.Read(Bytes(scheme)).Document!;

    /// <summary>The way to every member and item.</summary>
    public static IEnumerable<object[]> Parts(JsonNode node, object[] at) => node switch
    {
        JsonObject members => members.SelectMany(member => Parts(member.Value!, [.. at, member.Key]).Prepend([.. at, member.Key])),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(number => Parts(items[number]!, [.. at, number]).Prepend([.. at, number])),
        _ => [],
    };

    /// <param name="instead">Absent: it is left out.</param>
    public static string Changed(string scheme, object[] path, string? instead)
    {
        var root = JsonNode.Parse(Schemes.Bytes(scheme))!;
        var parent = path[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        var value = instead is null ? null : JsonNode.Parse(instead);
        if (path[^1] is string member && instead is null) parent.AsObject().Remove(member);
        else if (path[^1] is string changed) parent[changed] = value;
        else if (instead is null) parent.AsArray().RemoveAt((int)path[^1]);
        else parent[(int)path[^1]] = value;
        return root.ToJsonString();
    }
}
