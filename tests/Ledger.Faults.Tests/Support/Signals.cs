using System.Globalization;
using System.Runtime.InteropServices;

namespace Ledger.Faults.Tests.Support;

/// <summary>Signals to processes by their id, and who is whose child.</summary>
internal static partial class Signals
{
    private const int Sigkill = 9, Sigterm = 15;

    public static void Kill(int pid) => Send(pid, Sigkill);

    public static void Terminate(int pid) => Send(pid, Sigterm);

    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(pid => ParentOf(pid) == parent)];

    public static bool IsAlive(int pid) => State(pid) is { } state && state != 'Z';

    private static int? ParentOf(int pid) => Fields(pid) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;

    private static char? State(int pid) => Fields(pid) is { } fields ? fields[0][0] : null;

    /// <summary>What follows the name, which may hold spaces and brackets itself.</summary>
    private static string[]? Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Send(int pid, int signal)
    {
        // Gone already is as good.
        _ = SendSignal(pid, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
