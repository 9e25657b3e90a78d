namespace Ledger.Domain.Tests.Scenarios;

/// <summary>
/// The steps that do not pass yet: <c>rulebooks/R01/pending.txt</c>, one line each. It only gets shorter: a step on it that passes must be taken
/// out, and one that is not on it must pass. <c>LEDGER_WRITE_PENDING=1</c> writes it as it is now.
/// </summary>
internal static class Pending
{
    private static readonly Lock Writing = new();

    public static bool IsWritten => Environment.GetEnvironmentVariable("LEDGER_WRITE_PENDING") == "1";

    public static IReadOnlyList<string> Of(string scheme) => File.Exists(PathOf(scheme)) ? File.ReadAllLines(PathOf(scheme)) : [];

    /// <summary>What of this scenario is pending; the lines of the scheme's other scenarios stay.</summary>
    public static void Write(ScenarioFile scenario, IEnumerable<string> keys)
    {
        lock (Writing) Write(scenario.Scheme, [.. keys, .. Of(scenario.Scheme).Where(line => !line.StartsWith($"{scenario.Name} ", StringComparison.Ordinal))]);
    }

    /// <summary>Whether taking its line out of the document is noticed by no step yet.</summary>
    public static bool Survives(string clause) => Of(clause.Split('.')[0]).Contains(Survivor(clause));

    public static void WriteSurvivor(string clause, bool survives)
    {
        var scheme = clause.Split('.')[0];
        lock (Writing) Write(scheme, [.. Of(scheme).Where(line => line != Survivor(clause)), .. survives ? [Survivor(clause)] : Array.Empty<string>()]);
    }

    private static string Survivor(string clause) => $"clause {clause} is not missed";

    private static void Write(string scheme, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0) File.WriteAllText(PathOf(scheme), string.Concat(lines.Select(line => $"{line}\n")));
        else File.Delete(PathOf(scheme));
    }

    private static string PathOf(string scheme) => Repository.PathOf("rulebooks", scheme, "pending.txt");
}
