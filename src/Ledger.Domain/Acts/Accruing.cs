using Ledger.Domain.Accounts;
using Ledger.Domain.Communities;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Acts;

/// <summary>From an attested act to its points: at once, or after the public notice; and back again when it is undone.</summary>
internal static class Accruing
{
    /// <summary>Computes what the act is worth and consumes its caps; posts it unless the rulebook asks for a public notice.</summary>
    public static ActPosted Accrue(Books books, ActRecorded act, Rulebook rulebook, ActType type)
    {
        act = OfSurvivor(books, act);
        DateOnly? until = Notice(rulebook.Document, type) is > 0 and var days ? WorkCalendar.LastOf(books, books.Today, days) : null;
        if (until is null) Lapse.PostIfDue(books, act.Person);
        var worth = Evaluator.Evaluate(books, rulebook, type, act.Person, act.OccurredOn, act.Minutes);
        var posting = new Posting(books, act.Person);
        if (until is null) Credit(books, posting, act, type.Board, rulebook.Document, worth.Amount);
        books.Add(Stream.Person(act.Person), new ActAccrued(act.Act, act.Person, act.ActType, type.Board, act.Minutes, worth.Amount, act.Place, act.Belonging,
            act.Evidence, worth.Stamp, worth.Steps, posting.Entries, posting.Legs, act.OccurredOn, books.Today, until));
        AccountRest.Settle(books, act.Person);
        return new ActPosted(act.Act, act.Person, act.Minutes, worth.Amount, until);
    }

    /// <summary>Posts a provisional accrual: minutes and points together.</summary>
    public static void Post(Books books, Act act)
    {
        var (recorded, accrual) = (OfSurvivor(books, act.Recorded), act.Accrual!);
        Lapse.PostIfDue(books, recorded.Person);
        var posting = new Posting(books, recorded.Person);
        Credit(books, posting, recorded, accrual.Board, RulebookOf(books, accrual).Document, accrual.Points);
        books.Add(Stream.Person(recorded.Person), new AccrualPosted(recorded.Act, recorded.Person, recorded.ActType, accrual.Board, recorded.Minutes, accrual.Points,
            recorded.Place, recorded.Belonging, recorded.Evidence, posting.Entries, posting.Legs, recorded.OccurredOn, books.Today));
        AccountRest.Settle(books, recorded.Person);
    }

    /// <summary>Undoes an attested act; acts that a cap had cut get what there is room for now, while their window is open.</summary>
    public static void Undo(Books books, Act act, PersonId by, Code reason, Source? reference)
    {
        var (recorded, accrual) = (OfSurvivor(books, act.Recorded), act.Accrual!);
        var windows = Counted(books, accrual);
        if (accrual.IsPosted) Lapse.PostIfDue(books, recorded.Person);
        var posting = new Posting(books, recorded.Person);
        if (accrual.IsPosted)
        {
            posting.Move(AccountName.Available(recorded.Person), AccountName.ClawedBack, Commodity.Minutes, MinutesLot(recorded, accrual.Board), recorded.Minutes.Count);
            foreach (var credited in accrual.Credits) posting.Claw(credited);
        }
        var steps = Evaluator.GiveBack(books, windows);
        books.Add(Stream.Person(recorded.Person), new ActReversed(recorded.Act, recorded.Person, recorded.ActType, accrual.Board, recorded.Minutes, accrual.Points,
            recorded.Place, recorded.Belonging, recorded.Evidence, reason, reference, by, steps, posting.Entries, posting.Legs, recorded.OccurredOn, books.Today));
        AccountRest.Settle(books, recorded.Person);
        var lastDay = recorded.OccurredOn.AddDays(RulebookOf(books, accrual).Document.FilingDays);
        if (books.Today > lastDay) return;
        foreach (var counted in windows.DistinctBy(step => (step.Rule, step.Window!.Scope, step.Window.Period)))
            foreach (var cut in books.StartingWith<Shortfall>(Shortfall.Prefix(counted)).Select(row => row.Value).ToList()) Refill(books, counted, cut, recorded.Act);
    }

    /// <summary>Looks at the rows that undoing will need, so that one more reading finds them all.</summary>
    public static void LookAtUndoing(Books books, Act act)
    {
        var (doer, windows) = (Person.SurvivorOf(books, act.Recorded.Person), Counted(books, act.Accrual!));
        Holding.Of(books, doer);
        books.Find<Account>(Account.Key(doer, Commodity.Minutes));
        foreach (var lot in act.Accrual!.Credits) books.Find<LotLapsed>(LotHeld.Key(doer, Commodity.Points, lot.Lot));
        foreach (var step in windows)
            foreach (var (_, cut) in books.StartingWith<Shortfall>(Shortfall.Prefix(step))) books.Find<Act>(cut.Act.ToString());
        Evaluator.GiveBack(books, windows);
        RulebookOf(books, act.Accrual);
    }

    private static void Refill(Books books, ArithmeticStep counted, Shortfall cut, ActId because)
    {
        var step = Evaluator.Refill(books, counted, cut.Missing);
        if (step.Output == 0 || books.Find<Act>(cut.Act.ToString()) is not { Accrual: { } accrual, Recorded: var recorded }) return;
        var act = OfSurvivor(books, recorded);
        if (accrual.IsPosted) Lapse.PostIfDue(books, act.Person);
        var posting = new Posting(books, act.Person);
        if (accrual.IsPosted) posting.Credit(AccountName.Issued, new LotAmount(PointsLot(books, act, accrual.Board, RulebookOf(books, accrual).Document), step.Output));
        books.Add(Stream.Person(act.Person), new AccrualAdjusted(act.Act, act.Person, act.ActType, accrual.Board, new(cut.Missing), new(step.Output), because,
            act.Place, act.Belonging, act.Evidence, accrual.Rulebook, [step], posting.Entries, posting.Legs, act.OccurredOn, books.Today));
        AccountRest.Settle(books, act.Person);
    }

    /// <summary>The act as that of whom the doer was merged into, if he was registered twice.</summary>
    private static ActRecorded OfSurvivor(Books books, ActRecorded act) => act with { Person = Person.SurvivorOf(books, act.Person) };

    /// <summary>The windows it was counted in, which are the survivor's too.</summary>
    private static List<ArithmeticStep> Counted(Books books, Accrual accrual) => [.. accrual.Counted.Select(step => LimitCounter.OfSurvivor(step, id => Person.SurvivorOf(books, id)))];

    private static void Credit(Books books, Posting posting, ActRecorded act, Code board, RulebookDocument document, Points points)
    {
        posting.Move(AccountName.Issued, AccountName.Available(act.Person), Commodity.Minutes, MinutesLot(act, board), act.Minutes.Count);
        posting.Credit(AccountName.Issued, new LotAmount(PointsLot(books, act, board, document), points.Hundredths));
    }

    private static int? Notice(RulebookDocument document, ActType type) => type.NoticeWorkingDays ?? document.NoticeWorkingDays;

    private static Rulebook RulebookOf(Books books, Accrual accrual) =>
        books.Find<Rulebook>(Rulebook.Key(accrual.Rulebook.Version)) ?? throw new InvalidOperationException($"Rulebook {accrual.Rulebook.Version} is gone.");

    private static Lot PointsLot(Books books, ActRecorded act, Code board, RulebookDocument document) =>
        MinutesLot(act, board) with { ExpiresOn = document.Expiry.LastDay(act.OccurredOn, books.Today) };

    private static Lot MinutesLot(ActRecorded act, Code board) => new(board, BucketOf(act.Evidence), "community", act.OccurredOn.Year, null);

    private static Code BucketOf(Evidence evidence) => evidence switch
    {
        Evidence.SystemTimed => "system-timed",
        Evidence.LeaderSigned => "leader-signed",
        _ => "back-filled",
    };
}
