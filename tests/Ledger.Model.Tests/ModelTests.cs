using System.Globalization;
using Xunit.Abstractions;

namespace Ledger.Model.Tests;

/// <summary>The service says at every step what a model says that shares no code with it (docs/model.md).</summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    /// <summary>A new service every so many commands, so that years do not run away and every seed is short.</summary>
    private const int Chapter = 5000;

    [Fact]
    public async Task The_service_says_what_the_model_says()
    {
        var commands = Number("LEDGER_MODEL_COMMANDS") ?? 400;
        // The small run is always the same, so that what passed here passes elsewhere; a long one throws new dice.
        var seed = Number("LEDGER_SEED") ?? (Number("LEDGER_MODEL_COMMANDS") is null ? 101 : Random.Shared.Next(1_000_000));
        var (tally, began) = (new Tally(), System.Diagnostics.Stopwatch.StartNew());
        output.WriteLine($"LEDGER_SEED={seed} LEDGER_MODEL_COMMANDS={commands}");
        for (var done = 0; done < commands; done += Chapter)
            await Story.Tell(seed + done / Chapter, Math.Min(Chapter, commands - done), commands > 2000 ? 100 : 25, tally, Say);
        Say($"{commands} commands in {began.Elapsed.TotalSeconds:F0} s, seed {seed}.");
        foreach (var (kind, times) in tally.Kinds) Say($"{times,8} {kind}");
        foreach (var (move, times) in tally.Moves) Say($"{times,8} {move}");
        foreach (var (outcome, times) in tally.Outcomes) Say($"{times,8} answered {outcome}");
    }

    /// <summary>What shares code errs alike: the model's folder names nothing of the product.</summary>
    [Fact]
    public void The_model_names_nothing_of_the_product()
    {
        var folder = Path.Combine(Ledger.Api.Tests.Support.Repository.Root, "tests", "Ledger.Model.Tests", "Model");
        var files = Directory.GetFiles(folder, "*.cs");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.All(File.ReadLines(file).Where(line => line.Contains("Ledger.", StringComparison.Ordinal)), line => Assert.Equal("namespace Ledger.Model;", line)));
    }

    /// <summary>To whoever reads the test's output, and to whoever waits at the terminal for a long run.</summary>
    private void Say(string line)
    {
        output.WriteLine(line);
        if (Number("LEDGER_MODEL_COMMANDS") is not null) Console.WriteLine(line);
    }

    private static int? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
