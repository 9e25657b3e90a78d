using System.Diagnostics;
using System.Globalization;

namespace Ledger.Bench;

/// <summary>Processor time of process trees by the operating system's accounting (/proc), the dead children included.</summary>
internal static class CpuTime
{
    private static readonly long TicksPerSecond = long.Parse(Output("getconf", "CLK_TCK"), CultureInfo.InvariantCulture);

    /// <summary>Seconds used by a process and all its children so far.</summary>
    public static double OfTree(int root)
    {
        var parents = new Dictionary<int, (int Parent, long Ticks)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var pid) && Read(pid) is { } stat) parents[pid] = stat;
        bool IsBelow(int pid) => pid == root || (parents.TryGetValue(pid, out var stat) && stat.Parent > 1 && IsBelow(stat.Parent));
        return parents.Where(process => IsBelow(process.Key)).Sum(process => process.Value.Ticks) / (double)TicksPerSecond;
    }

    /// <summary>Seconds used by one process so far; nothing where it has gone.</summary>
    public static double Of(int pid) => (Read(pid)?.Ticks ?? 0) / (double)TicksPerSecond;

    private static (int Parent, long Ticks)? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var part = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            // utime, stime, and those of children that were waited for.
            return (int.Parse(part[1], CultureInfo.InvariantCulture), part[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} failed: {text}");
    }
}
