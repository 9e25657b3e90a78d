using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.PrivatePostgres;

/// <summary>The server process of one cluster folder: seen, started, stopped.</summary>
internal sealed class Postmaster(ClusterFolder folder, PostgresBinaries binaries)
{
    /// <summary>The port of the server that runs on this folder, or null. A pid file left by a dead server is no server.</summary>
    public static int? RunningPort(ClusterFolder folder)
    {
        if (!File.Exists(folder.PidFile) || File.ReadAllLines(folder.PidFile) is not { Length: >= 4 } lines)
            return null;
        return IsServerOf(folder, lines[0]) && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    /// <summary>
    /// A server is reached by its working folder: the pid of one that died may belong to anything by now. Removing its files,
    /// also the lock of a socket on a disk that lost power, is then right, and needed, since PostgreSQL itself would refuse to start.
    /// </summary>
    public static void RemoveStalePid(ClusterFolder folder)
    {
        if (File.Exists(folder.PidFile))
        {
            if (!Directory.Exists("/proc/self") || IsServerOf(folder, File.ReadLines(folder.PidFile).FirstOrDefault() ?? "")) return;
            File.Delete(folder.PidFile);
        }
        folder.RemoveSockets();
    }

    /// <summary>Starts the server; null when it is up (or still recovering), else what it said. Returns when it accepts connections.</summary>
    public async Task<string?> Start(TimeSpan limit, CancellationToken cancel)
    {
        var seconds = ((int)limit.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var result = await folder.Account.Run(binaries.PgCtl, ["start", "-D", folder.Cluster, "-l", folder.Log, "-w", "-t", seconds], cancel, folder.Root, binaries.Environment);
        return result.Succeeded ? null : $"{result.Tail}\n{folder.LogTail()}";
    }

    /// <param name="mode"><c>fast</c> ends with a checkpoint; <c>immediate</c> is for clusters that are thrown away.</param>
    public async Task<bool> Stop(string mode, CancellationToken cancel) =>
        (await folder.Account.Run(binaries.PgCtl, ["stop", "-D", folder.Cluster, "-m", mode, "-w", "-t", "120"], cancel, folder.Root, binaries.Environment)).Succeeded;

    /// <summary>A free port below those the system hands out itself, so that it is likely still free after a restart.</summary>
    public static int FreePort()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            if (IsFree(port))
                return port;
        }
        throw new PostgresUnavailableException("127.0.0.1 上找不到空闲端口。/ No free port was found on 127.0.0.1.");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Connections of a server stopped a moment ago linger on its port and do not keep PostgreSQL from it.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsServerOf(ClusterFolder folder, string pid)
    {
        if (!int.TryParse(pid, CultureInfo.InvariantCulture, out var id))
            return false;
        if (!Directory.Exists("/proc/self"))
            return IsAlive(id);
        try
        {
            return new FileInfo($"/proc/{id}/cwd").LinkTarget == RealPath(folder.Cluster);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The path without links anywhere along it, as the system shows it for a running process.</summary>
    private static string RealPath(string path)
    {
        var real = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } target ? RealPath(target) : real;
        }
        return real;
    }
}
