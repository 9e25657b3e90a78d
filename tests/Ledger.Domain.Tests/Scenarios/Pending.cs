namespace Ledger.Domain.Tests.Scenarios;

/// <summary>
/// The steps that do not pass yet: <c>rulebooks/R01/pending.txt</c>, one line each. It only gets shorter: a step on it that passes must be taken
/// out, and one that is not on it must pass. <c>LEDGER_WRITE_PENDING=1</c> writes it as it is now.
/// </summary>
internal static class Pending
{
    public static bool IsWritten => Environment.GetEnvironmentVariable("LEDGER_WRITE_PENDING") == "1";

    public static IReadOnlyList<string> Of(string scheme) => File.Exists(PathOf(scheme)) ? File.ReadAllLines(PathOf(scheme)) : [];

    /// <summary>What of this scenario is pending; the lines of the scheme's other scenarios stay.</summary>
    public static void Write(ScenarioFile scenario, IEnumerable<string> keys)
    {
        string[] lines = [.. Of(scenario.Scheme).Where(line => !line.StartsWith($"{scenario.Name} ", StringComparison.Ordinal)), .. keys];
        if (lines.Length > 0) File.WriteAllText(PathOf(scenario.Scheme), string.Concat(lines.Select(line => $"{line}\n")));
        else File.Delete(PathOf(scenario.Scheme));
    }

    private static string PathOf(string scheme) => Repository.PathOf("rulebooks", scheme, "pending.txt");
}
