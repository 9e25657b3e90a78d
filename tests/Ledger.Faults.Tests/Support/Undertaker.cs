using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ledger.Faults.Tests.Support;

/// <summary>
/// A test runner may be killed itself. This shell waits for the end of its input, which comes when our process is gone, and
/// then ends what we started and still runs, unmounts and removes the folder.
/// </summary>
internal sealed class Undertaker : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP; exec >/dev/null 2>&1; cat >/dev/null
        for pid in $(cat "$1/pids"); do grep -q Ledger.Api.dll "/proc/$pid/cmdline" && kill -9 "$pid"; done
        for file in $(find "$1" -maxdepth 4 -name postmaster.pid); do
            pid=$(head -n 1 "$file"); case "$(readlink "/proc/$pid/cwd")" in "$1"/*) kill -QUIT "$pid";; esac
        done
        sleep 2
        for folder in "$1"/*/; do mountpoint -q "$folder" && umount -l "$folder"; done
        rm -rf "$1"
        """;

    private readonly Process _shell;
    private readonly string _folder;

    /// <summary>What services logged as errors, for a test that fails.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    public Undertaker(string folder)
    {
        _folder = folder;
        File.WriteAllText(Path.Combine(folder, "pids"), "");
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", folder]) { RedirectStandardInput = true, WorkingDirectory = "/" })!;
    }

    public void Note(int pid)
    {
        lock (_shell) File.AppendAllText(Path.Combine(_folder, "pids"), $"{pid}\n");
    }

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
