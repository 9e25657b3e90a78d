using System.Globalization;

namespace Ledger.Domain.Rulebooks;

/// <summary>What an act is worth, and how that was reached.</summary>
public sealed record Evaluation(Points Amount, IReadOnlyList<ArithmeticStep> Steps, RulebookStamp Stamp);

/// <summary>
/// The seam behind which the full engine will stand: facts and counters in, an amount and its arithmetic out. Pure, integers only.
/// </summary>
public static class Evaluator
{
    public const int Version = 1;

    private const string DailyCap = "/dailyCapHundredths";

    public static Evaluation Evaluate(Books books, Rulebook rulebook, ActType type, PersonId person, DateOnly occurredOn, Minutes served)
    {
        var document = rulebook.Document;
        var rule = $"/actTypes/{document.ActTypes.ToList().FindIndex(line => line.Code == type.Code)}";
        var steps = new List<ArithmeticStep>
        {
            type.PerHourHundredths is { } perHour
                ? new($"{rule}/perHourHundredths", StepKind.Rate, served.Count, served.Count * perHour / 60, Limit: 60, Factor: perHour, Fact: "minutes", Unit: "points")
                : new($"{rule}/eachHundredths", StepKind.Fixed, 1, type.EachHundredths!.Value, Factor: type.EachHundredths, Fact: "act", Unit: "points"),
        };
        var amount = steps[0].Output;
        if (document.QuantumHundredths > 1) amount = Add(steps, RoundDown(amount, document.QuantumHundredths));
        if (document.DailyCapHundredths is { } cap) amount = Add(steps, Cap(books, person, occurredOn, amount, cap));
        return new Evaluation(new Points(amount), steps, rulebook.Stamp);
    }

    /// <summary>The arithmetic of taking an act out of the windows it was counted in.</summary>
    public static IReadOnlyList<ArithmeticStep> GiveBack(Books books, IReadOnlyList<ArithmeticStep> counted) =>
    [
        .. counted.Where(LimitCounter.IsCounted).GroupBy(step => (step.Rule, step.Window!.Scope, step.Window.Period)).Select(same =>
        {
            var (amount, window) = (same.Sum(step => step.Output), same.First().Window!);
            var used = Used(books, same.Key.Rule, window);
            return new ArithmeticStep(same.Key.Rule, StepKind.GiveBack, amount, used - amount, Window: window with { Before = used }, Fact: "points");
        })
    ];

    /// <summary>What an act that a cap had cut may get now that there is room in the window again.</summary>
    public static ArithmeticStep Refill(Books books, ArithmeticStep cut, long missing)
    {
        var before = Used(books, cut.Rule, cut.Window!);
        return new(cut.Rule, StepKind.Cap, missing, Math.Min(missing, Math.Max(0, cut.Limit!.Value - before)), cut.Limit, Window: cut.Window! with { Before = before }, Fact: "missing");
    }

    /// <summary>Names the counters an act of that local date may be measured against, whatever the rulebook.</summary>
    public static void Name(Needs needs, PersonId person, DateOnly occurredOn) => needs.Row<LimitCounter>(LimitCounter.Key(DailyCap, DayOf(person, occurredOn)));

    /// <summary>Looks at the counters an evaluation will need.</summary>
    public static void LookAt(Books books, Rulebook rulebook, PersonId person, DateOnly occurredOn)
    {
        if (rulebook.Document.DailyCapHundredths is not null) _ = Used(books, DailyCap, DayOf(person, occurredOn));
    }

    private static StepWindow DayOf(PersonId person, DateOnly day) => new($"person:{person}", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 0);

    private static long Used(Books books, string rule, StepWindow window) => books.Find<LimitCounter>(LimitCounter.Key(rule, window))?.Used ?? 0;

    private static ArithmeticStep RoundDown(long amount, long quantum) => new("/quantumHundredths", StepKind.RoundDown, amount, amount / quantum * quantum, Limit: quantum);

    private static ArithmeticStep Cap(Books books, PersonId person, DateOnly day, long amount, long cap)
    {
        var window = DayOf(person, day);
        var before = Used(books, DailyCap, window);
        return new(DailyCap, StepKind.Cap, amount, Math.Min(amount, Math.Max(0, cap - before)), Limit: cap, Window: window with { Before = before });
    }

    private static long Add(List<ArithmeticStep> steps, ArithmeticStep step)
    {
        steps.Add(step);
        return step.Output;
    }
}

/// <summary>How much of a limit's window is used.</summary>
public sealed record LimitCounter(long Used)
{
    private const string OfPerson = "person:";

    public static string PrefixOf(PersonId person) => $"{OfPerson}{person}|";

    public static string Key(string rule, StepWindow window) => $"{window.Scope}|{rule}|{window.Period}";

    /// <summary>The step in the window of whom its person was merged into: caps and what they free are the survivor's (rule 12).</summary>
    public static ArithmeticStep OfSurvivor(ArithmeticStep step, Func<PersonId, PersonId> survivorOf) =>
        step.Window is { } window && window.Scope.StartsWith(OfPerson, StringComparison.Ordinal)
            ? step with { Window = window with { Scope = OfPerson + survivorOf(PersonId.Of(Guid.Parse(window.Scope.AsSpan(OfPerson.Length)))) } }
            : step;

    /// <summary>Whether the step consumes something of a window.</summary>
    public static bool IsCounted(ArithmeticStep step) => step is { Kind: StepKind.Cap or StepKind.Difference, Window: not null };

    /// <summary>The steps of an accrual say what it consumed, those of a reversal what it gave back.</summary>
    public static void Evolve(IStates states, IReadOnlyList<ArithmeticStep> steps)
    {
        foreach (var step in steps)
            if (IsCounted(step)) states.Put(Key(step.Rule, step.Window!), new LimitCounter(step.Window!.Before + step.Output));
            else if (step is { Kind: StepKind.Accumulate or StepKind.GiveBack, Window: { } total }) states.Put(Key(step.Rule, total), new LimitCounter(step.Output));
    }
}
