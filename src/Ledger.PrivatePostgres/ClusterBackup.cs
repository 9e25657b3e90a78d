using System.Globalization;
using Npgsql;

namespace Ledger.PrivatePostgres;

/// <summary>
/// A base backup of a running private cluster: its files, copied between pg_backup_start and pg_backup_stop, and the log
/// written meanwhile. No snapshot is held, so writing goes on at full speed. Keys do not lie in the cluster and are not in it.
/// </summary>
public static class ClusterBackup
{
    /// <param name="to">A folder that is empty or not there.</param>
    /// <param name="mark">Called when all files are copied: what was committed by then is in the backup. Its text is kept beside as checkpoint.json.</param>
    /// <exception cref="IOException">The folder is not empty, or the cluster's files cannot be read.</exception>
    public static async Task Take(RunningCluster cluster, string to, Func<Task<string>> mark, IProgress<(long Done, long Total)> progress, CancellationToken cancel)
    {
        var (data, files) = (ClusterFolder.ClusterOf(cluster.DataFolder), new ClusterFiles(progress));
        if (Directory.EnumerateFileSystemEntries(Path.Combine(data, "pg_tblspc")).Any()) throw new IOException("表空间不在数据文件夹内，无法备份 / tablespaces outside the data folder are not backed up");
        ClusterFiles.MakeEmpty(to);
        await using var session = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false;Command Timeout=0");
        await session.OpenAsync(cancel);
        // The slot keeps the log from being recycled while files are copied, and goes with the session, however that ends.
        await Ask(session, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_create_physical_replication_slot('ledger_backup_{Environment.ProcessId}', true, true)::text"), cancel);
        var first = (await Ask(session, "SELECT pg_walfile_name(pg_backup_start('ledgerctl backup', true))", cancel))[0];
        await files.CopyCluster(data, Path.Combine(to, "cluster"), cancel);
        await files.Write(Path.Combine(to, "checkpoint.json"), await mark(), cancel);
        var stop = await Ask(session, "SELECT pg_walfile_name(lsn), labelfile FROM pg_backup_stop(false)", cancel);
        await files.Write(Path.Combine(to, "cluster", "backup_label"), stop[1], cancel);
        await CopyLog(files, Path.Combine(data, "pg_wal"), Path.Combine(to, "wal"), first, stop[0], cancel);
        await files.Copy(Path.Combine(cluster.DataFolder, "password"), Path.Combine(to, "password"), cancel);
        await files.WriteSums(to, cancel);
    }

    private static async Task CopyLog(ClusterFiles files, string from, string to, string first, string last, CancellationToken cancel)
    {
        foreach (var file in Directory.EnumerateFiles(from).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (name.EndsWith(".history", StringComparison.Ordinal) || (name.Length == first.Length && string.CompareOrdinal(name, first) >= 0 && string.CompareOrdinal(name, last) <= 0))
                await files.Copy(file, Path.Combine(to, name), cancel);
        }
    }

    private static async Task<string[]> Ask(NpgsqlConnection session, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return [.. Enumerable.Range(0, row.FieldCount).Select(row.GetString)];
    }
}
