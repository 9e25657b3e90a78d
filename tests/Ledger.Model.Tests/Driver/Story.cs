using System.Text;
using System.Text.RegularExpressions;
using Ledger.Api.Tests.Support;

namespace Ledger.Model.Tests;

/// <summary>One chapter of random steps; when it fails, the shortest list of steps that still fails, in words.</summary>
internal static partial class Story
{
    /// <summary>How long a shorter list of steps is looked for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("LEDGER_MODEL_SHRINK"), out var seconds) ? seconds : 60);

    /// <param name="mishear">A planted fault; what is found then is told as it was found.</param>
    public static async Task Tell(int seed, int commands, int comparedEvery, Tally tally, Action<string> say, Func<Reply, string?>? mishear = null)
    {
        var steps = new List<Step>();
        try
        {
            await using var world = await World.Open(seed, mishear);
            var run = new Run(world, seed, comparedEvery, tally);
            var dice = new Dice(world.Cast, run.Books, seed);
            for (var n = 0; n < commands; n++)
            {
                steps.Add(dice.Next());
                await run.Do(steps[^1]);
            }
            await run.CompareEverything();
            run.CountMoves();
        }
        catch (Exception found)
        {
            var shortest = mishear is not null ? steps : await Shrink(seed, [.. steps], Kind(found.Message), say);
            throw new InvalidOperationException($"seed {seed}, step {steps.Count}, the last of these:\n{Words(seed, steps.TakeLast(30))}\n{found.Message}\n\n"
                + $"The shortest list of steps that fails:\n{Words(seed, shortest)}", found);
        }
    }

    /// <summary>Leaves out more and more, as long as what is left still fails.</summary>
    private static async Task<List<Step>> Shrink(int seed, List<Step> steps, string kind, Action<string> say)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        say($"seed {seed} fails after {steps.Count} steps; looking for less.");
        for (var part = Math.Max(1, steps.Count / 2); part > 0; part /= 2)
            for (var from = steps.Count - 1 - part; from >= 0 && clock.Elapsed < Patience; from -= part)
            {
                var less = steps.Where((_, at) => at < from || at >= from + part).ToList();
                if (await Fault(seed, less) is { } fault && Kind(fault) == kind) steps = less;
            }
        return steps;
    }

    private static async Task<string?> Fault(int seed, List<Step> steps)
    {
        await using var world = await World.Open(seed);
        var run = new Run(world, seed, int.MaxValue, new Tally());
        try
        {
            foreach (var step in steps) await run.Do(step);
            await run.CompareEverything();
            return null;
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
    }

    /// <summary>What a fault is about, without whom and when.</summary>
    private static string Kind(string fault) => Id().Replace(string.Join('\n', fault.Split('\n').Take(3).Select(line => line.Split('{')[0])), "");

    private static string Words(int seed, IEnumerable<Step> steps)
    {
        var (names, words) = (new Dictionary<string, string>(), new StringBuilder());
        var cast = new Cast(seed);
        foreach (var (person, role, _) in cast.Given) names[person.ToString()] = $"{role}-{names.Count}";
        foreach (var (terminal, _) in cast.Terminals) names[terminal.ToString()] = $"terminal-{names.Count}";
        foreach (var merchant in cast.Merchants) names[merchant.ToString()] = $"merchant-{names.Count}";
        foreach (var step in steps) words.AppendLine(Id().Replace(Told(step), id => names.TryGetValue(id.Value, out var name) ? name : names[id.Value] = $"#{names.Count}"));
        return words.ToString();
    }

    private static string Told(Step step) => step switch
    {
        Ask ask => $"  {ask.Key}: {ask.Deed.By} would {ask.Deed.Kind} {ask.Deed.Path} {World.Text(ask.Deed.Body)}{(ask.Deed.WithStaleTag ? " If-Match: 1" : "")}",
        AskAgain again => $"  {again.Earlier.Key} again{(again.Changed ? " with other content" : "")}",
        Wait wait => $"  {wait.Time} pass",
        _ => $"  {step.Kind}",
    };

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
