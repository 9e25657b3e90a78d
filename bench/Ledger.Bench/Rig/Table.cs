using System.ComponentModel;

namespace Ledger.Bench.Rig;

/// <summary>The table of figures in Markdown: every result is a row of it and names the command that gives it.</summary>
internal static class Table
{
    /// <summary>What this process was asked to measure.</summary>
    public static string Command { get; set; } = "";

    /// <summary>Where, when and of what; then the table's head.</summary>
    public static void Head()
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        Console.WriteLine($"""
            {processor}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB; {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC; commit {Commit()}

            | | figure | to reach | seen | command |
            |---|---|---|---|---|
            """);
    }

    private static string Commit()
    {
        try
        {
            return CpuTime.Output("git", "rev-parse", "--short", "HEAD").Trim();
        }
        catch (Exception none) when (none is InvalidOperationException or Win32Exception)
        {
            return "unknown";
        }
    }

    /// <param name="letter">The figure's letter in the list of goals.</param>
    /// <param name="goal">In words; a dash where there is none.</param>
    public static void Row(string letter, string what, string goal, string seen) => Console.WriteLine($"| ({letter}) | {what} | {goal} | {seen} | `{Command}` |");
}
