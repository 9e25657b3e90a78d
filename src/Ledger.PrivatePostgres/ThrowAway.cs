using System.Diagnostics;

namespace Ledger.PrivatePostgres;

/// <summary>Clusters that nobody keeps. Each holds a lock for as long as its process lives, so leftovers show themselves.</summary>
internal static class ThrowAway
{
    // Per account: another's leftovers can neither be stopped nor removed.
    private static readonly string Name = $"ledger-throwaway-{Environment.UserName}";

    // A cluster nobody refers to any more would lose its locks to the garbage collector while its server is in use.
    private static readonly HashSet<PrivateCluster> Kept = [];

    public static async Task<PrivateCluster> Start(Action<string> progress, CancellationToken cancel)
    {
        // One at a time, so that no sweep meets a folder whose owner has not locked it yet.
        using var turn = await FileLock.Alone(Path.Combine(Path.GetTempPath(), Name + ".lock"), static () => { }, cancel);
        await Sweep(progress, cancel);
        var cluster = await PrivateCluster.Start(new PrivateClusterOptions
        {
            DataFolder = Path.Combine(Path.GetTempPath(), $"{Name}-{Guid.NewGuid():N}"),
            Progress = progress,
            Databases = [],
            Durable = false,
        }, cancel);
        cluster.KeepUntilDisposed(Undertaker(cluster));
        lock (Kept) Kept.Add(cluster);
        return cluster;
    }

    /// <summary>
    /// Test runners end, or are killed, without disposing what is static. This shell waits for the end of its input,
    /// which comes when our process is gone, and then stops and removes the cluster; the sweep is for when it was killed too.
    /// </summary>
    private static Process Undertaker(PrivateCluster cluster)
    {
        const string script = "trap '' INT TERM HUP; cat >/dev/null; kill -QUIT \"$(head -n 1 \"$1/cluster/postmaster.pid\")\"; sleep 1; rm -rf \"$1\"";
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec >/dev/null 2>&1; {script}", "sh", cluster.DataFolder]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        return Process.Start(start)!;
    }

    public static async Task Remove(PrivateCluster cluster)
    {
        lock (Kept) Kept.Remove(cluster);
        await cluster.Stop("immediate");
        await Delete(cluster.DataFolder);
    }

    /// <summary>A server that was killed lets go of its files one by one: what vanishes while it is deleted is deleted.</summary>
    private static async Task Delete(string folder)
    {
        for (var attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Stops and removes what killed processes left behind.</summary>
    private static async Task Sweep(Action<string> progress, CancellationToken cancel)
    {
        foreach (var root in Directory.GetDirectories(Path.GetTempPath(), Name + "-*"))
        {
            using var notUsed = FileLock.TryAlone(ClusterFolder.UserLock(root));
            if (notUsed is null)
                continue;
            progress($"Removing {root}, left by a process that was killed.");
            await StopLeftover(root, progress, cancel);
            await Delete(root);
        }
    }

    private static async Task StopLeftover(string root, Action<string> progress, CancellationToken cancel)
    {
        var folder = new ClusterFolder(root, await ServerAccount.Choose(ClusterFolder.ClusterOf(root), cancel));
        if (Postmaster.RunningPort(folder) is null)
            return;
        if (await PostgresBinaries.Find(folder.Installs, ClusterFolder.MajorOf(root), progress, cancel) is { } binaries)
            await new Postmaster(folder, binaries).Stop("immediate", cancel);
    }
}
