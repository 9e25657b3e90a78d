namespace Ledger.PrivatePostgres;

/// <summary>A private cluster that somebody else runs: looked for, never started or stopped.</summary>
public sealed record RunningCluster(string DataFolder, string ConnectionString)
{
    /// <summary>Null when none runs on the folder, or on the one that stands in for it when it is closed to the server's account.</summary>
    /// <param name="dataFolder">Absent: the usual one, see <see cref="DataFolders.Default"/>.</param>
    public static async Task<RunningCluster?> Find(string? dataFolder, string database, CancellationToken cancel)
    {
        var wanted = Path.GetFullPath(dataFolder ?? DataFolders.Default());
        foreach (var root in new[] { wanted, DataFolders.Reachable(wanted) })
        {
            if (ClusterFolder.MajorOf(root) is null) continue;
            var folder = new ClusterFolder(root, await ServerAccount.Choose(ClusterFolder.ClusterOf(root), cancel));
            if (Postmaster.RunningPort(folder) is { } port) return new RunningCluster(root, ClusterStart.ConnectionString(port, database, await folder.Password(cancel)));
        }
        return null;
    }
}
