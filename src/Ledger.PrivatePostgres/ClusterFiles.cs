using System.Security.Cryptography;
using System.Text;

namespace Ledger.PrivatePostgres;

/// <summary>The files of a cluster on their way into a backup and out of it, with a sum of each.</summary>
internal sealed class ClusterFiles(IProgress<(long Done, long Total)> progress)
{
    /// <summary>In the form of <c>sha256sum</c>, so that it can be checked without this tool. Written last: a backup without it is none.</summary>
    public const string Sums = "SHA256SUMS";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int Buffer = 1 << 20;

    // What a running server keeps there means nothing to another one; the folders themselves it expects.
    private static readonly string[] EmptyFolders = ["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"];
    private static readonly string[] NotCopied = ["postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label", "tablespace_map", "backup_manifest", "ledger.conf.new"];

    private readonly SortedDictionary<string, string> _sums = new(StringComparer.Ordinal);

    /// <summary>A folder that is not there, or is empty, or an exception: nothing is ever overwritten.</summary>
    /// <exception cref="IOException">There is something in it.</exception>
    public static void MakeEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new IOException($"{folder} 不是空文件夹，未作改动 / is not an empty folder; nothing was touched");
        Directory.CreateDirectory(folder, OwnerOnly);
    }

    /// <summary>Copies the data folder of a server that may be running: files that grow or vanish meanwhile are what its log is for.</summary>
    public async Task CopyCluster(string from, string to, CancellationToken cancel)
    {
        var files = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            var relative = Path.GetRelativePath(from, folder);
            var top = relative.Split(Path.DirectorySeparatorChar)[0];
            if (EmptyFolders.Contains(top) && relative != top) continue;
            if (Path.GetFileName(folder).StartsWith("pgsql_tmp", StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.Combine(to, relative), OwnerOnly);
            if (!EmptyFolders.Contains(top)) files.AddRange(Directory.EnumerateFiles(folder).Where(file => !NotCopied.Contains(Path.GetFileName(file)) && !Path.GetFileName(file).StartsWith("pgsql_tmp", StringComparison.Ordinal)));
        }
        for (var at = 0; at < files.Count; at++)
        {
            await Copy(files[at], Path.Combine(to, Path.GetRelativePath(from, files[at])), cancel);
            progress.Report((at + 1, files.Count));
        }
    }

    public async Task Copy(string from, string to, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!, OwnerOnly);
            await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Buffer, useAsync: true);
            await using var target = new FileStream(to, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[Buffer];
            for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0;)
            {
                sum.AppendData(buffer.AsSpan(0, read));
                await target.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            target.Flush(flushToDisk: true);
            _sums[to] = Convert.ToHexStringLower(sum.GetHashAndReset());
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && !File.Exists(from))
        {
        }
    }

    public async Task Write(string to, string text, CancellationToken cancel)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await using var file = new FileStream(to, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await file.WriteAsync(bytes, cancel);
        file.Flush(flushToDisk: true);
        _sums[to] = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public Task WriteSums(string root, CancellationToken cancel) =>
        Write(Path.Combine(root, Sums), string.Concat(_sums.Select(sum => $"{sum.Value}  {Path.GetRelativePath(root, sum.Key)}\n")), cancel);

    /// <summary>Every file of a backup that is missing or is not what it was.</summary>
    public async Task<IReadOnlyList<string>> Check(string root, CancellationToken cancel)
    {
        var (lines, wrong) = (await File.ReadAllLinesAsync(Path.Combine(root, Sums), cancel), new List<string>());
        for (var at = 0; at < lines.Length; at++)
        {
            var (sum, name) = (lines[at][..64], lines[at][66..]);
            var file = Path.Combine(root, name);
            await using (var stream = File.Exists(file) ? File.OpenRead(file) : null)
                if (stream is null || Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != sum) wrong.Add(name);
            progress.Report((at + 1, lines.Length));
        }
        return wrong;
    }
}
