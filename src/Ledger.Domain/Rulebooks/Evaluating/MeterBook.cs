using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>One window of one counter.</summary>
/// <param name="Meter">Which, by what it counts: <see cref="CompiledMeasure.Meter"/>.</param>
/// <param name="Scope">Whose: <c>person:…</c>, <c>person:…|activity:…</c>, <c>community</c>.</param>
/// <param name="Period">As <see cref="Periods"/> names it.</param>
public readonly record struct MeterKey(string Meter, string Scope, string Period);

/// <summary>Whose an act is. Who has none of a kind counts by himself: a person as his household, an act without activity as one of its own.</summary>
public sealed class Subjects(string act, string person, IReadOnlyDictionary<Whose, string> others)
{
    public string Act => $"act:{act}";

    /// <summary>The person's id; empty where it is about nobody.</summary>
    public string Person => person;

    public bool Has(Whose whose) => whose == Whose.Person ? person.Length > 0 : others.ContainsKey(whose);

    /// <summary>Whether it can be told what such a one has: an act tells all of it, a person also whether he has a household or a team.</summary>
    public bool Speaks(Whose whose) => act.Length > 0 || whose == Whose.Community || Has(whose) || (whose is Whose.Household or Whose.Team && Has(Whose.Person));

    public string Of(Whose whose) => whose switch
    {
        Whose.Community => "community",
        Whose.Person => $"person:{person}",
        _ when others.TryGetValue(whose, out var id) => $"{Named(whose)}:{id}",
        Whose.Household or Whose.Team => $"person:{person}",
        _ => Act,
    };

    private static string Named(Whose whose) => whose.ToString().ToLowerInvariant();
}

/// <summary>What stands in windows, by their keys.</summary>
public interface IStanding
{
    Meter this[MeterKey key] { get; }
}

/// <summary>What stands in all windows, or what was changed of what stands elsewhere.</summary>
public sealed class MeterBook(IStanding? below = null) : IStanding
{
    private readonly Dictionary<MeterKey, Meter> _meters = [];

    public IReadOnlyDictionary<MeterKey, Meter> All => _meters;

    public Meter this[MeterKey key] => _meters.TryGetValue(key, out var changed) ? changed : below?[key] ?? default;

    /// <summary>Adds what an act gave, or takes it out again.</summary>
    public void Add(ActWindows windows, ReadOnlySpan<MeterChange> changes, int sign = 1)
    {
        foreach (var change in changes)
        {
            var key = windows.KeyOf(change.Measure);
            var before = this[key];
            var after = new Meter(before.In + sign * change.In, before.Got + sign * change.Got);
            if (after == default && below is null) _meters.Remove(key);
            else _meters[key] = after;
        }
    }
}

/// <summary>The windows that an act of some subjects on a local date falls in.</summary>
/// <param name="bookedOn">The day it was booked; absent: the same. <paramref name="postedOn"/>: the day it posted, where that is another; <paramref name="lateFor"/>: the ranks for whose round of its day that was too late.</param>
public sealed class ActWindows(CompiledRulebook rulebook, IStanding standing, Subjects subjects, DateOnly occurredOn, DateOnly? bookedOn = null, DateOnly? postedOn = null, IReadOnlyList<Code>? lateFor = null) : IMeters
{
    public Meter Of(int measure) => standing[KeyOf(measure)];

    public StepWindow WindowOf(int measure, long before)
    {
        var key = KeyOf(measure);
        return new(key.Scope, key.Period, before, key.Meter);
    }

    public MeterKey KeyOf(int number)
    {
        var measure = rulebook.Measures[number];
        return new(measure.Meter, string.Join('|', measure.Whose.Select(subjects.Of)), PeriodOf(measure));
    }

    /// <summary>The last day on which a run may ask for the window; null where it is not kept longer than others.</summary>
    public DateOnly? KeptUntil(int number) => rulebook.Measures[number].IsOfRun ? LastDayOf(number)?.AddMonths(MeterRow.MostRolling) : null;

    /// <summary>The last day of the window; of an activity or session the day of this act; null for one that never ends.</summary>
    public DateOnly? LastDayOf(int number) => DayOf(rulebook.Measures[number]) is var day ? rulebook.Measures[number] switch
    {
        { Window: Document.Window.Life or Document.Window.Store } => null,
        { Window: Document.Window.Act or Document.Window.Session or Document.Window.Activity or Document.Window.Slot } => occurredOn,
        { Window: { } window } => rulebook.Periods.LastDay(window, rulebook.Periods.Of(window, day)),
        { Period: >= 0 and var period } => rulebook.Periods.LastDayOfOwn(period, rulebook.Periods.OfOwn(period, day)),
        { Form: { Cycle: not null } form } => Periods.LastDayOfCycle(form, day),
        _ => null,
    } : null;

    private string PeriodOf(CompiledMeasure measure) => DayOf(measure) is var day ? measure.Window switch
    {
        Document.Window.Act => subjects.Act,
        Document.Window.Session => subjects.Of(Whose.Session),
        Document.Window.Activity => subjects.Of(Whose.Activity),
        Document.Window.Slot => subjects.Of(Whose.Slot),
        { } window => Periods.Name(window, rulebook.Periods.Of(window, day)),
        null when measure.IsRolling => MeterRow.RollingDay(day),
        null when measure.Period >= 0 => rulebook.Periods.NameOwn(measure.Period, rulebook.Periods.OfOwn(measure.Period, day)),
        null when measure.Form is { Cycle: not null } form => Periods.NameCycle(form, day),
        null => "life",
    } : "";

    /// <summary>The day that says in which window it counts.</summary>
    private DateOnly DayOf(CompiledMeasure measure) => !measure.IsBooked && !measure.IsLate(lateFor) ? occurredOn : (measure.CountsPosted ? postedOn : null) ?? bookedOn ?? occurredOn;
}
