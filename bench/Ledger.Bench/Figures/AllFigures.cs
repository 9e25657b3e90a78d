using System.Diagnostics;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>Every figure in turn, each in a process of its own: one that fails takes no other with it.</summary>
internal static class AllFigures
{
    private static readonly string[] Commands = ["award", "hold", "read", "communities", "rebuild", "growth", "history", "nodes", "start", "overload"];

    // How long their rounds are can be told.
    private static readonly string[] Timed = ["award", "hold", "read", "communities", "nodes", "overload"];

    /// <param name="seconds">Of a round; absent: as long as each figure takes by itself.</param>
    public static async Task<int> Run(string? seconds)
    {
        Table.Head();
        var failed = 0;
        foreach (var command in Commands)
        {
            TestBed.Tell($"{DateTime.UtcNow:HH:mm:ss} {command}");
            using var figure = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Node.Self(), command, .. seconds is not null && Timed.Contains(command) ? [seconds] : Array.Empty<string>()]))!;
            await figure.WaitForExitAsync();
            if (figure.ExitCode == 0) continue;
            failed++;
            Console.WriteLine($"| | {command} ended with {figure.ExitCode}: see what it said | | | `{command}` |");
        }
        return failed == 0 ? 0 : 1;
    }
}
