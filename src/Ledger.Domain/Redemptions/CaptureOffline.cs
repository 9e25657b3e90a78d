using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Redemptions;

/// <summary>
/// Takes in what a terminal captured while it had no network (离线核销). It could not ask whether the code was good: the check digit
/// was all it had, the risk was the shop's. Good is what was handed over in the code's life and arrives within the late window. A
/// hold that ended meanwhile is taken again; what is missing then becomes debt within the limit of the hold's rulebook. A shop that
/// closed meanwhile is owed it too: its codes lived until they were released, and its owner or clerk hands in what the till noted.
/// A closed account, whose rest has gone, is not taken from.
/// </summary>
/// <param name="Capture">Made by the terminal: the same id again changes nothing.</param>
/// <param name="CapturedAt">The terminal's own time.</param>
/// <param name="Quantity">Units handed over, at least 1; absent: all.</param>
[Refuses(typeof(NotAllowed), typeof(MerchantIsClosed), typeof(TooManyWrongCodes), typeof(CodeNotKnown), typeof(CodeOfAnotherMerchant), typeof(IdAlreadyUsed), typeof(HoldHasEnded), typeof(AccountIsClosed), typeof(CaptureExceedsHold),
    typeof(CapturedInTheFuture), typeof(OfflineTooLate), typeof(OutsideCodesLife), typeof(OfflineLimitReached), typeof(DebtLimitReached))]
public sealed record CaptureOffline(Actor By, MerchantId Merchant, OfflineCaptureId Capture, string CodeHash, DateTimeOffset CapturedAt, long? Quantity) : ICommand<RedemptionIsCaptured>
{
    public long? Quantity { get; init => field = Bounds.Units(value); } = Bounds.Units(Quantity);

    public void Name(Needs needs) => needs.Row<Merchant>(Merchant.ToString()).Row<CodeIssued>(CodeHash).StartingWith<Unsettled>(Unsettled.Prefix(Merchant)).Row<OfflineCapture>(Capture.ToString());

    public Decision<RedemptionIsCaptured> Decide(Books books)
    {
        var day = books.Community.LocalZone.DateOf(CapturedAt);
        if (Counter.NotGiven(books, By, Merchant, CodeHash, out var redemption, out var attempt, day) is { } notGiven) return notGiven;
        // Who was registered twice pays as who stayed (rule 16).
        var hold = redemption.Placed with { Person = Person.SurvivorOf(books, redemption.Placed.Person) };
        OfferUse.LookAt(books, hold);
        var units = Quantity ?? hold.Quantity;
        var captured = new RedemptionIsCaptured(hold.Redemption, hold.Offer, units, hold.UnitPrice * units, hold.UnitSettlement * units, hold.Commodity);
        if (books.Find<OfflineCapture>(Capture.ToString()) is { } known)
            return known == new OfflineCapture(hold.Redemption, units, CapturedAt) ? books.Accept(captured) : new IdAlreadyUsed("id", Capture.ToString());
        if (redemption.Status == RedemptionStatus.Captured) return new HoldHasEnded(hold.Redemption, redemption.Status);
        if (Person.IsClosed(books, hold.Person) is { } closed) return closed;
        if (units > hold.Quantity) return new CaptureExceedsHold(hold.Quantity, units);
        var rulebook = Rulebook.Of(books, hold.Rulebook.Version);
        var rules = RedemptionRules.Of(rulebook);
        if (NotInTime(books, redemption, attempt, rules) is { } notInTime) return notInTime;
        var before = books.Find<OfflineDay>(OfflineDay.Key(By, day)) ?? OfflineDay.None;
        if (before.Count >= rules.MostOffline() || (hold.Commodity is null && before.Points + captured.PriceHundredths > rules.MostOfflinePoints()))
            return new OfflineLimitReached(day, rules.MostOffline(), rules.MostOfflinePoints());

        Lapse.PostIfDue(books, hold.Owner, hold.Person, hold.Kept);
        var posting = new Posting(books, hold.Owner, hold.Kept);
        if (redemption.Status == RedemptionStatus.Held) Counter.SpendHeld(posting, redemption, units);
        else if (OwedTooMuch(books, posting, hold, redemption.FirstReserved(captured.PriceHundredths), DebtLimit.Of(rulebook, hold.Kept)) is { } tooMuch) return tooMuch;
        Counter.Owe(posting, hold, units);
        books.Add(Stream.Person(hold.Person), new RedemptionCapturedOffline(Capture, hold.Redemption, hold.Person, Merchant, hold.Offer, units, By.Terminal, By.Person, CapturedAt,
            posting.Entries, posting.Legs, day, books.Today, hold.HeldBy));
        return books.Accept(captured);
    }

    private Rejection? NotInTime(Books books, Redemption redemption, int attempt, RedemptionRules rules)
    {
        if (CapturedAt > books.Now) return new CapturedInTheFuture(books.Local(CapturedAt), books.Local(books.Now));
        if (rules.LateHours() == 0 || books.Now > CapturedAt.AddHours(rules.LateHours())) return new OfflineTooLate(books.Local(CapturedAt), rules.LateHours());
        var until = redemption.LivedUntil(attempt);
        return CapturedAt < redemption.HeldAt || CapturedAt >= until ? new OutsideCodesLife(books.Local(redemption.HeldAt), books.Local(until)) : null;
    }

    private static DebtLimitReached? OwedTooMuch(Books books, Posting posting, HoldPlaced hold, IReadOnlyList<LotAmount> had, Points limit)
    {
        var owedBefore = new Points(books.Find<Account>(Account.Key(hold.Owner, hold.Kept))?.Debt ?? 0);
        var owed = posting.TakeAgain(had, AccountName.Spent(hold.Merchant));
        return owed > Points.Zero && owedBefore + owed > limit ? new DebtLimitReached(limit, owedBefore, owed) : null;
    }
}

/// <summary>The terminal's clock is ahead of ours.</summary>
public sealed record CapturedInTheFuture(DateTimeOffset CapturedAt, DateTimeOffset Now) : Rejection;

/// <summary>What was captured without network arrives after the late window, or the community has none.</summary>
public sealed record OfflineTooLate(DateTimeOffset CapturedAt, long LateHours) : Rejection;

/// <summary>By the terminal's own time the code was not good yet, or not any more: expired, voided, reported lost, printed again.</summary>
public sealed record OutsideCodesLife(DateTimeOffset From, DateTimeOffset Until) : Rejection;

/// <summary>This counter has captured so much without network on that day.</summary>
public sealed record OfflineLimitReached(DateOnly On, long MostTimes, Points MostPoints) : Rejection;

/// <summary>The hold's points were released and are spent; more than the rulebook lets the person owe would be missing.</summary>
public sealed record DebtLimitReached(Points Limit, Points OwedBefore, Points Missing) : Rejection;
