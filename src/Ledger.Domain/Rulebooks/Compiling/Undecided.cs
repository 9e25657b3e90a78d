namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

/// <summary>
/// Members and words that each mean something and do not together: no decision reads the two of them, so a rulebook that says both would
/// promise what nobody keeps. Every line is a place, the reason (its words stand in FindingWords), and when it is so.
/// </summary>
internal static class Undecided
{
    public static IEnumerable<Finding> In(RulebookDocument document)
    {
        IEnumerable<Finding>[] parts =
        [
            Each(document.Acts, "acts", act => OfAct(act, document)),
            Each(document.Measures, "measures", measure => OfMeasure(measure, document)),
            Each(document.Limits, "limits", limit => OfLimit(limit, document)),
            Each(document.Deductions, "deductions", rule => [("/of", "taken-of-holders", !HasAccount(rule.Of))]),
            Each(document.Passages, "passages", passage => [.. IsOnItem(passage) ? OnItem(passage) : BetweenAccounts(passage), .. OfGroup(passage, document)]),
            Each(document.Ladders, "ladders", ladder => OfLadder(ladder, document)),
            Each(document.Ranks, "ranks", rank => [("/benefits", "claimed-by-holders", !HasAccount(rank.Of) && Any(rank.Benefits))]),
            Each(document.Watches, "watches", watch => watch.Do.Select((effect, number) => ($"/do/{number}/deduct", "watched-persons", effect.Deduct is not null && watch.Of != Whose.Person))),
            Each(document.Bodies, "bodies", body => [("/scope", "signs-for-all", body.Scope is not null && SignsForAll(body, document))]),
        ];
        return parts.SelectMany(findings => findings);
    }

    private static IEnumerable<(string, string, bool)> OfAct(ActType act, RulebookDocument document) =>
    [
        ("/give/0/from", "paid-alone", act.Give is { Count: > 0 } gives && gives.Any(IsPaid) && !(gives[0].Into.Commodity == document.Commodities[0].Code && gives.All(give => give.From == gives[0].From && give.Into.Commodity == gives[0].Into.Commodity))),
        ("/give/0/into/fund", "one-fund", act.Give?.Any(give => give.Into.Fund != act.Fund) == true),
        ("/automatic", "no-doer", act.Automatic is { } follows && !HasDoer(follows, document)),
    ];

    private static bool IsPaid(Give give) => give.From is not (null or "issued");

    /// <summary>A mark of a team or place and a level of a household follow from nobody's doing.</summary>
    private static bool HasDoer(Automatic automatic, RulebookDocument document) => automatic.On.Split('.') switch
    {
        ["mark" or "mark-ended", var mark] => document.Marks?.Any(one => one.Code.Value == mark && one.Of is MarkOf.Person or MarkOf.Household) == true,
        ["level", var ladder] => document.Ladders?.Any(one => one.Code.Value == ladder && one.Of == Whose.Person) == true,
        _ => true,
    };

    private static IEnumerable<(string, string, bool)> OfMeasure(Measure measure, RulebookDocument document) =>
    [
        ("/count", "run-in-a-row", measure.Count?.Form is { } run && document.Measures!.FirstOrDefault(one => one.Code == run.Of) is { } of && !IsInARow(run, of)),
        ("/whose", "pool-received", measure.Whose?.Contains(Whose.Pool) == true && measure.Count?.Text != "received"),
        ("/whose", "of-redeeming", measure.Of != Happening.Redeem && measure.Whose?.Any(whose => whose is Whose.Item || (whose is Whose.Merchant or Whose.Fund && !IsIssued(measure))) == true),
        ("/window", "store-of-balance", measure.Window is { Text: Window.Store } && measure.Count?.Text is not ("balance" or "debt")),
        ("/by", "booked-of-posted", measure.By is CountFrom.Booked && (measure.Of == Happening.Deduct || measure.Status == Standing.Recorded)),
        ("/status", "recorded-of-acts", measure.Status is Standing.Recorded && !(measure.Of is null && IsOfRecord(measure.Count?.Text))),
        ("/opening", "opening-of-person", measure.Opening == true && measure.Whose is not [Whose.Person or Whose.Household]),
    ];

    private static bool IsIssued(Measure measure) => (measure.Of ?? (measure.Count?.Text == "issued" ? Happening.Issue : null)) == Happening.Issue;

    /// <summary>Runs are of periods that are windows of what they read; of long ones only what acts and deductions add to is kept.</summary>
    private static bool IsInARow(Run run, Measure of) => of.Sum is null && run.Unit switch
    {
        Window.Week or Window.Month => of.Window?.Text == run.Unit,
        Window.Quarter or Window.HalfYear => of.Window?.Text == run.Unit && of.Of is (null or Happening.Earn or Happening.Deduct),
        Window.Year => (of.Window?.Text == run.Unit || of.Window?.Form?.Period is not null) && of.Of is (null or Happening.Earn or Happening.Deduct),
        _ => false,
    };

    private static bool IsOfRecord(string? count) => count is "minutes" or "acts" || count?.StartsWith("input.", StringComparison.Ordinal) == true;

    private static IEnumerable<(string, string, bool)> OfLimit(Limit limit, RulebookDocument document) =>
    [
        ("/overflow", "deducting-drops", limit.Of == Happening.Deduct && limit.Overflow is not (null or { Text: Overflow.Drop })),
        ("/overflow", "stored-of-person", limit.Overflow?.Form?.Pool is not null && document.Measures?.FirstOrDefault(one => one.Code == limit.Measure) is { Window.Text: Window.Store, Whose: not [Whose.Person] }),
    ];

    private static bool IsOnItem(Passage passage) =>
        passage.Kind is PassageKind.Redeem or PassageKind.Service or PassageKind.Benefit || (passage.Kind == PassageKind.Family && passage.Item is not null);

    private static IEnumerable<(string, string, bool)> OnItem(Passage passage) =>
    [
        ("/to", "no-receiver", passage.To is not null && passage.Kind != PassageKind.Family),
        ("/into", "no-receiver", passage.Into is not null),
        ("/keepsExpiry", "no-receiver", passage.KeepsExpiry is not null),
    ];

    private static IEnumerable<(string, string, bool)> BetweenAccounts(Passage passage) =>
    [
        ("/into/commodity", "not-exchanged", passage.Into is { } into && passage.Commodity is { } paid && into.Commodity != paid),
        ("/into/holder", "receiver-is-named", passage.Into?.Holder is not null),
        ("/items", "of-items", Any(passage.Items) || passage.AnyItem is not null || passage.Item is not null),
        ("/channels", "of-items", Any(passage.Channels)),
        ("/refund", "of-items", passage.Refund is not null),
        ("/pay", "of-items", passage.Pay is { } pay && pay != new MixedPay(AtLeast: pay.AtLeast)),
        ("/face", "of-cash", passage.Face is not null && passage.Kind != PassageKind.Cash),
        ("/to", "no-receiver", passage.To is not null && (passage.Kind == PassageKind.Pool || IsMoney(passage))),
        ("/into", "no-receiver", passage.Into is not null && IsMoney(passage)),
        ("/from", "from-a-fund", passage.From is not null && passage.Kind is PassageKind.Grant or PassageKind.Reissue or PassageKind.Share or PassageKind.Subsidy),
        ("/keepsExpiry", "from-a-fund", passage.KeepsExpiry is not null && (passage.Kind is PassageKind.Grant or PassageKind.Reissue || IsMoney(passage))),
        ("/perPerson", "shared-once", passage is { Kind: PassageKind.Share, PerPerson: not null }),
        ("/limits", "shared-once", passage.Kind == PassageKind.Share && Any(passage.Limits)),
        ("/fund", "lots-keep-fund", passage is { Kind: PassageKind.Gift or PassageKind.Family or PassageKind.Pool, Fund: not null }),
    ];

    private static bool IsMoney(Passage passage) => passage.Kind is PassageKind.Share or PassageKind.Subsidy or PassageKind.Cash;

    private static IEnumerable<(string, string, bool)> OfGroup(Passage passage, RulebookDocument document) =>
        [("/group", "group-of-one-kind", passage.Group is { } group && passage.Kind != PassageKind.Benefit && !IsBounded(passage, group, document))];

    /// <summary>Whether a group says something: how many one person may take of its passages together.</summary>
    private static bool IsBounded(Passage passage, Code group, RulebookDocument document) => document.Passages!.Where(one => one.Group == group).ToList() is var all
        && all.Any(one => one.PerPerson is not null) && all.All(one => PassageCompiler.HappeningOf(one.Kind) == PassageCompiler.HappeningOf(passage.Kind));

    private static IEnumerable<(string, string, bool)> OfLadder(Ladder ladder, RulebookDocument document) =>
    [
        ("/uses", "used-of-the-last", ladder.Uses?.Text is not null && CompiledLadder.AmountsOf(ladder).Any(code => document.Measures?.FirstOrDefault(one => one.Code == code)?.Window?.Form is not ({ Last: not null } or { Since: not null }))),
        ("/judged", "judged-by-period", ladder.Judged.Text == Judged.Posting && ladder.Of is Whose.Merchant or Whose.Place),
        ("/levels", "claimed-by-holders", !HasAccount(ladder.Of) && ladder.Levels.Any(level => Any(level.Benefits))),
    ];

    /// <summary>A place, a node or a shop holds no points and claims nothing.</summary>
    private static bool HasAccount(Whose of) => of is Whose.Person or Whose.Household or Whose.Team;

    /// <summary>What it signs lies in no node and is of no team.</summary>
    private static bool SignsForAll(Body body, RulebookDocument document) =>
        document.Adoption?.Steps.Any(step => step.Body == body.Code) == true
        || document.Watches?.Any(watch => watch.Of is not (Whose.Person or Whose.Team) && watch.Do.Any(effect => effect.Ask == body.Code)) == true
        || document.Ladders?.Any(ladder => ladder.Of is not (Whose.Person or Whose.Team) && document.Review?.Any(review => review.Of == Reviewed.Ladder && review.Steps.Any(step => step.Body == body.Code)) == true) == true;

    private static IEnumerable<Finding> Each<T>(IReadOnlyList<T>? list, string name, Func<T, IEnumerable<(string Place, string Reason, bool IsSo)>> of) =>
        (list ?? []).SelectMany((one, number) => of(one).Where(line => line.IsSo).Select(line => new Finding($"/{name}/{number}{line.Place}", "not-decided-yet", Suggestion: line.Reason)));

    private static bool Any<T>(IReadOnlyList<T>? list) => list?.Count > 0;
}
