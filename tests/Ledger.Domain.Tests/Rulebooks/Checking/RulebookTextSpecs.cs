using System.Text;
using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Rulebooks;

namespace Ledger.Domain.Tests.Rulebooks.Checking;

/// <summary>The published schema and strict reading say the same, as far as a schema can say it.</summary>
public sealed class RulebookTextSpecs
{
    [Fact]
    public void The_schema_in_docs_is_the_one_of_the_code()
    {
        var path = Repository.PathOf("docs", "rulebook.schema.json");
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1") File.WriteAllBytes(path, [.. RulebookSchema.Bytes, (byte)'\n']);
        Assert.Equal(File.ReadAllText(path), Encoding.UTF8.GetString(RulebookSchema.Bytes) + "\n");
    }

    [Theory]
    [MemberData(nameof(SchemeDocuments.Documents), MemberType = typeof(SchemeDocuments))]
    public void A_real_scheme_fits_the_schema_and_is_read(string path)
    {
        var bytes = File.ReadAllBytes(Repository.PathOf("rulebooks", path));
        Assert.Empty(RulebookText.Read(bytes, isYaml: false).Check().Where(told => told.Finding.Severity == Domain.Rulebooks.Compiling.Severity.Error).Select(told => $"{told}"));
        Assert.Equal(DomainJson.Write(DocumentJson.Read(bytes).Document!), DomainJson.Write(RulebookText.Read(bytes, isYaml: true).Document!));
    }

    /// <summary>Every part of a document in turn is left out, or is something else.</summary>
    [Theory]
    [InlineData("R01")]
    [InlineData("R83")]
    public void What_the_schema_refuses_strict_reading_refuses_and_the_other_way_round(string scheme)
    {
        var differences = new List<string>();
        foreach (var path in Schemes.Parts(JsonNode.Parse(Schemes.Bytes(scheme))!, []))
            foreach (var instead in new[] { null, "7", "\"0 points\"", "\"02-30\"", "\"25:00\"", "\"Nobody 1\"", "true", "{}", "[]", "\"2026-02-30\"" })
            {
                var json = Encoding.UTF8.GetBytes(Schemes.Changed(scheme, path, instead));
                var (strict, text) = (DocumentJson.Read(json), RulebookText.Read(json, isYaml: false));
                if (strict.Document is null != text.Document is null && text.Check() is not [{ Finding.Code.Value: "bad-length" }]) differences.Add($"{string.Join('/', path)} {instead}: {strict.Why?.Code} {text.Check().FirstOrDefault()}");
                if (text.Document is null) Assert.All(text.Check(), told => Assert.True(told.Place.Line >= 1 && told.Place.Column >= 1, $"{told}"));
            }
        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n", 2)]
    [InlineData("format: 2\nversion: !!str x\n", 2)]
    [InlineData("format: &a 2\nversion: *a\n", 1)]
    [InlineData("format: [2\n", 2)]
    [InlineData("format: 2\nformat: 2\n", 2)]
    [InlineData("format: 2\nversion:\n", 2)]
    public void Yaml_that_is_more_than_json_is_refused_with_its_line(string yaml, long line)
    {
        var told = RulebookText.Read(Encoding.UTF8.GetBytes(yaml), isYaml: true).Check().Single();
        Assert.Equal(line, told.Place.Line);
    }

    [Fact]
    public void Columns_are_counted_in_characters_and_a_mark_of_the_encoding_is_passed_over()
    {
        var text = RulebookText.Read([.. Encoding.UTF8.Preamble, .. "{\"积分\": 1, \"分\": null}"u8], isYaml: false);
        Assert.Equal(new Place(1, 16), text.Check().Single().Place);
    }
}
