using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Watches;

/// <summary>What a watch does when it fires, and what happens once those who were asked have agreed: each on the path that people take too.</summary>
internal static class Effects
{
    public static void Fire(Books books, Rulebook rulebook, CompiledWatch watch, Subject subject, DateOnly? period, IReadOnlyList<FactRead> reads)
    {
        var tells = watch.Entry.Do.SelectMany(effect => effect.Tells ?? []).Distinct()
            .Select(measure => reads.FirstOrDefault(read => read.Fact == $"measure.{measure}")?.Value is { } value ? new MeasureTold(measure, value) : null).OfType<MeasureTold>().ToList();
        books.Add(Stream.Of(subject), new WatchFired(watch.Entry.Code, subject, books.Today, period, rulebook.Stamp, reads, tells.Count > 0 ? tells : null, watch.Asks ? true : null));
        Do(books, rulebook, watch, subject, null, effect => !watch.Waits(effect));
    }

    /// <summary>What waited for an answer.</summary>
    public static void Agreed(Books books, Rulebook rulebook, CompiledWatch watch, Subject subject, PersonId by) => Do(books, rulebook, watch, subject, by, watch.Waits);

    private static void Do(Books books, Rulebook rulebook, CompiledWatch watch, Subject subject, PersonId? by, Func<int, bool> which)
    {
        var was = books.IsOfWatch;
        books.IsOfWatch = true;
        for (var number = 0; number < watch.Entry.Do.Count; number++)
            if (which(number)) Do(books, rulebook, watch, watch.Entry.Do[number], subject, by);
        books.IsOfWatch = was;
    }

    private static void Do(Books books, Rulebook rulebook, CompiledWatch watch, Effect effect, Subject subject, PersonId? by)
    {
        if (effect.Suspend is { } rights) books.Add(Stream.Of(subject), new RightsSuspended(subject, rights, books.Today, Last(books.Today, effect.For), watch.Entry.Code, rulebook.Stamp, by));
        if (effect.SetMark is { } set) Set(books, rulebook, subject, set, Last(books.Today, effect.For), by);
        if (effect.EndMark is { } end) MarkRules.End(books, subject, end, by);
        if (effect.Demote is { } ladder && LevelHeld.On(books, subject.ToString(), ladder, books.Today) is { } held)
            books.Add(Stream.Of(subject), new LevelLost(subject, ladder, held.Level, null, 0, books.Today, rulebook.Stamp));
        if (effect.Record is { } type && subject.Person is { } doer) Following.Record(books, rulebook, type, subject, doer);
        if (by is not { } agreed || subject.Person is not { } person || Person.IsClosed(books, person) is not null) return;
        if (effect.Deduct is { } rule) ProposeDeduction.ByWatch(books, rulebook, rule, person, agreed);
        if (effect.Expire is { } expire) Lapse.Bucket(books, person, expire.Bucket);
        if (effect.Close == true) CloseAccount.ByWatch(books, person);
    }

    private static void Set(Books books, Rulebook rulebook, Subject subject, Code code, DateOnly? until, PersonId? by)
    {
        var mark = rulebook.Document.Marks!.First(one => one.Code == code);
        if (MarkHeld.On(books, subject.ToString(), code, books.Today) is { } held && held.Until == until) return;
        books.Add(Stream.Of(subject), new MarkSet(subject, code, books.Today, until, null, MarkRules.WithinOf(books, mark, subject), null, by));
        Ending.Shorten(books, subject, code, by);
        Following.Follow(books, $"mark.{code}", subject, subject.Person ?? by);
    }

    /// <summary>The last day of so long from today.</summary>
    private static DateOnly? Last(DateOnly today, Quantity? span) => span is not { } time ? null : (time.Unit.Counts switch
    {
        "years" => today.AddYears((int)time.Units),
        "months" => today.AddMonths((int)time.Units),
        _ => today.AddDays((int)time.Units),
    }).AddDays(-1);
}
