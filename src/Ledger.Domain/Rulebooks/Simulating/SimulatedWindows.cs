using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What stands in the windows of one draft. Windows are numbers here, and those that can take nothing more are forgotten as in the books.</summary>
internal sealed class SimulatedWindows(CompiledRulebook rulebook) : IMeters
{
    /// <summary>Of what falls in a window of its own: an act without activity, a window of one act.</summary>
    private const int Own = -1, NotAsked = -2;

    private readonly record struct Key(int Measure, int Scope, int Second, int Period);

    private readonly record struct Standing(long In, long Got, int Until);

    private readonly Dictionary<Key, Standing> _standing = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly int[] _scopes = new int[Enum.GetValues<Whose>().Length];
    private readonly int _closesAfter = rulebook.Document.Filing.ClosesAfter();
    private Subjects _subjects = null!;
    private DateOnly _occurredOn, _bookedOn;
    private int _swept;

    /// <summary>Whose the next question is, and on which day.</summary>
    /// <param name="bookedOn">The day it was booked; absent: the same.</param>
    public SimulatedWindows Turn(Subjects subjects, DateOnly day, DateOnly? bookedOn = null)
    {
        (_subjects, _occurredOn, _bookedOn) = (subjects, day, bookedOn ?? day);
        Array.Fill(_scopes, NotAsked);
        return this;
    }

    public Meter Of(int measure) => KeyOf(measure) is { } key && _standing.TryGetValue(key, out var stands) ? new(stands.In, stands.Got) : default;

    public StepWindow WindowOf(int measure, long before) => new("", "", before, rulebook.Measures[measure].Meter);

    public void Add(ReadOnlySpan<MeterChange> changes)
    {
        foreach (var change in changes) Add(change.Measure, change.In, change.Got);
    }

    public void Add(int measure, long into, long got)
    {
        if (KeyOf(measure) is not { } key) return;
        var before = _standing.GetValueOrDefault(key);
        _standing[key] = new(before.In + into, before.Got + got, LastDay(rulebook.Measures[measure]));
    }

    /// <summary>Whether nothing was counted in a measure of days on this day yet; from now on something is.</summary>
    public bool IsFirstOfDay(int measure)
    {
        if (KeyOf(measure) is not { } key) return true;
        return _standing.TryAdd(key with { Measure = ~measure, Period = _occurredOn.DayNumber }, new(0, 1, _occurredOn.DayNumber));
    }

    /// <summary>Whether what happened on a day comes too late for a window of that day.</summary>
    public bool IsClosed(int measure, DateOnly today) => LastDay(rulebook.Measures[measure]) is var last && last != int.MaxValue && last + _closesAfter < today.DayNumber;

    /// <summary>Forgets closed windows, once a month.</summary>
    public void Sweep(DateOnly today)
    {
        if (_swept == (_swept = today.Year * 12 + today.Month)) return;
        foreach (var (key, stands) in _standing)
            if (stands.Until != int.MaxValue && stands.Until + _closesAfter < today.DayNumber) _standing.Remove(key);
    }

    /// <summary>Null where the window is one of its own, in which nothing can stand before.</summary>
    private Key? KeyOf(int number)
    {
        var measure = rulebook.Measures[number];
        var day = DayOf(measure);
        var scope = measure.Whose.Count > 0 ? ScopeOf(measure.Whose[0]) : 0;
        var second = measure.Whose.Count > 1 ? ScopeOf(measure.Whose[1]) : 0;
        var period = measure.Window switch
        {
            Window.Act => Own,
            Window.Session => ScopeOf(Whose.Session),
            Window.Activity => ScopeOf(Whose.Activity),
            Window.Slot => ScopeOf(Whose.Slot),
            { } window => rulebook.Periods.Of(window, day),
            null when measure.IsRolling => day.DayNumber,
            null when measure.Period >= 0 => rulebook.Periods.OfOwn(measure.Period, day),
            null when measure.Form is { Cycle: not null } form => Periods.CycleOf(form, day).DayNumber,
            null => 0,
        };
        return scope == Own || second == Own || period == Own ? null : new(number, scope, second, period);
    }

    private int ScopeOf(Whose whose)
    {
        ref var scope = ref _scopes[(int)whose];
        if (scope == NotAsked) scope = whose is Whose.Person or Whose.Household or Whose.Team or Whose.Community || _subjects.Has(whose) ? NumberOf(_subjects.Of(whose)) : Own;
        return scope;
    }

    private int NumberOf(string scope)
    {
        if (_numbers.TryGetValue(scope, out var number)) return number;
        return _numbers[scope] = _numbers.Count;
    }

    private DateOnly DayOf(CompiledMeasure measure) => measure.IsBooked ? _bookedOn : _occurredOn;

    private int LastDay(CompiledMeasure measure) => measure switch
    {
        { Window: Window.Life or Window.Store } => int.MaxValue,
        { Window: Window.Act or Window.Session or Window.Activity or Window.Slot } => DayOf(measure).DayNumber,
        { Window: { } window } => rulebook.Periods.LastDay(window, rulebook.Periods.Of(window, DayOf(measure)))?.DayNumber ?? int.MaxValue,
        { Period: >= 0 and var period } => rulebook.Periods.LastDayOfOwn(period, rulebook.Periods.OfOwn(period, DayOf(measure))).DayNumber,
        { Form: { Cycle: not null } form } => Periods.LastDayOfCycle(form, DayOf(measure)).DayNumber,
        _ => int.MaxValue,
    };
}
