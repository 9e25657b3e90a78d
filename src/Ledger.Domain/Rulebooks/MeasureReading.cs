using Ledger.Domain.Accounts;
using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks;

/// <summary>What a measure stands at on a day, as a gate reads it.</summary>
/// <param name="After">Only what came after this day counts, in windows that move with the day.</param>
internal readonly record struct MeasureReading(Books Books, CompiledRulebook Rulebook, Subjects Subjects, DateOnly Day, DateOnly? After = null)
{
    /// <summary>Null where it cannot be told.</summary>
    public long? Of(CompiledMeasure measure)
    {
        if (measure.Derived is not null || !measure.Whose.All(Subjects.Speaks)) return null;
        if (measure.Kind == CountKind.Standing) return Standing(measure);
        if (measure.Tells == Told.Run) return RunOf(measure);
        if (measure.Tells == Told.Periods) return Since(measure) is { } first ? MonthOf(Day) - MonthOf(first) + 1 : null;
        if (measure.Kind == CountKind.Other && measure.Tells == Told.Counted) return null;
        if (!measure.IsRolling) return Windows(Day).Of(measure.Number).Got;
        return FirstDay(measure) is { } from ? MeterRow.Between(Books, measure.Meter, Windows(Day).KeyOf(measure.Number).Scope, After >= from ? After.Value.AddDays(1) : from, Day) : null;
    }

    /// <summary>What stands on an account and in no window: what is there to be spent with what is held, or what is owed.</summary>
    private long? Standing(CompiledMeasure measure)
    {
        if (measure.Whose is not [var whose] || Subject.Parse(Subjects.Of(whose)) is not { } holder) return null;
        var holding = Holding.Of(Books, holder);
        return measure.Input == "debt" ? holding.Account.Debt : holding.Available.Hundredths + holding.Account.Held;
    }

    private ActWindows Windows(DateOnly day) => new(Rulebook, new StandingMeters(Books), Subjects, day);

    private DateOnly? FirstDay(CompiledMeasure measure) => measure.Form switch
    {
        { Last: { } last } => (last.Unit.Counts switch { "years" => Day.AddYears(-(int)last.Units), "months" => Day.AddMonths(-(int)last.Units), _ => Day.AddDays(-(int)last.Units) }).AddDays(1),
        _ => Since(measure),
    };

    /// <summary>The day on which the mark was given that its window starts with.</summary>
    private DateOnly? Since(CompiledMeasure measure) =>
        measure.Form?.Since?.Split('.') is ["mark", var mark] ? MarkHeld.On(Books, Subjects.Of(measure.Whose[0]), mark, Day)?.From : null;

    /// <summary>Whole periods in a row, up to the last that is over, in which another measure was so much.</summary>
    private long? RunOf(CompiledMeasure measure)
    {
        var run = measure.Run!;
        if (Rulebook.Measures.FirstOrDefault(one => one.Code == run.Of) is not { Derived: null } of) return null;
        var (first, every, day) = (Since(measure), new Every(of.Window, of.Form?.Period), Day);
        var months = of.Window == Window.Month ? MeterRow.ByMonth(Books, of.Meter, Windows(Day).KeyOf(of.Number).Scope) : null;
        if (measure.Form is not null && first is null) return null;
        var end = Rulebook.LastDay(every, Day) is var last && last == Day ? Day : Rulebook.FirstDay(every, Day).AddDays(-1);
        for (var count = 0; ; count++, end = Rulebook.FirstDay(every, end).AddDays(-1))
            if (IsGone(end) || end < first || !Holds(months is not null ? months.GetValueOrDefault(Rulebook.NameOf(every, end)) : Windows(end).Of(of.Number).Got)) return count;

        bool IsGone(DateOnly on) => (of.IsOfRun ? on.AddMonths(MeterRow.MostRolling) : on.AddDays(Filing.LongestOpen)) < day;

        bool Holds(long got) => !(got < run.AtLeast?.Units) && !(got >= run.Below?.Units);
    }

    private static int MonthOf(DateOnly day) => day.Year * 12 + day.Month;
}

/// <summary>Counts what is no act in the windows of those whose it is: awards, applications, deductions.</summary>
internal static class MeasureCounting
{
    public static void Count(IStates states, Code version, Subjects subjects, Whose kind, DateOnly on, DateOnly bookedOn, Func<CompiledMeasure, CompiledRulebook, long> amount)
    {
        if (Rulebook.Of(states, version) is not { Compiled: var rulebook }) return;
        var windows = new ActWindows(rulebook, new StandingMeters(states), subjects, on);
        foreach (var measure in rulebook.Measures.Where(one => IsOf(one, subjects, kind)))
            if (amount(measure, rulebook) is not 0 and var units) MeterRow.Count(states, windows.KeyOf(measure.Number), units, windows.LastDayOf(measure.Number), bookedOn, windows.KeptUntil(measure.Number));
    }

    /// <summary>Whether there is such a one whose it is.</summary>
    public static bool IsOf(CompiledMeasure measure, Subjects subjects, Whose kind) => measure.Whose.Count > 0 && measure.Whose.All(whose => whose == Whose.Community || whose == kind || subjects.Has(whose));

    public static void Count(IStates states, RulebookStamp stamp, Told what, Code about, Subject subject, DateOnly on) =>
        Count(states, stamp.Version, new Subjects("", subject.Person?.ToString() ?? "", new Dictionary<Whose, string> { [subject.Kind] = subject.Id }), subject.Kind, on, on,
            (measure, _) => measure.Tells == what && measure.About == about.Value ? 1 : 0);
}
