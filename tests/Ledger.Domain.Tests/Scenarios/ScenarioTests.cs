namespace Ledger.Domain.Tests.Scenarios;

/// <summary>
/// Every scenario of every scheme in rulebooks/ against the commands of the domain. <c>LEDGER_SCHEME=R55</c> plays one scheme and prints all
/// that differs, what is pending included.
/// </summary>
public sealed class ScenarioTests
{
    private static readonly string? Only = Environment.GetEnvironmentVariable("LEDGER_SCHEME");

    public static TheoryData<string> All() => [.. ScenarioFile.All().Where(path => Only is null || path.StartsWith($"{Only}/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_scenario_passes_but_for_what_is_pending(string path)
    {
        var scenario = ScenarioFile.Read(path);
        var results = ScenarioRun.Play(scenario);
        if (Pending.IsWritten)
        {
            Pending.Write(scenario, results.Where(result => !result.Passes).Select(result => result.Key));
            ClausePage.Write();
        }
        var pending = Only is null ? Pending.Of(scenario.Scheme).Where(key => key.StartsWith($"{scenario.Name} ", StringComparison.Ordinal)).ToHashSet() : [];
        var fails = results.Where(result => !result.Passes && !pending.Contains(result.Key)).Select(result => result.ToString());
        var passes = pending.Except(results.Where(result => !result.Passes).Select(result => result.Key)).Select(key => $"PASSES: {key} (take it out of rulebooks/{scenario.Scheme}/pending.txt)");
        var wrong = fails.Concat(passes).ToList();
        Assert.True(wrong.Count == 0, $"{path}: {results.Count(result => result.Passes)} of {results.Count} steps pass\n{string.Join('\n', Only is null ? wrong : results.Select(result => result.ToString()))}");
    }
}
