namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

/// <summary>
/// Members of a document that no decision reads yet: a rulebook that relies on one of them is not published, because it would
/// promise what nobody keeps. Each line goes when its decision is there.
/// </summary>
internal static class Undecided
{
    public static IReadOnlyList<Finding> In(RulebookDocument document)
    {
        IEnumerable<string>[] parts =
        [
            Whole(document),
            Numbered(document.Acts, act => OfAct(document, act), "acts"),
            Numbered(document.Measures, measure => OfMeasure(document, measure), "measures"),
            Numbered(document.Limits, limit => OfLimit(document, limit), "limits"),
            Numbered(document.Deductions, OfDeduction, "deductions"),
            Numbered(document.Passages, passage => OfPassage(document, passage), "passages"),
            Numbered(document.Ladders, ladder => OfLadder(document, ladder), "ladders"),
            Numbered(document.Ranks, OfRank, "ranks"),
            Numbered(document.Watches, OfWatch, "watches"),
            Numbered(document.Bodies, body => OfBody(document, body), "bodies"),
            Numbered(document.Review, OfReview, "review"),
        ];
        return [.. parts.SelectMany(pointers => pointers).Select(pointer => new Finding(pointer, "not-decided-yet"))];
    }

    /// <summary>Facts that some clause reads and nobody says.</summary>
    public static IEnumerable<Finding> In(FactTable facts, Func<string, bool> isSaid) =>
        facts.Slots.Select(slot => slot.Key).Where(fact => !isSaid(fact)).Order(StringComparer.Ordinal).Select(fact => new Finding($"/facts/{fact}", "not-decided-yet"));

    private static IEnumerable<string> Whole(RulebookDocument document) => Given(
        ("/notice/level", document.Notice?.Level is not null),
        ("/filing/leadTime", document.Filing.LeadTime is not null));

    private static IEnumerable<string> OfAct(RulebookDocument document, ActType act) => Given(
        ("/give/0/from", act.Give is { Count: > 0 } gives && gives.Any(give => IsPaid(give) && !IsPaidAlone(document, give, gives))),
        ("/give/0/into/fund", act.Give?.Any(give => give.Into.Fund != act.Fund) == true),
        ("/give/0/into/holder", act.Give?.Any(give => give.Into.Holder is Holder.Served) == true),
        ("/automatic", act.Automatic is { } follows && !Follows(document, follows)));

    private static bool IsPaid(Give give) => give.From is not (null or "issued");

    private static bool IsPaidAlone(RulebookDocument document, Give give, IReadOnlyList<Give> gives) =>
        give.Into.Commodity == document.Commodities[0].Code && gives.All(other => other.From == give.From) && (give.From == "served" || IsPool(document, give.From!));

    private static bool IsPool(RulebookDocument document, string from) => document.Passages?.Any(passage => passage.Kind == PassageKind.Pool && from == $"pool.{passage.Code}") == true;

    /// <summary>What somebody does not cause himself has no doer yet: a household's mark or level, a pledge.</summary>
    private static bool Follows(RulebookDocument document, Automatic automatic) => automatic.On.Split('.') switch
    {
        ["registration"] or ["referral"] or ["period", _] => true,
        ["mark" or "mark-ended", var mark] => document.Marks?.Any(one => one.Code.Value == mark && one.Of is MarkOf.Person or MarkOf.Household) == true,
        ["level", var ladder] => document.Ladders?.Any(one => one.Code.Value == ladder && one.Of == Whose.Person) == true,
        _ => false,
    };

    private static IEnumerable<string> OfMeasure(RulebookDocument document, Measure measure) => Given(
        ("/count", measure.Count?.Form is { } run && document.Measures!.FirstOrDefault(one => one.Code == run.Of) is { } of && !IsInARow(run, of)),
        ("/whose", measure.Whose?.Any(whose => whose == Whose.Award || (whose == Whose.Pool && measure.Count?.Text != "received")) == true),
        ("/whose", measure.Of != Happening.Redeem && measure.Whose?.Any(whose => whose is Whose.Item || (whose is Whose.Merchant or Whose.Fund && !IsIssued(measure))) == true),
        ("/window", measure.Window is { Text: Window.Store } && measure.Count?.Text is not ("balance" or "debt")),
        ("/of", measure.Of is not (null or Happening.Earn or Happening.Redeem or Happening.Deduct or Happening.Gift or Happening.Cash or Happening.Issue)),
        ("/by", measure.By is CountFrom.Booked && (measure.Of == Happening.Deduct || measure.Status == Standing.Recorded)),
        ("/status", measure.Status is Standing.Recorded && !(measure.Of is null && IsOfRecord(measure.Count?.Text))),
        ("/opening", measure.Opening == true && measure.Whose is not [Whose.Person or Whose.Household]));

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

    private static IEnumerable<string> OfLimit(RulebookDocument document, Limit limit) => Given(
        ("/of", limit.Of == Happening.Mark),
        ("/overflow", limit.Overflow is { Text: Overflow.Next } || (limit.Of == Happening.Deduct && limit.Overflow is not (null or { Text: Overflow.Drop })) || IsElsewhere(document, limit)));

    /// <summary>What is over what a household or team may have stays with it.</summary>
    private static bool IsElsewhere(RulebookDocument document, Limit limit) => limit.Overflow?.Form?.Pool is not null
        && document.Measures?.FirstOrDefault(measure => measure.Code == limit.Measure) is { Window.Text: Window.Store, Whose: not [Whose.Person] };

    private static IEnumerable<string> OfDeduction(Deduction rule) => Given(
        ("/of", rule.Of is not (Whose.Person or Whose.Household or Whose.Team)));

    private static IEnumerable<string> OfPassage(RulebookDocument document, Passage passage) =>
        (IsOnItem(passage) ? OnItem(passage) : BetweenAccounts(passage)).Concat(Given(
            ("/also", Any(passage.Also)),
            ("/review", passage.Review is not null),
            ("/group", passage.Group is { } group && passage.Kind != PassageKind.Benefit && !IsBounded(document, passage, group))));

    /// <summary>Whether a group says something: how many one person may take of its passages together.</summary>
    private static bool IsBounded(RulebookDocument document, Passage passage, Code group) => document.Passages!.Where(one => one.Group == group).ToList() is var all
        && all.Any(one => one.PerPerson is not null) && all.All(one => PassageCompiler.HappeningOf(one.Kind) == PassageCompiler.HappeningOf(passage.Kind));

    private static bool IsOnItem(Passage passage) =>
        passage.Kind is PassageKind.Redeem or PassageKind.Service or PassageKind.Benefit || (passage.Kind == PassageKind.Family && passage.Item is not null);

    private static IEnumerable<string> OnItem(Passage passage) => Given(
        ("/to", passage.To is not null && passage.Kind != PassageKind.Family),
        ("/into", passage.Into is not null),
        ("/keepsExpiry", passage.KeepsExpiry is not null));

    private static IEnumerable<string> BetweenAccounts(Passage passage) => Given(
        ("/into/commodity", passage.Into is { } into && passage.Commodity is { } paid && into.Commodity != paid),
        ("/into/holder", passage.Into?.Holder is not null),
        ("/items", Any(passage.Items) || passage.AnyItem is not null || passage.Item is not null),
        ("/face", passage.Face is not null && passage.Kind != PassageKind.Cash),
        ("/channels", Any(passage.Channels)),
        ("/refund", passage.Refund is not null),
        ("/pay", passage.Pay is { } pay && pay != new MixedPay(AtLeast: pay.AtLeast)),
        ("/to", passage.To is not null && (passage.Kind == PassageKind.Pool || IsMoney(passage))),
        ("/from", passage.From is not null && passage.Kind is PassageKind.Grant or PassageKind.Reissue or PassageKind.Share or PassageKind.Subsidy),
        ("/keepsExpiry", passage.KeepsExpiry is not null && (passage.Kind is PassageKind.Grant or PassageKind.Reissue || IsMoney(passage))),
        ("/into", passage.Into is not null && IsMoney(passage)),
        ("/perPerson", passage is { Kind: PassageKind.Share, PerPerson: not null }),
        ("/limits", passage.Kind == PassageKind.Share && Any(passage.Limits)),
        ("/fund", passage is { Kind: PassageKind.Gift or PassageKind.Family or PassageKind.Pool, Fund: not null }));

    private static bool IsMoney(Passage passage) => passage.Kind is PassageKind.Share or PassageKind.Subsidy or PassageKind.Cash;

    private static IEnumerable<string> OfLadder(RulebookDocument document, Ladder ladder) => Given(
        ("/uses", ladder.Uses?.Text is not null && CompiledLadder.AmountsOf(ladder).Any(code => document.Measures?.FirstOrDefault(one => one.Code == code)?.Window?.Form is not ({ Last: not null } or { Since: not null }))),
        ("/notice", ladder.Notice is not null),
        ("/judged", ladder.Judged.Text == Judged.Posting && (ladder.Of is Whose.Merchant or Whose.Place)),
        ("/levels", !MayClaim(ladder.Of) && ladder.Levels.Any(level => Any(level.Benefits))));

    private static IEnumerable<string> OfRank(Rank rank) => Given(("/benefits", !MayClaim(rank.Of) && Any(rank.Benefits)));

    /// <summary>Nobody claims for a node or a shop.</summary>
    private static bool MayClaim(Whose of) => of is Whose.Person or Whose.Household or Whose.Team;

    private static IEnumerable<string> OfWatch(Watch watch) => watch.Do.SelectMany((effect, number) => Given(
        ($"/do/{number}/reverse", effect.Reverse is not null),
        ($"/do/{number}/deduct", effect.Deduct is not null && watch.Of != Whose.Person)));

    private static IEnumerable<string> OfBody(RulebookDocument document, Body body) => Given(("/scope", body.Scope is not null && SignsForAll(document, body)));

    /// <summary>What it signs lies in no node and is of no team.</summary>
    private static bool SignsForAll(RulebookDocument document, Body body) =>
        document.Adoption?.Steps.Any(step => step.Body == body.Code) == true
        || document.Watches?.Any(watch => watch.Of is not (Whose.Person or Whose.Team) && watch.Do.Any(effect => effect.Ask == body.Code)) == true
        || document.Ladders?.Any(ladder => ladder.Of is not (Whose.Person or Whose.Team) && document.Review?.Any(review => review.Of == Reviewed.Ladder && review.Steps.Any(step => step.Body == body.Code)) == true) == true;

    private static IEnumerable<string> OfReview(Review review) => Given(("/of", review.Of is Reviewed.Passage or Reviewed.Mark));

    private static IEnumerable<string> Numbered<T>(IReadOnlyList<T>? list, Func<T, IEnumerable<string>> of, string name) =>
        (list ?? []).SelectMany((one, number) => of(one).Select(pointer => $"/{name}/{number}{pointer}"));

    private static IEnumerable<string> Given(params (string Pointer, bool IsGiven)[] members) => members.Where(member => member.IsGiven).Select(member => member.Pointer);

    private static bool Any<T>(IReadOnlyList<T>? list) => list?.Count > 0;
}
