using Ledger.Domain.Accounts;
using Ledger.Domain.Communities;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Watches;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Acts;

/// <summary>From an attested act to its points: at once, or after the public notice; and back again when it is undone.</summary>
internal static class Accruing
{
    /// <summary>Counts what the act is worth; posts it unless the rulebook asks for a public notice, or for the end of a period.</summary>
    public static ActPosted Accrue(Books books, ActRecorded act, Rulebook rulebook, Worth worth, IReadOnlyList<FactRead> read)
    {
        act = Recounting.OfSurvivor(books, act);
        var type = rulebook.Find(act.ActType)!;
        var (notice, period) = WaitsUntil(books, rulebook, act);
        var isPosted = notice is null && period is null;
        if (isPosted) Lapse.PostIfDue(books, act.Person);
        var posting = new Posting(books, act.Person);
        var kept = isPosted ? Credit(books, posting, act, rulebook, read, worth.Own) : null;
        books.Add(Stream.Person(act.Person), new ActAccrued(act.Act, act.Person, act.ActType, type.Board, act.Minutes, worth.Points, act.Place, act.Belonging,
            act.Evidence, rulebook.Stamp, worth.Steps, posting.Entries, posting.Legs, act.OccurredOn, books.Today, notice, period, read.Count > 0 ? read : null, worth.Beside, kept?.Steps));
        Serving.Settle(books, act, rulebook, act.Person, posting.Legs);
        if (isPosted) Sharing.Post(books, act, rulebook, read, [.. worth.Beside ?? [], .. kept?.Pooled ?? []]);
        AccountRest.Settle(books, act.Person);
        if (isPosted) Laddering.Judge(books, act.Person);
        Watching.Look(books, act.Person);
        return new ActPosted(act.Act, act.Person, act.Minutes, worth.Points, notice, period);
    }

    /// <summary>The last day of its public notice and of the period at whose end it posts; neither: it posts at once.</summary>
    public static (DateOnly? Notice, DateOnly? Period) WaitsUntil(Books books, Rulebook rulebook, ActRecorded act) =>
        (NoticeUntil(books, rulebook, rulebook.Find(act.ActType)!), PostsAfter(books, rulebook, act.OccurredOn));

    private static DateOnly? NoticeUntil(Books books, Rulebook rulebook, ActType type) =>
        (int?)(type.Notice ?? rulebook.Document.Notice?.Act)?.Units is > 0 and var days ? WorkCalendar.LastOf(books, books.Today, days) : null;

    /// <summary>The end of the period of its day, as long as that is not over.</summary>
    private static DateOnly? PostsAfter(Books books, Rulebook rulebook, DateOnly occurredOn)
    {
        Window? window = rulebook.Document.PostsAt switch { PostsAt.MonthEnd => Window.Month, PostsAt.QuarterEnd => Window.Quarter, PostsAt.YearEnd => Window.Year, _ => null };
        return window is { } period && rulebook.Compiled.Periods.LastDay(period, rulebook.Compiled.Periods.Of(period, occurredOn)) is { } end && end >= books.Today ? end : null;
    }

    /// <summary>Posts a provisional accrual: minutes and points together.</summary>
    public static void Post(Books books, Act act)
    {
        var (recorded, accrual) = (Recounting.OfSurvivor(books, act.Recorded), act.Accrual!);
        Lapse.PostIfDue(books, recorded.Person);
        var posting = new Posting(books, recorded.Person);
        var rulebook = Recounting.RulebookOf(books, act);
        var kept = Credit(books, posting, recorded, rulebook, accrual.Read, accrual.Own);
        books.Add(Stream.Person(recorded.Person), new AccrualPosted(recorded.Act, recorded.Person, recorded.ActType, accrual.Board, recorded.Minutes, accrual.Points,
            recorded.Place, recorded.Belonging, recorded.Evidence, posting.Entries, posting.Legs, recorded.OccurredOn, books.Today, kept.Steps));
        Serving.Settle(books, recorded, rulebook, recorded.Person, posting.Legs);
        Sharing.Post(books, recorded, rulebook, accrual.Read, [.. accrual.Beside ?? [], .. kept.Pooled ?? []]);
        AccountRest.Settle(books, recorded.Person);
        Laddering.Judge(books, recorded.Person);
        Watching.Look(books, recorded.Person);
    }

    /// <summary>How often undoing asks again. Windows of several people that meet in others lead from one to the next: two readings for each.</summary>
    public const int MostReadings = 200;

    /// <summary>Undoes an attested act; those counted after it get what they would have got without it, while their windows are open.</summary>
    public static void Undo(Books books, Act act, PersonId by, Code reason, Source? reference)
    {
        var (recorded, accrual) = (Recounting.OfSurvivor(books, act.Recorded), act.Accrual!);
        var recounts = Recounting.Of(books, act, books.Today);
        if (accrual.IsPosted) Lapse.PostIfDue(books, recorded.Person);
        var posting = new Posting(books, recorded.Person);
        var rulebook = Recounting.RulebookOf(books, act);
        var source = Serving.SourceOf(books, rulebook, recorded);
        if (accrual.IsPosted)
        {
            posting.Move(AccountName.Available(recorded.Person), AccountName.ClawedBack, Commodity.Minutes, Origin.MinutesLot(recorded, accrual.Board), recorded.Minutes.Count);
            foreach (var credited in accrual.Credits) posting.Claw(credited, Accrual.BackTo(source));
        }
        books.Add(Stream.Person(recorded.Person), new ActReversed(recorded.Act, recorded.Person, recorded.ActType, accrual.Board, recorded.Minutes, accrual.Points,
            recorded.Place, recorded.Belonging, recorded.Evidence, reason, reference, by, Recounting.GiveBack(books, act), posting.Entries, posting.Legs, recorded.OccurredOn, books.Today));
        Serving.Settle(books, recorded, rulebook, recorded.Person, posting.Legs, accrual);
        Sharing.TakeBack(books, recorded, rulebook, accrual);
        AccountRest.Settle(books, recorded.Person);
        foreach (var recount in recounts) Adjust(books, recount, recorded.Act);
        foreach (var person in recounts.Select(recount => recount.Act.Recorded.Person).Prepend(recorded.Person).Select(one => Person.SurvivorOf(books, one)).Distinct())
        {
            Laddering.Judge(books, person);
            Watching.Look(books, person);
        }
    }

    /// <summary>Looks at the rows that undoing will need, so that one more reading finds them all.</summary>
    public static void LookAtUndoing(Books books, Act act)
    {
        var doer = Person.SurvivorOf(books, act.Recorded.Person);
        foreach (var lot in act.Accrual!.Credits) books.Find<LotLapsed>(LotHeld.Key(doer, Commodity.Points, lot.Lot));
        foreach (var shared in (act.Accrual.Shared ?? []).Concat(Serving.PayerOf(books, Recounting.RulebookOf(books, act), act.Recorded) is { } payer ? [new SharedLots(payer, Commodity.Points, act.Accrual.PaidInAll)] : []))
        {
            Holding.Of(books, shared.HeldBy, shared.Commodity);
            foreach (var lot in shared.Lots) books.Find<LotLapsed>(LotHeld.Key(shared.HeldBy, shared.Commodity, lot.Lot));
        }
        Recounting.LookAt(books, act);
    }

    /// <summary>What an act is worth now is less or more than it has got.</summary>
    private static void Adjust(Books books, Recount recount, ActId because)
    {
        var (accrual, now) = (recount.Act.Accrual!, recount.Now);
        if (now.Points == accrual.Points && (now.Beside ?? []).SequenceEqual(accrual.Beside ?? [])) return;
        var act = Recounting.OfSurvivor(books, recount.Act.Recorded);
        var (rulebook, more, own) = (Recounting.RulebookOf(books, recount.Act), now.Points - accrual.Points, now.Own - accrual.Own);
        var source = Serving.SourceOf(books, rulebook, act);
        if (accrual.IsPosted) Lapse.PostIfDue(books, act.Person);
        var posting = new Posting(books, act.Person);
        var kept = accrual.IsPosted && own.Hundredths > 0 ? CreditPoints(books, posting, act, rulebook, accrual.Read, own) : null;
        var pooled = accrual.IsPosted && own.Hundredths < 0 ? Sharing.PooledOver(rulebook, accrual, now.Own) : [];
        if (accrual.IsPosted && own.Hundredths < 0) foreach (var credited in Accrual.Last(accrual.Credits, accrual.Credits.Sum(lot => lot.Amount) - now.Own.Hundredths)) posting.Claw(credited, Accrual.BackTo(source));
        books.Add(Stream.Person(act.Person), new AccrualAdjusted(act.Act, act.Person, act.ActType, accrual.Board, accrual.Points, more, because,
            act.Place, act.Belonging, act.Evidence, accrual.Rulebook, LessGot(now, accrual.Points, rulebook.Unit), posting.Entries, posting.Legs, act.OccurredOn, books.Today, now.Beside, kept?.Steps));
        Serving.Settle(books, act, rulebook, act.Person, posting.Legs, accrual);
        if (accrual.IsPosted) Sharing.Adjust(books, act, rulebook, accrual, now.Beside ?? []);
        Sharing.Post(books, act, rulebook, accrual.Read, kept?.Pooled ?? []);
        foreach (var (pool, over) in pooled) Sharing.TakeFrom(books, act, rulebook, accrual, pool, over);
        AccountRest.Settle(books, act.Person);
    }

    /// <summary>The whole arithmetic anew, less what the act has got.</summary>
    private static IReadOnlyList<ArithmeticStep> LessGot(Worth now, Points got, string unit)
    {
        var rule = now.Steps[^1].Rule;
        return
        [
            new(rule, StepKind.Sum, got.Hundredths, got.Hundredths, Fact: "got", Unit: unit == Commodity.Points ? null : unit),
            .. now.Steps.Select(step => step with { From = step.From is { } from ? [.. from.Select(number => number + 1)] : null }),
            new(rule, StepKind.Less, now.Points.Hundredths, now.Points.Hundredths - got.Hundredths, got.Hundredths, From: [0]),
        ];
    }

    /// <returns>What limits on what he has left of it.</returns>
    private static Kept Credit(Books books, Posting posting, ActRecorded act, Rulebook rulebook, IReadOnlyList<FactRead>? read, Points points)
    {
        var board = rulebook.Find(act.ActType)!.Board;
        posting.Move(AccountName.Issued, AccountName.Available(act.Person), Commodity.Minutes, Origin.MinutesLot(act, board), act.Minutes.Count);
        return CreditPoints(books, posting, act, rulebook, read, points);
    }

    private static Kept CreditPoints(Books books, Posting posting, ActRecorded act, Rulebook rulebook, IReadOnlyList<FactRead>? read, Points points)
    {
        var (bucket, source) = (Worth.BucketOf(rulebook, act), Serving.SourceOf(books, rulebook, act));
        var kept = Kept.Of(books, rulebook, act, read, act.Person, Commodity.Points, bucket, points.Hundredths);
        foreach (var (into, amount) in kept.Parts) posting.Credit(source, new LotAmount(Worth.LotOf(rulebook, act, books.Today, into ?? bucket, read), amount));
        return kept;
    }
}
