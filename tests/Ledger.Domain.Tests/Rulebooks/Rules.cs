using System.Text;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Small rulebooks made of the parts a test is about. Every value is an example (示例).</summary>
internal static class Rules
{
    /// <param name="acts">The list of act types; absent: <c>help</c>, worth <paramref name="amount"/>.</param>
    /// <param name="more">Further members of the document, each with a comma after it.</param>
    public static string Json(string amount = """{"of":"minutes","then":[{"per":"1 h","give":"1 points"}]}""", string more = "", string? acts = null) => $$$"""
        {"format":2,"version":"sample-1","title":{"zh":"示例"},"effectiveFrom":"2026-01-01",{{{more}}}
         "commodities":[{"code":"points","title":{"zh":"积分"},"unit":"points","quantum":"0.01 points","spendable":true}],
         "boards":[{"code":"care","title":{"zh":"关爱"}},{"code":"safety","title":{"zh":"安全"}}],
         "marks":[{"code":"trained","title":{"zh":"培训"},"of":"person"},{"code":"days","title":{"zh":"天数"},"of":"person","value":{"unit":"days","least":0,"most":366}},{"code":"late","title":{"zh":"迟到"},"of":"act"}],
         "inputs":[{"code":"people","title":{"zh":"人数"},"unit":"people","least":0,"most":1000},{"code":"given","title":{"zh":"捐款"},"unit":"yuan","least":0,"most":100000}],
         "filing":{"within":"30 days","longest":"720 min"},
         "acts":[{{{acts ?? Type("help", amount)}}}]}
        """;

    public static string Type(string code, string amount, string board = "care") =>
        $$$"""{"code":"{{{code}}}","title":{"zh":"示例"},"board":"{{{board}}}","give":[{"into":{"commodity":"points"},"amount":{{{amount}}}}]}""";

    public static CompiledRulebook Compile(string json)
    {
        var (document, why) = DocumentJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(document is not null, $"{why} {json}");
        return Compile(document!);
    }

    public static CompiledRulebook Compile(RulebookDocument document)
    {
        var (rulebook, findings) = CompiledRulebook.Of(document);
        Assert.Empty(findings);
        return rulebook!;
    }

    public static IEnumerable<string> Findings(string json)
    {
        var (document, why) = DocumentJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(document is not null, $"{why} {json}");
        return CompiledRulebook.Of(document!).Findings.Select(finding => $"{finding.Pointer} {finding.Code}");
    }
}

/// <summary>The acts of one rulebook, valued one after the other.</summary>
internal sealed class Valued(CompiledRulebook rulebook)
{
    private readonly Valuation _valuation = new(rulebook);
    private int _acts;

    public MeterBook Meters { get; } = new();

    public Valuation Last => _valuation;

    public Steps Steps { get; private set; } = new();

    /// <summary>The points of the last credit in hundredths, or whatever its commodity counts; what it took from windows is counted.</summary>
    public long Act(string type, DateOnly on, Func<FactRow, FactRow> say, string person = "wang", Dictionary<Whose, string>? others = null)
    {
        var windows = new ActWindows(rulebook, Meters, new Subjects($"{++_acts}", person, others ?? []), on);
        var row = say(new FactRow(rulebook.Facts).Say("act.type", type).Say("act.board", rulebook.Document.Acts.Single(act => act.Code == type).Board.Value));
        _valuation.Value(rulebook.ActOf(type), row, windows);
        var (plain, changes) = (_valuation.Credits.Select(credit => credit with { Step = 0 }).ToList(), _valuation.Changes.ToArray());
        Steps = new();
        _valuation.Value(rulebook.ActOf(type), row, windows, Steps);
        Assert.Equal(plain, _valuation.Credits.Select(credit => credit with { Step = 0 }));
        Assert.Equal(changes, _valuation.Changes.ToArray());
        Assert.True(Domain.Rulebooks.Arithmetic.Holds(Steps.All, fact => row.Knows(fact)), string.Join('\n', Steps.All));
        Assert.All(_valuation.Credits, credit => Assert.Equal(Steps.All[credit.Step].Output, credit.Amount));
        Meters.Add(windows, _valuation.Changes);
        return _valuation.Credits[^1].Amount;
    }

    public string Told => string.Join(", ", Steps.All.Select(step => $"{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(step.Kind.ToString())} {step.Input}→{step.Output}"));
}

internal static class Facts
{
    public static FactRow Minutes(this FactRow row, long minutes) => row.Say("act.minutes", minutes);

    /// <summary>The event's member that a step names.</summary>
    public static long? Knows(this FactRow row, string fact) => row[fact == "minutes" ? "act.minutes" : fact];
}
