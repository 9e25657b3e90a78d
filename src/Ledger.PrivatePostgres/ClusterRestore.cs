using System.Globalization;
using Npgsql;

namespace Ledger.PrivatePostgres;

/// <summary>Makes a private cluster of a backup and of the log after it, in a folder of its own, and brings it through recovery.</summary>
public static class ClusterRestore
{
    /// <summary>Files of the backup that are missing or were changed since it was taken.</summary>
    /// <exception cref="IOException">It is no backup, or one that was never finished.</exception>
    public static Task<IReadOnlyList<string>> Check(string from, IProgress<(long Done, long Total)> progress, CancellationToken cancel) =>
        File.Exists(Path.Combine(from, ClusterFiles.Sums)) ? new ClusterFiles(progress).Check(from, cancel)
            : throw new IOException($"{from} 不是完整的备份 / is no finished backup");

    /// <summary>What <see cref="ClusterBackup.Take"/> was told to keep beside the files.</summary>
    public static Task<string> Mark(string from, CancellationToken cancel) => File.ReadAllTextAsync(Path.Combine(from, "checkpoint.json"), cancel);

    /// <summary>The cluster runs when this returns, has recovered, and takes writes.</summary>
    /// <param name="into">A folder that is empty or not there.</param>
    /// <param name="archive">A folder of archived log; without it the cluster ends where the backup did.</param>
    /// <param name="until">Only with an archive: what was committed later is left out.</param>
    public static async Task<PrivateCluster> Run(string from, string into, string? archive, DateTimeOffset? until, Action<string> tell, IProgress<(long Done, long Total)> progress, CancellationToken cancel)
    {
        var options = new PrivateClusterOptions { DataFolder = into, Progress = tell };
        var root = await PrivateCluster.ReachableRoot(options, cancel);
        ClusterFiles.MakeEmpty(root);
        var (files, log) = (new ClusterFiles(progress), Path.Combine(root, "restored-log"));
        foreach (var source in new[] { archive, Path.Combine(from, "wal") }.OfType<string>())
            foreach (var segment in Directory.EnumerateFiles(source).Where(file => !Path.GetFileName(file).StartsWith('.') && !File.Exists(Path.Combine(log, Path.GetFileName(file)))))
                await files.Copy(segment, Path.Combine(log, Path.GetFileName(segment)), cancel);
        await files.CopyCluster(Path.Combine(from, "cluster"), ClusterFolder.ClusterOf(root), cancel);
        File.Copy(Path.Combine(from, "cluster", "backup_label"), Path.Combine(ClusterFolder.ClusterOf(root), "backup_label"));
        File.Copy(Path.Combine(from, "password"), Path.Combine(root, "password"));
        await File.WriteAllTextAsync(Path.Combine(ClusterFolder.ClusterOf(root), "recovery.signal"), "", cancel);
        await (await ServerAccount.Choose(ClusterFolder.ClusterOf(root), cancel)).OwnAll(root, cancel);
        var cluster = await PrivateCluster.Start(options with { DataFolder = root, ExtraSettings = Recovery(log, until) }, cancel);
        await UntilRecovered(cluster, tell, cancel);
        Directory.Delete(log, recursive: true);
        return cluster;
    }

    private static Dictionary<string, string> Recovery(string log, DateTimeOffset? until)
    {
        var settings = new Dictionary<string, string> { ["restore_command"] = $"cp \"{log}/%f\" \"%p\"", ["recovery_target_action"] = "promote" };
        if (until is { } instant) settings["recovery_target_time"] = instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);
        return settings;
    }

    private static async Task UntilRecovered(PrivateCluster cluster, Action<string> tell, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("ledger") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        for (var waited = 0; ; waited++)
        {
            await using var command = new NpgsqlCommand("SELECT CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_xact_replay_timestamp()::text, '') END", connection);
            if (await command.ExecuteScalarAsync(cancel) is not string reached) return;
            if (waited % 20 == 19) tell($"Recovering; at {reached}.");
            await Task.Delay(100, cancel);
        }
    }
}
