using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Once = Ledger.Domain.Rulebooks.Document.Once;

namespace Ledger.Domain.Watches;

/// <summary>
/// Looks whether what the watches of the rulebook wait for holds: after something happened to somebody, or on the days of those that
/// have one. What effects of watches lead to is not looked at in the same decision, so that no watch sets off another.
/// </summary>
public static class Watching
{
    /// <summary>The watches of certain days whose day has come and that have not looked at everybody yet, with how far they went.</summary>
    public static IEnumerable<(Code Watch, Whose Of, WatchState? State)> Due(Books books, DateOnly today)
    {
        if (RulebookVersions.On(books, today) is not { IsWatching: true } version || Rulebook.InForce(books, today) is not { } rulebook) yield break;
        foreach (var watch in rulebook.Compiled.Watches)
            if (DayOf(rulebook, watch, today) is { } day && day >= version.From && books.Find<WatchState>(watch.Entry.Code.Value) is var state && (state?.On != day || !state.IsDone)
                && (state is not null || !WasOver(rulebook, watch, today, version.From)))
                yield return (watch.Entry.Code, watch.Entry.Of, state?.On == day ? state : null);
    }

    /// <summary>The last day up to today on which a watch looks at everybody; null where it follows facts.</summary>
    internal static DateOnly? DayOf(Rulebook rulebook, CompiledWatch watch, DateOnly today)
    {
        if (watch.Entry.At.Form is not { } at) return null;
        if (at.Mark is not null) return today;
        if (at.Day is { } day) return day.In(today.Year) is var now && now <= today ? now : day.In(today.Year - 1);
        return After(FirstAfter(rulebook, at, today), at.After);
    }

    /// <summary>A period that had ended before anybody watched it: nothing of it was counted.</summary>
    private static bool WasOver(Rulebook rulebook, CompiledWatch watch, DateOnly today, DateOnly from) =>
        watch.Entry.At.Form is { Ending: not null } at && FirstAfter(rulebook, at, today) <= from;

    /// <summary>The first day after the period that is looked at.</summary>
    private static DateOnly FirstAfter(Rulebook rulebook, WatchedAt at, DateOnly today)
    {
        var first = rulebook.Compiled.FirstDay(at.Ending!, today);
        return After(first, at.After) <= today ? first : rulebook.Compiled.FirstDay(at.Ending!, first.AddDays(-1));
    }

    /// <summary>After something happened to somebody: the watches that follow facts, of him, his household, his team and the community.</summary>
    internal static void Look(Books books, Subject about)
    {
        if (books.IsOfWatch || RulebookVersions.On(books, books.Today) is not { IsWatching: true } || Rulebook.InForce(books, books.Today) is not { } rulebook) return;
        var subjects = SubjectFacts.SubjectsOf(books, about, books.Today);
        foreach (var watch in rulebook.Compiled.Watches.Where(one => !one.Entry.At.IsForm))
            if ((watch.Entry.Of == Whose.Community || subjects.Has(watch.Entry.Of)) && Subject.Parse(subjects.Of(watch.Entry.Of)) is { } subject) Judge(books, rulebook, watch, subject);
    }

    /// <summary>Fires where the condition holds and it has not fired in the period.</summary>
    /// <param name="day">Of a watch of certain days.</param>
    internal static void Judge(Books books, Rulebook rulebook, CompiledWatch watch, Subject subject, DateOnly? day = null)
    {
        var (entry, held) = (watch.Entry, books.Find<WatchHeld>(WatchHeld.Key(subject, watch.Entry.Code)));
        DateOnly? since = entry.At.Form?.Mark is { } mark ? Marks.MarkHeld.On(books, subject.ToString(), mark, books.Today)?.From : null;
        if (entry.At.Form is { Mark: not null } at && !(since is { } from && After(from, at.After) <= books.Today)) return;
        var period = since ?? PeriodOf(rulebook, entry, day ?? books.Today);
        if (held is not null && (entry.Once != Once.Fact || day is not null) && held.Fired.Period == period) return;
        var reads = Read(books, rulebook.Compiled, watch, subject, entry.At.Form?.Ending is { } ending ? (ending, rulebook.Compiled.FirstDay(ending, books.Today).AddDays(-1)) : null);
        if (watch.When.Test(new FactRow(rulebook.Compiled.Facts).SayAll(reads)) != Truth.True) return;
        if (held is not null && entry.Once == Once.Fact && day is null && IsTheSame(rulebook.Compiled, held.Fired, reads, books.Today)) return;
        Effects.Fire(books, rulebook, watch, subject, period, reads);
    }

    /// <summary>The first day of the period in which it fires once; with every fact: the day itself.</summary>
    private static DateOnly? PeriodOf(Rulebook rulebook, Watch watch, DateOnly day) => watch.Once switch
    {
        Once.Life => null,
        Once.Period when watch.At.Form is { Period: not null, Ending: { } own } => rulebook.Compiled.FirstDay(own, day),
        Once.Year or Once.Period => rulebook.Compiled.FirstDay(new Every(Window.Year), day),
        Once.Month => rulebook.Compiled.FirstDay(new Every(Window.Month), day),
        _ => day,
    };

    /// <summary>Whether nothing it reads has changed since it fired: then the fact that led here is none of its own.</summary>
    private static bool IsTheSame(CompiledRulebook rulebook, WatchFired fired, IReadOnlyList<FactRead> reads, DateOnly today) => fired.Read.SequenceEqual(reads)
        && rulebook.Measures.Where(measure => reads.Any(read => read.Fact == $"measure.{measure.Code}")).All(measure => measure.Window is not { } window || rulebook.Periods.Of(window, fired.On) == rulebook.Periods.Of(window, today));

    /// <param name="ended">Of a watch that comes with the end of a period: windows of that kind are read as it ended.</param>
    private static IReadOnlyList<FactRead> Read(Books books, CompiledRulebook rulebook, CompiledWatch watch, Subject subject, (Every Every, DateOnly Last)? ended)
    {
        var all = SubjectFacts.Of(books, rulebook, SubjectFacts.SubjectsOf(books, subject, books.Today), subject.Kind, books.Today, null, watch.Asked, DayOf);
        return [.. all.Where(read => watch.Reads.Contains(read.Fact)).OrderBy(read => read.Fact, StringComparer.Ordinal)];

        DateOnly DayOf(string fact) => ended is { } over && rulebook.Measures.Any(measure => (measure.Window, measure.Form?.Period) == (over.Every.Unit, over.Every.Period) && $"measure.{measure.Code}" == fact) ? over.Last : books.Today;
    }

    private static DateOnly After(DateOnly day, Quantity? after) => after is not { } span ? day : span.Unit.Counts switch
    {
        "years" => day.AddYears((int)span.Units),
        "months" => day.AddMonths((int)span.Units),
        _ => day.AddDays((int)span.Units),
    };
}
