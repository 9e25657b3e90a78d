namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

/// <summary>
/// Members of a document that no decision reads yet: a rulebook that relies on one of them is not published, because it would
/// promise what nobody keeps. Each line goes when its decision is there.
/// </summary>
internal static class Undecided
{
    public static IReadOnlyList<Finding> In(RulebookDocument document) =>
    [
        .. Whole(document).Concat(Numbered(document.Acts, act => OfAct(act, document), "acts")).Concat(Numbered(document.Limits, OfLimit, "limits")).Concat(Numbered(document.Expiry, entry => OfExpiry(entry, document), "expiry"))
            .Concat(Numbered(document.Deductions, OfDeduction, "deductions")).Concat(Numbered(document.Measures, OfMeasure, "measures"))
            .Concat(Numbered(document.Marks, OfMark, "marks")).Concat(Numbered(document.Passages, passage => OfPassage(document, passage), "passages"))
            .Concat(Numbered(document.Ladders, ladder => OfLadder(document, ladder), "ladders")).Concat(Numbered(document.Bodies, OfBody, "bodies")).Concat(Numbered(document.Review, OfReview, "review")).Concat(Numbered(document.Watches, OfWatch, "watches"))
            .Select(pointer => new Finding(pointer, "not-decided-yet"))
    ];

    /// <summary>Facts that some clause reads and nobody says.</summary>
    public static IEnumerable<Finding> In(FactTable facts, Func<string, bool> isSaid) =>
        facts.Slots.Select(slot => slot.Key).Where(fact => !isSaid(fact)).Order(StringComparer.Ordinal).Select(fact => new Finding($"/facts/{fact}", "not-decided-yet"));

    private static IEnumerable<string> Whole(RulebookDocument document) => Given(
        ("/notice/level", document.Notice?.Level is not null),
        ("/filing/leadTime", document.Filing.LeadTime is not null));

    private static IEnumerable<string> OfAct(ActType act, RulebookDocument document) => Given(
        ("/give/0/from", act.Give is { Count: > 0 } gives && gives.Any(give => IsPaid(give) && (give.Into.Commodity != document.Commodities[0].Code || gives.Any(other => other.From != give.From) || (give.From != "served" && !IsPool(document, give.From!))))), ("/give/0/into/fund", act.Give?.Any(give => give.Into.Fund is not null) == true),
        ("/give/0/into/holder", act.Give?.Any(give => give.Into.Holder is Holder.Served) == true), ("/automatic", act.Automatic is { } follows && !Follows(follows, document)));

    private static bool IsPaid(Give give) => give.From is not (null or "issued");

    private static bool IsPool(RulebookDocument document, string from) => document.Passages?.Any(passage => passage.Kind == PassageKind.Pool && from == $"pool.{passage.Code}") == true;

    /// <summary>What somebody does not cause himself has no doer yet: a household's mark or level, a pledge.</summary>
    private static bool Follows(Automatic automatic, RulebookDocument document) => automatic.On.Split('.') switch
    {
        ["registration"] or ["referral"] or ["period", _] => true,
        ["mark" or "mark-ended", var mark] => document.Marks?.Any(one => one.Code.Value == mark && one.Of is MarkOf.Person or MarkOf.Household) == true,
        ["level", var ladder] => document.Ladders?.Any(one => one.Code.Value == ladder && one.Of == Whose.Person) == true,
        _ => false,
    };

    private static IEnumerable<string> OfLimit(Limit limit) => Given(("/of", limit.Of is not null and not (Happening.Earn or Happening.Redeem or Happening.Gift or Happening.Cash or Happening.Issue)), ("/overflow", limit.Overflow is not null and not { Text: Overflow.Drop or Overflow.Refuse } and not { Form.Bucket: not null }));

    private static IEnumerable<string> OfExpiry(Expiry entry, RulebookDocument document) => Given(
        ("/endsWith", entry.EndsWith?.Any(end => document.Marks?.Any(mark => mark.Code == end.Mark && mark.Kept == KeptIn.Vault) == true) == true), ("/idle", entry.Idle is not null));

    private static IEnumerable<string> OfDeduction(Deduction rule) => Given(
        ("/of", rule.Of is not (Whose.Person or Whose.Household or Whose.Team)), ("/take", rule.Take.IsForm));

    private static IEnumerable<string> OfWatch(Watch watch) => watch.Do.SelectMany((effect, number) => Given(($"/do/{number}/reverse", effect.Reverse is not null), ($"/do/{number}/deduct", effect.Deduct is not null && watch.Of != Whose.Person)));

    private static IEnumerable<string> OfMark(Mark mark) => Given(("/kept", mark.Kept == KeptIn.Vault));

    private static IEnumerable<string> OfPassage(RulebookDocument document, Passage passage) => (IsOnItem(passage) ? OnItem(document, passage) : BetweenAccounts(document, passage)).Concat(Given(("/also", Any(passage.Also)), ("/review", passage.Review is not null), ("/group", passage.Group is not null && passage.Kind != PassageKind.Benefit)));

    private static bool IsOnItem(Passage passage) => passage.Kind is PassageKind.Redeem or PassageKind.Service or PassageKind.Benefit || (passage.Kind == PassageKind.Family && passage.Item is not null);

    private static IEnumerable<string> OnItem(RulebookDocument document, Passage passage) => Given(
        ("/kind", document.Spendable() > 0), ("/to", passage.To is not null && passage.Kind != PassageKind.Family), ("/into", passage.Into is not null), ("/keepsExpiry", passage.KeepsExpiry is not null));

    private static IEnumerable<string> BetweenAccounts(RulebookDocument document, Passage passage) => Given(
        ("/kind", passage.Kind is not (PassageKind.Gift or PassageKind.Family or PassageKind.Pool or PassageKind.Grant or PassageKind.Reissue or PassageKind.Share or PassageKind.Subsidy or PassageKind.Cash)),
        ("/into/commodity", passage.Into is { } into && into.Commodity != document.Commodities[0].Code), ("/into/holder", passage.Into?.Holder is not null),
        ("/items", Any(passage.Items) || passage.AnyItem is not null || passage.Item is not null), ("/face", passage.Face is not null && passage.Kind != PassageKind.Cash), ("/channels", Any(passage.Channels)), ("/refund", passage.Refund is not null),
        ("/pay", passage.Pay is { } pay && pay != new MixedPay(AtLeast: pay.AtLeast)), ("/to", passage is { Kind: PassageKind.Pool, To: not null }),
        ("/from", passage is { Kind: PassageKind.Grant or PassageKind.Reissue, From: not null }), ("/keepsExpiry", passage is { Kind: PassageKind.Grant or PassageKind.Reissue, KeepsExpiry: not null }),
        ("/into", IsMoney(passage) && passage.Into is not null), ("/from", IsMoney(passage) && passage.Kind != PassageKind.Cash && passage.From is not null), ("/to", IsMoney(passage) && passage.To is not null), ("/keepsExpiry", IsMoney(passage) && passage.KeepsExpiry is not null),
        ("/perPerson", passage is { Kind: PassageKind.Share, PerPerson: not null }), ("/limits", passage.Kind == PassageKind.Share && Any(passage.Limits)),
        ("/fund", passage is { Kind: PassageKind.Gift or PassageKind.Family or PassageKind.Pool, Fund: not null }));

    private static bool IsMoney(Passage passage) => passage.Kind is PassageKind.Share or PassageKind.Subsidy or PassageKind.Cash;

    private static IEnumerable<string> OfLadder(RulebookDocument document, Ladder ladder) => Given(
        ("/uses", ladder.Uses?.Text is not null && CompiledLadder.AmountsOf(ladder).Any(code => document.Measures?.FirstOrDefault(one => one.Code == code)?.Window?.Form?.Last is null)), ("/notice", ladder.Notice is not null), ("/of", ladder.Of is not (Whose.Person or Whose.Household or Whose.Team) || (ladder.Of != Whose.Person && ladder.Judged.Text != Judged.Application)));

    private static IEnumerable<string> OfBody(Body body) => Given(("/scope", body.Scope is not null));

    private static IEnumerable<string> OfReview(Review review) => Given(("/of", review.Of is Reviewed.Passage or Reviewed.Mark));

    private static IEnumerable<string> OfMeasure(Measure measure) => Given(
        ("/whose", measure.Whose?.Any(whose => whose is Whose.Award or Whose.Pool || (whose is Whose.Merchant or Whose.Item or Whose.Fund && measure.Of != Happening.Redeem)) == true),
        ("/window", measure.Window is { Form: { Cycle: not null } } or { Text: Window.Store } && measure.Count?.Text is not ("balance" or "debt")), ("/of", measure.Of is not null and not (Happening.Earn or Happening.Redeem or Happening.Deduct or Happening.Gift or Happening.Cash or Happening.Issue)),
        ("/by", measure.By is CountFrom.Booked), ("/status", measure.Status is Standing.Recorded && !(measure.Of is null && (measure.Count?.Text is "minutes" or "acts" || measure.Count?.Text?.StartsWith("input.", StringComparison.Ordinal) == true))),
        ("/opening", measure.Opening == true && measure.Whose is not [Whose.Person]));

    private static IEnumerable<string> Numbered<T>(IReadOnlyList<T>? list, Func<T, IEnumerable<string>> of, string name) =>
        (list ?? []).SelectMany((one, number) => of(one).Select(pointer => $"/{name}/{number}{pointer}"));

    private static IEnumerable<string> Given(params (string Pointer, bool IsGiven)[] members) => members.Where(member => member.IsGiven).Select(member => member.Pointer);

    private static bool Any<T>(IReadOnlyList<T>? list) => list?.Count > 0;
}
