using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Acts;

/// <summary>What an act is worth, how that was reached, and what it adds to the windows it falls in.</summary>
/// <param name="Cuts">The measures whose limits cut something off.</param>
/// <param name="RefusedBy">The limit that lets no such act through; <paramref name="NotEligible"/>: the condition.</param>
internal sealed record Worth(Points Points, IReadOnlyList<ArithmeticStep> Steps, IReadOnlyList<MeterChange> Changes, IReadOnlyList<int> Cuts, Code? RefusedBy = null, string? NotEligible = null)
{
    /// <summary>On a day, by the rulebook.</summary>
    public static Worth Of(IRows rows, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read, DateOnly today) =>
        ClosedWindow.Of(rows, rulebook, act) < today ? ClosedWindow.Worth(rows, rulebook, act, read) : Of(new StandingMeters(rows), rulebook, act, read);

    /// <summary>By the rulebook, where so much stands in the windows.</summary>
    public static Worth Of(IStanding standing, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read)
    {
        var (compiled, steps) = (rulebook.Compiled, new Steps());
        var valuation = new Valuation(compiled);
        valuation.Value(compiled.ActOf(act.ActType), ActFacts.Of(compiled, act, read), ActFacts.WindowsOf(compiled, standing, act), steps);
        var points = valuation.Credits.Where(credit => credit.Commodity == 0).Sum(credit => credit.Amount);
        return new(new(points), valuation.Credits.Count > 0 ? steps.All : [Nothing(rulebook, compiled.ActOf(act.ActType))], valuation.Changes.ToArray(), [.. valuation.Cuts],
            valuation.RefusedBy is { } limit ? compiled.Document.Limits![limit].Code : default(Code?), valuation.IsRefused ? valuation.KeptOutBy : null);
    }

    /// <summary>The windows in which it may be worth another amount once an act before it is undone.</summary>
    public IReadOnlyCollection<int> OpenIn(Rulebook rulebook) =>
        rulebook.Compiled.DependsOnOrder ? [.. Changes.Select(change => change.Measure).Where(measure => rulebook.Compiled.RuleOn(measure) is not null)] : [.. Cuts.Distinct()];

    /// <summary>The lot that what it gives joins.</summary>
    public static Lot LotOf(Rulebook rulebook, ActRecorded act, DateOnly booked)
    {
        var type = rulebook.Find(act.ActType)!;
        var lot = new Lot(type.Board, GiveOf(rulebook, type)?.Into.Bucket ?? Origin.BucketOf(act.Evidence), "community", act.OccurredOn.Year, null);
        return lot with { ExpiresOn = rulebook.Compiled.LastDay(ActFacts.Of(rulebook.Compiled, act).SayLot(rulebook, lot, booked), act.ActType, act.OccurredOn, booked) };
    }

    private static Give? GiveOf(Rulebook rulebook, ActType type) => type.Give?.FirstOrDefault(give => give.Into.Commodity == rulebook.Document.Commodities[0].Code);

    private static ArithmeticStep Nothing(Rulebook rulebook, int act) => new($"/acts/{act}", StepKind.Exclude, 1, 0, Fact: "act", Unit: rulebook.Unit);
}

/// <summary>Where minutes and points of an act come from.</summary>
internal static class Origin
{
    public static Lot MinutesLot(ActRecorded act, Code board) => new(board, BucketOf(act.Evidence), "community", act.OccurredOn.Year, null);

    public static Code BucketOf(Evidence evidence) => evidence switch
    {
        Evidence.SystemTimed => "system-timed",
        Evidence.LeaderSigned => "leader-signed",
        _ => "back-filled",
    };
}
