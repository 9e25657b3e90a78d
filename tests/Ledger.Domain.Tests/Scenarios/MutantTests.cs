namespace Ledger.Domain.Tests.Scenarios;

/// <summary>
/// A clause is decided when taking its line out of the document makes a step fail that shows it: otherwise nothing reads the line. A few clauses each
/// time; <c>LEDGER_MUTANTS=all</c> tries every one, <c>LEDGER_MUTANTS=R55</c> those of a scheme. What survives stands in <c>pending.txt</c>.
/// </summary>
public sealed class MutantTests
{
    private const int EveryNth = 12;

    private static readonly string? Which = Environment.GetEnvironmentVariable("LEDGER_MUTANTS");

    public static TheoryData<string> Clauses() => [.. ClausePage.All.Concat(ClausePage.Later).Where((clause, number) => Which is null ? number % EveryNth == 0 : Which == "all" || clause.Scheme == Which).Select(clause => clause.Id)];

    [Theory]
    [MemberData(nameof(Clauses))]
    public void A_decided_clause_is_missed_when_its_line_is_taken_out(string clause)
    {
        var scheme = clause.Split('.')[0];
        if (!ClausePage.IsDecidedByALine(clause) && !Pending.Survives(clause)) return;
        var scenarios = ScenarioFile.All().Where(path => path.StartsWith($"{scheme}/", StringComparison.Ordinal)).Select(ScenarioFile.Read).Where(scenario => scenario.Steps.Any(step => step.Shows.Contains(clause))).ToList();
        var mutants = Mutant.Of(scheme, clause).ToList();
        var isMissed = mutants.Any(mutant => scenarios.Any(scenario => IsMissed(scenario, mutant, clause)));
        if (Pending.IsWritten) Pending.WriteSurvivor(clause, !isMissed);
        else if (Pending.Survives(clause)) Assert.False(isMissed, $"{clause} is missed now: take it out of rulebooks/{scheme}/pending.txt");
        else Assert.True(isMissed, $"No step that shows {clause} fails without it: {string.Join(", ", mutants.Select(mutant => $"{mutant.File}{mutant.What}"))}");
    }

    /// <summary>Played as far as the first step that misses it, or the last that shows it.</summary>
    private static bool IsMissed(ScenarioFile scenario, Mutant mutant, string clause)
    {
        var last = scenario.Steps.Last(step => step.Shows.Contains(clause)).Key(scenario.Name);
        foreach (var step in ScenarioRun.StepByStep(new Town(scenario), (mutant.File, mutant.Document)))
        {
            if (step.Shows.Contains(clause) && !step.Passes) return true;
            if (step.Key == last) return false;
        }
        return false;
    }
}
