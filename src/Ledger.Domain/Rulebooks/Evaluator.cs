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
        return new Evaluation(new Points(amount), steps, new RulebookStamp(document.Version, rulebook.Hash, Version));
    }

    /// <summary>Names the counters an act of that local date may be measured against, whatever the rulebook.</summary>
    public static void Name(Needs needs, PersonId person, DateOnly occurredOn) => needs.Row<LimitCounter>(LimitCounter.Key(DailyCap, DayOf(person, occurredOn)));

    /// <summary>Looks at the counters an evaluation will need.</summary>
    public static void LookAt(Books books, Rulebook rulebook, PersonId person, DateOnly occurredOn)
    {
        if (rulebook.Document.DailyCapHundredths is not null) _ = Used(books, DayOf(person, occurredOn));
    }

    private static StepWindow DayOf(PersonId person, DateOnly day) => new($"person:{person}", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 0);

    private static long Used(Books books, StepWindow window) => books.Find<LimitCounter>(LimitCounter.Key(DailyCap, window))?.Used ?? 0;

    private static ArithmeticStep RoundDown(long amount, long quantum) => new("/quantumHundredths", StepKind.RoundDown, amount, amount / quantum * quantum, Limit: quantum);

    private static ArithmeticStep Cap(Books books, PersonId person, DateOnly day, long amount, long cap)
    {
        var window = DayOf(person, day);
        var before = Used(books, window);
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
    public static string Key(string rule, StepWindow window) => $"{window.Scope}|{rule}|{window.Period}";

    /// <summary>The steps of an accrual say what it consumed.</summary>
    public static void Evolve(IStates states, IReadOnlyList<ArithmeticStep> steps)
    {
        foreach (var step in steps)
            if (step is { Kind: StepKind.Cap or StepKind.Difference, Window: { } window }) states.Put(Key(step.Rule, window), new LimitCounter(window.Before + step.Output));
            else if (step is { Kind: StepKind.Accumulate, Window: { } total }) states.Put(Key(step.Rule, total), new LimitCounter(step.Output));
    }
}
