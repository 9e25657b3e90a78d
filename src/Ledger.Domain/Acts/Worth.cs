using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Acts;

/// <summary>What an act is worth, how that was reached, and what it adds to the windows it falls in.</summary>
/// <param name="Cuts">The measures whose limits cut something off.</param>
/// <param name="Beside">What it gives that is not simply its doer's points.</param>
/// <param name="RefusedBy">The limit that lets no such act through; <paramref name="NotEligible"/>: the condition.</param>
internal sealed record Worth(Points Points, IReadOnlyList<ArithmeticStep> Steps, IReadOnlyList<MeterChange> Changes, IReadOnlyList<int> Cuts, Code? RefusedBy = null, string? NotEligible = null,
    IReadOnlyList<Share>? Beside = null)
{
    /// <summary>On a day, by the rulebook.</summary>
    public static Worth Of(IRows rows, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read, DateOnly today) =>
        ClosedWindow.Of(rows, rulebook, act) < today ? ClosedWindow.Worth(rows, rulebook, act, read) : Of(new StandingMeters(rows), rulebook, act, read, today);

    /// <summary>By the rulebook, where so much stands in the windows.</summary>
    /// <param name="bookedOn">The day of its accrual.</param>
    public static Worth Of(IStanding standing, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read, DateOnly bookedOn)
    {
        var (compiled, steps) = (rulebook.Compiled, new Steps());
        var valuation = new Valuation(compiled);
        valuation.Value(compiled.ActOf(act.ActType), ActFacts.Of(compiled, act, read), ActFacts.WindowsOf(compiled, standing, act, bookedOn: bookedOn), steps);
        var points = valuation.Credits.Where(credit => credit.Commodity == 0).Sum(credit => credit.Amount);
        var beside = Shares(rulebook, act, valuation);
        return new(new(points), valuation.Credits.Count > 0 ? steps.All : [Nothing(rulebook, compiled.ActOf(act.ActType))], valuation.Changes.ToArray(), [.. valuation.Cuts],
            valuation.RefusedBy is { } limit ? compiled.Document.Limits![limit].Code : default(Code?), valuation.IsRefused ? valuation.KeptOutBy : null, beside.Count > 0 ? beside : null);
    }

    /// <summary>The part of its points that is the doer's own.</summary>
    public Points Own => OwnOf(Points, Beside);

    public static Points OwnOf(Points points, IReadOnlyList<Share>? beside) => points - new Points(beside?.Where(share => share.IsMain == true).Sum(share => share.Amount) ?? 0);

    private static List<Share> Shares(Rulebook rulebook, ActRecorded act, Valuation valuation)
    {
        var (gives, shares) = (rulebook.Find(act.ActType)!.Give ?? [], new List<Share>());
        foreach (var credit in valuation.Credits)
        {
            var into = gives[credit.Give].Into;
            var holder = HolderOf(into.Holder, act);
            var isFirst = credit.Commodity == 0;
            if (credit.Amount > 0 && !(isFirst && holder == act.Person)) shares.Add(new(holder, rulebook.Document.KeptAs(credit.Commodity), into.Bucket, credit.Amount, isFirst ? true : null));
        }
        foreach (var over in valuation.Overs.Where(over => over is { To: OverflowKind.Bucket or OverflowKind.Pool, Give: >= 0 }))
        {
            var (into, surplus) = (gives[over.Give].Into, rulebook.Document.Limits![over.Limit].Overflow!.Form!);
            var commodity = rulebook.Document.Commodities.ToList().FindIndex(one => one.Code == into.Commodity);
            var share = new Share(surplus.Pool is { } pool ? Subject.Pool(pool) : HolderOf(into.Holder, act), rulebook.Document.KeptAs(commodity), surplus.Bucket ?? into.Bucket, over.Amount);
            if (shares.FindIndex(share.GoesWith) is >= 0 and var same) shares[same] = shares[same] with { Amount = shares[same].Amount + over.Amount };
            else shares.Add(share);
        }
        return shares;
    }

    /// <summary>Who has no household or team gets it himself.</summary>
    public static Subject HolderOf(Holder? holder, ActRecorded act) => holder switch
    {
        Holder.Household when act.Belonging.Household is { } home => Subject.Of(home),
        Holder.Team when act.Team is { } team => Subject.Of(team),
        _ => act.Person,
    };

    /// <summary>The windows in which it may be worth another amount once an act before it is undone.</summary>
    public IReadOnlyCollection<int> OpenIn(Rulebook rulebook) =>
        rulebook.Compiled.DependsOnOrder ? [.. Changes.Select(change => change.Measure).Where(measure => rulebook.Compiled.RuleOn(measure) is not null)] : [.. Cuts.Distinct()];

    /// <summary>The lot that what it gives joins.</summary>
    public static Lot LotOf(Rulebook rulebook, ActRecorded act, DateOnly booked, IReadOnlyList<FactRead>? read = null) => LotOf(rulebook, act, booked, BucketOf(rulebook, act), read);

    /// <summary>Where its points lie.</summary>
    public static Code BucketOf(Rulebook rulebook, ActRecorded act) => GiveOf(rulebook, rulebook.Find(act.ActType)!)?.Into.Bucket ?? Origin.BucketOf(act.Evidence);

    public static Lot LotOf(Rulebook rulebook, ActRecorded act, DateOnly booked, Code bucket, IReadOnlyList<FactRead>? read = null)
    {
        var type = rulebook.Find(act.ActType)!;
        var lot = new Lot(type.Board, bucket, type.Fund ?? "community", act.OccurredOn.Year, null);
        var terms = rulebook.Compiled.TermsOf(ActFacts.Of(rulebook.Compiled, act, read).SayLot(rulebook, lot, booked), act.ActType);
        return lot with { ExpiresOn = terms?.LastDay(rulebook.Compiled.Periods, act.OccurredOn, booked), Terms = rulebook.Compiled.TellsTerms ? terms?.Entry.Code : null };
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
