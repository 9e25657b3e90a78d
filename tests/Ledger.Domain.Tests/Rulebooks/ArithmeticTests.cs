using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>docs/arithmetic.md is true: ADR 0004.</summary>
public sealed partial class ArithmeticTests
{
    private static readonly string[] Clauses = ["R06.1", "R07.5", "R12.2", "R27.3", "R34.1", "R55.3", "R56.3", "R73.4", "R83.2", "R83.5",
        "R02.7", "R03.6", "R12.3", "R17.1", "R23.1", "R35.5", "R55.2", "R70.2", "R73.5", "R77.2"];

    public static TheoryData<string> AllClauses => new(Clauses);

    [Fact]
    public void The_document_has_these_clauses_and_no_other() => Assert.Equal(Clauses, Blocks().Keys);

    [Theory, MemberData(nameof(AllClauses))]
    public void A_clause_holds(string clause) => Assert.True(Arithmetic.Holds(Read(Blocks()[clause])));

    [Theory, MemberData(nameof(AllClauses))]
    public void A_clause_is_written_again_to_the_same_JSON(string clause)
    {
        foreach (var line in JsonNode.Parse(Blocks()[clause])!.AsArray())
            Assert.Equal(line!.ToJsonString(DomainJson.Options), JsonSerializer.Serialize(line.Deserialize<ArithmeticStep>(DomainJson.Options), DomainJson.Options));
    }

    [Theory, MemberData(nameof(AllClauses))]
    public void A_falsified_number_is_caught(string clause)
    {
        var known = FactsOf(Read(Blocks()[clause]));
        foreach (var falsified in EveryFalsification(Blocks()[clause], ["input", "output"]))
            Assert.False(Arithmetic.Holds(Read(falsified), known), falsified);
    }

    [Fact]
    public void Steps_of_different_units_are_not_added()
    {
        ArithmeticStep minutes = new("/a", StepKind.RoundDown, 60, 60, Limit: 60, Fact: "minutes");
        ArithmeticStep points = new("/b", StepKind.Rate, 60, 100, Limit: 60, Factor: 100, Unit: "points");
        ArithmeticStep sum = new("/c", StepKind.Sum, 160, 160, From: [0, 1]);
        Assert.True(Arithmetic.Holds([minutes, points]));
        Assert.False(Arithmetic.Holds([minutes, points, sum]));
    }

    [Theory]
    [InlineData("""{"rule":"/a","kind":"rate","input":60,"output":100,"limit":0,"factor":100,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"rate","input":9007199254740991,"output":1,"limit":1,"factor":9007199254740991,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"rate","input":60,"output":100,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"cap","input":60,"output":60,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"difference","input":60,"output":60,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"cycle","input":60,"output":60,"limit":0,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"expire-after-years","input":20261350,"output":20271350,"limit":1,"fact":"occurredOn"}""")]
    [InlineData("""{"rule":"/a","kind":"expire-after-years","input":20260101,"output":99990101,"limit":9999999,"fact":"occurredOn"}""")]
    [InlineData("""{"rule":"/a","kind":"sum","input":60,"output":60}""")]
    [InlineData("""{"rule":"/a","kind":"sum","input":60,"output":60,"from":[0]}""")]
    [InlineData("""{"rule":"/a","kind":"sum","input":60,"output":60,"from":[]}""")]
    [InlineData("""{"rule":"/a","kind":"tier","input":60,"output":2,"limit":90,"factor":10,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"round-up","input":60,"output":60,"limit":0,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"round-nearest","input":60,"output":60,"limit":9223372036854775807,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"row","input":60,"output":5,"factor":5,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"row","input":60,"output":5,"factor":5,"limit":30,"bound":60,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"need","input":60,"output":60,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"at-least","input":60,"output":60,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"add","input":60,"output":60,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"add","input":60,"output":65,"factor":5,"fact":"input.extra-minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"less","input":60,"output":30,"limit":30}""")]
    [InlineData("""{"rule":"/a","kind":"less","input":60,"output":30,"limit":30,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"share","input":60,"output":70,"limit":60,"factor":70,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"share","input":60,"output":62,"limit":60,"factor":60,"bound":2,"fact":"minutes"}""")]
    [InlineData("""{"rule":"/a","kind":"expire-at","input":20260229,"output":20260301,"limit":1,"factor":1,"fact":"occurredOn"}""")]
    [InlineData("""{"rule":"/a","kind":"expire-at","input":20260228,"output":20260301,"limit":1,"factor":3,"fact":"occurredOn"}""")]
    [InlineData("""{"rule":"/a","kind":"expire-at","input":20260228,"output":99991231,"limit":99999,"factor":2,"fact":"occurredOn"}""")]
    [InlineData("""{"rule":"/a","kind":"expire-at","input":20260228,"output":20270131,"limit":0,"factor":0,"bound":1301,"fact":"occurredOn"}""")]
    public void An_absurd_step_does_not_hold_and_throws_nothing(string step) => Assert.False(Arithmetic.Holds(Read($"[{step}]")));

    [Fact]
    public void The_result_in_a_unit_is_its_last_step()
    {
        var steps = Read(Blocks()["R73.4"]);
        Assert.Equal(100, Arithmetic.ResultIn("points", steps));
        Assert.Equal(20300228, Arithmetic.ResultIn("date", steps));
        Assert.Null(Arithmetic.ResultIn("fen", steps));
    }

    [Theory]
    [InlineData(20261031, 0, 20261031)]
    [InlineData(20261101, 0, 20271031)]
    [InlineData(20261231, 1, 20281031)]
    public void A_year_may_start_in_any_month(long day, long later, long last) =>
        Assert.True(new ArithmeticStep("/a", StepKind.ExpireAt, day, last, Limit: later, Factor: 0, Fact: "occurredOn", Bound: 1101).Holds);

    [Fact]
    public void A_scale_is_the_fact_it_names()
    {
        ArithmeticStep scaled = new("/a", StepKind.Rate, 1_000, 500, Limit: 365, Factor: 183, Fact: "minutes", By: "person.value.days");
        Assert.False(Arithmetic.Holds([scaled]));
        scaled = scaled with { Output = 501 };
        Assert.True(Arithmetic.Holds([scaled], fact => fact == "person.value.days" ? 183 : null));
        Assert.False(Arithmetic.Holds([scaled], fact => fact == "person.value.days" ? 184 : null));
    }

    private static Func<string, long?> FactsOf(IReadOnlyList<ArithmeticStep> steps)
    {
        var facts = steps.Where(step => step.Fact is not null).ToDictionary(step => step.Fact!, step => (long?)step.Input);
        return name => facts.GetValueOrDefault(name);
    }

    private static IEnumerable<string> EveryFalsification(string json, string[] members)
    {
        var steps = JsonNode.Parse(json)!.AsArray().Count;
        for (var at = 0; at < steps; at++)
            foreach (var member in members)
                foreach (var by in new[] { 1, -1, 100 })
                {
                    var array = JsonNode.Parse(json)!.AsArray();
                    array[at]![member] = array[at]![member]!.GetValue<long>() + by;
                    yield return array.ToJsonString();
                }
    }

    private static IReadOnlyList<ArithmeticStep> Read(string json) => JsonSerializer.Deserialize<List<ArithmeticStep>>(json, DomainJson.Options)!;

    private static Dictionary<string, string> Blocks() =>
        ClauseBlock().Matches(File.ReadAllText(Repository.PathOf("docs", "arithmetic.md"))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex(@"^## (R\d+\.\d+) .*?```json\n(.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ClauseBlock();
}
