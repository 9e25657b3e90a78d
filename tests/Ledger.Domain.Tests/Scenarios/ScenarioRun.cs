using System.Text.Json;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>What differs in one step; nothing where it passes.</summary>
/// <param name="Key">How it is named in the list of what is pending.</param>
internal sealed record StepResult(string Key, IReadOnlyList<string> Shows, string Said, IReadOnlyList<string> Differences)
{
    public bool Passes => Differences.Count == 0;

    public override string ToString() => $"{(Passes ? "  ok " : "FAIL ")} {Key} {string.Join(' ', Shows)}{(Passes ? "" : $"\n       {Said}{string.Concat(Differences.Select(one => $"\n     ≠ {one}"))}")}";
}

/// <summary>Plays a scenario: the clock goes on, what is due happens, the verb is done, its outcomes are compared.</summary>
internal static class ScenarioRun
{
    private static readonly Dictionary<string, IVerb> Verbs = Registry<IVerb>.All.ToDictionary(verb => verb.Name);

    private static readonly IReadOnlyList<IDue> Due = [.. Registry<IDue>.All.OrderBy(due => due.Turn)];

    private static readonly Dictionary<string, IExpected> Outcomes = Registry<IExpected>.All.ToDictionary(one => one.Name);

    /// <param name="instead">Documents in place of files of those names.</param>
    public static IReadOnlyList<StepResult> Play(ScenarioFile scenario, params IEnumerable<(string File, RulebookDocument Document)> instead) => Play(new Town(scenario), instead);

    public static IReadOnlyList<StepResult> Play(Town town, params IEnumerable<(string File, RulebookDocument Document)> instead) => [.. StepByStep(town, instead)];

    /// <summary>No further than somebody looks.</summary>
    public static IEnumerable<StepResult> StepByStep(Town town, params IEnumerable<(string File, RulebookDocument Document)> instead)
    {
        var scenario = town.Scenario;
        foreach (var (file, document) in instead) town.Instead[file] = document;
        yield return Step(town, $"{scenario.Name} 0 opening", [], scenario.Rulebook, () => Opening.Play(town, Opening.Read(town, scenario.Rulebook)));
        foreach (var step in scenario.Steps.Where(step => IsRun(scenario, step)))
            yield return Step(town, step.Key(scenario.Name), step.Shows, step.Json.ToString(), () => Play(town, step));
    }

    private static StepResult Step(Town town, string key, IReadOnlyList<string> shows, string said, Action play)
    {
        town.Forget();
        try { play(); }
        catch (Exception fault) { town.Differences.Add($"{fault.GetType().Name}: {fault.Message.Split('\n')[0]} {fault.StackTrace?.Split('\n')[0].Trim()}"); }
        town.StepIsOver();
        return new(key, shows, said, [.. town.Differences]);
    }

    private static void Play(Town town, ScenarioStep step)
    {
        PassTimeUntil(town, town.Local(step.At).ToUniversalTime());
        town.Forget();
        if (step.Do is { } verb)
            if (Verbs.TryGetValue(verb.Name, out var known)) town.Refusal = known.Do(town, verb.Value);
            else town.NotDecided(verb.Name);
        if (step.Refused is null && town.Refusal is { } refusal) town.Differences.Add($"refused: {Support.Said.By(refusal)}");
        foreach (var expected in step.Expected) Compare(town, step, expected);
    }

    private static void Compare(Town town, ScenarioStep step, JsonProperty expected)
    {
        if (!Outcomes.TryGetValue(expected.Name, out var outcome)) town.NotDecided($"expected {expected.Name}");
        else town.Differences.AddRange(outcome.Differ(town, expected.Value).Select(one => $"{expected.Name}: {one}").ToList());
    }

    /// <summary>From midnight to midnight, and then to the time of the step.</summary>
    private static void PassTimeUntil(Town town, DateTimeOffset instant)
    {
        for (var day = town.Today.AddDays(1); town.Local(day.ToDateTime(TimeOnly.MinValue)).ToUniversalTime() is var midnight && midnight <= instant; day = day.AddDays(1))
        {
            if (midnight <= town.Journal.Now) continue;
            town.Journal.Now = midnight;
            Opening.Arrive(town);
            foreach (var due in Due) due.Run(town);
        }
        if (instant <= town.Journal.Now) return;
        town.Journal.Now = instant;
        foreach (var due in Due) due.Run(town);
    }

    /// <summary>A step that shows nothing but what the grammar cannot say yet is not run.</summary>
    private static bool IsRun(ScenarioFile scenario, ScenarioStep step) => step.Shows.Count == 0 || !step.Shows.All(clause =>
        scenario.Root.TryGetProperty("classes", out var classes) && classes.Text(clause) == "missing");
}
