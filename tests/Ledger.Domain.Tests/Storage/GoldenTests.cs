using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Storage;

/// <summary>
/// The storage contract: each stored name has one or more files in Goldens, &lt;name&gt;.json and &lt;name&gt;.&lt;case&gt;.json, which are
/// read and written again to the same bytes. With LEDGER_WRITE_DOCS=1 missing ones are made from <see cref="Story"/>; a file that
/// is there is never rewritten: ADR 0022.
/// </summary>
public sealed class GoldenTests
{
    private static string Folder => Repository.PathOf("tests", "Ledger.Domain.Tests", "Goldens");

    public static TheoryData<string> Names => new(EventNames.All.Keys);

    [Theory, MemberData(nameof(Names))]
    public void A_stored_fact_is_read_and_written_again_to_the_same_bytes(string name)
    {
        WriteWhatIsMissing(name);
        var goldens = Of(name);
        Assert.True(goldens.Count > 0, $"{name} has no golden in {Folder}.");
        foreach (var golden in goldens)
        {
            var text = File.ReadAllText(golden).TrimEnd('\n');
            Assert.Equal(text, Encoding.UTF8.GetString(DomainJson.Write(DomainJson.ReadFact(name, Encoding.UTF8.GetBytes(text)))));
        }
    }

    /// <summary>Who reads it in ten years has the fact and the laws of the kinds, and not this engine.</summary>
    [Theory, MemberData(nameof(Names))]
    public void The_arithmetic_of_a_stored_fact_holds_by_itself(string name)
    {
        foreach (var golden in Of(name))
            foreach (var member in new[] { "steps", "stored" })
                if (JsonNode.Parse(File.ReadAllText(golden))![member] is { } steps) Assert.True(Arithmetic.Holds(steps.Deserialize<List<ArithmeticStep>>(DomainJson.Options)!), $"{golden} {member}");
    }

    [Fact]
    public void Every_golden_belongs_to_a_stored_name()
    {
        foreach (var file in Directory.GetFiles(Folder)) Assert.Contains(Path.GetFileName(file).Split(".json")[0].Split('.') is [var name, var version, ..] ? $"{name}.{version}" : "", EventNames.All.Keys);
    }

    [Fact]
    public void A_golden_that_was_changed_is_caught()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "person-suspended.v1.json")).TrimEnd('\n');
        var changed = text.Replace("{", "{\"note\":\"x\",", StringComparison.Ordinal);
        Assert.NotEqual(changed, Encoding.UTF8.GetString(DomainJson.Write(DomainJson.ReadFact("person-suspended.v1", Encoding.UTF8.GetBytes(changed)))));
    }

    [Fact]
    public void The_story_tells_every_fact() => Assert.Equal(EventNames.All.Keys.Order(), Story.Play().Events.Select(told => told.Name).Distinct().Order());

    [Fact]
    public void Nothing_but_the_members_of_a_fact_is_stored()
    {
        foreach (var (_, name, data) in Story.Play().Events)
        {
            using var stored = System.Text.Json.JsonDocument.Parse(data);
            var declared = EventNames.All[name].GetConstructors().Single(made => made.GetParameters().Length > 1 || EventNames.All[name].GetConstructors().Length == 1)
                .GetParameters().Select(parameter => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!));
            Assert.Subset(declared.ToHashSet(), stored.RootElement.EnumerateObject().Select(member => member.Name).ToHashSet());
        }
    }

    internal static string PathOf(string golden) => Path.Combine(Folder, $"{golden}.json");

    internal static IReadOnlyList<string> Of(string name) => [.. Directory.GetFiles(Folder, $"{name}*.json").Where(file => Path.GetFileName(file)[name.Length] == '.').Order(StringComparer.Ordinal)];

    private static void WriteWhatIsMissing(string name)
    {
        Directory.CreateDirectory(Folder);
        if (!Repository.WritesDocuments || Of(name).Count > 0) return;
        var told = Story.Play().Events.Where(fact => fact.Name == name).MaxBy(fact => fact.Data.Length);
        File.WriteAllText(PathOf(name), Encoding.UTF8.GetString(told.Data) + "\n");
    }
}
