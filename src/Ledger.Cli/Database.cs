using System.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Reading;
using Ledger.PrivatePostgres;
using Ledger.Projections.States;
using Npgsql;

namespace Ledger.Cli;

/// <summary>The journal's database: named, configured, or the private cluster that runs here. Nothing is started or upgraded.</summary>
internal sealed class Database : IAsyncDisposable
{
    private Database(NpgsqlDataSource source, string? dataFolder)
    {
        (Source, DataFolder) = (source, dataFolder);
        Reader = new JournalReader(source, new StateCodec());
    }

    public static Option<string?> Named() => new("--database") { Description = "数据库连接字符串；缺省取 Ledger__Database，再缺省取正在运行的内置数据库 / Connection string; else Ledger__Database, else the private cluster that runs." };

    public static Option<string?> Folder() => new("--data") { Description = "内置数据库的文件夹；缺省取 LEDGER_DATA 或惯例位置 / Folder of the private cluster; else LEDGER_DATA or the usual place." };

    public static Option<string> Community() => new("--community") { Description = "社区代码 / The community's code.", Required = true };

    public NpgsqlDataSource Source { get; }

    public JournalReader Reader { get; }

    /// <summary>Of the private cluster; null for a configured database.</summary>
    public string? DataFolder { get; }

    public static async Task<Database> Open(string? connection, string? folder, CancellationToken cancel)
    {
        connection ??= Environment.GetEnvironmentVariable("Ledger__Database") is { Length: > 0 } configured ? configured : null;
        if (connection is not null) return new Database(Named(connection), null);
        folder ??= Environment.GetEnvironmentVariable("Ledger__DataFolder") is { Length: > 0 } set ? set : null;
        var running = await RunningCluster.Find(folder, "ledger", cancel) ?? throw new CannotException(
            $"没有给出数据库，{folder ?? DataFolders.Default()} 上也没有正在运行的内置数据库。请先启动服务；数据在别处的，请用 --data（或 LEDGER_DATA）或 --database 指明。\nNo database is named, and no private cluster runs on {folder ?? DataFolders.Default()}. Start the service; where its data lie elsewhere, say so with --data (or LEDGER_DATA) or --database.");
        return new Database(JournalSource.Create(running.ConnectionString, "ledgerctl"), running.DataFolder);
    }

    private static NpgsqlDataSource Named(string connection)
    {
        try
        {
            return JournalSource.Create(connection, "ledgerctl");
        }
        catch (ArgumentException)
        {
            // It may hold a password: it is not said again.
            throw new CannotException("这不是数据库连接字符串。 / That is no connection string.");
        }
    }

    /// <summary>A private cluster somebody runs: the one on the folder, or the usual one.</summary>
    public static async Task<RunningCluster> Cluster(string? folder, CancellationToken cancel)
    {
        folder ??= Environment.GetEnvironmentVariable("Ledger__DataFolder") is { Length: > 0 } set ? set : null;
        return await RunningCluster.Find(folder, "ledger", cancel) ?? throw new CannotException(
            $"{folder ?? DataFolders.Default()} 上没有正在运行的内置数据库。自行配置的数据库请用它自己的工具（如 pg_basebackup）备份，恢复后运行 ledgerctl doctor。\nNo private cluster runs on {folder ?? DataFolders.Default()}. Back up a configured database with its own tools (pg_basebackup), and run ledgerctl doctor after restoring it.");
    }

    /// <summary>Null when nobody says where it is: it lies outside the database on purpose.</summary>
    public string? KeyFolder(string? named) =>
        named ?? (Environment.GetEnvironmentVariable("Ledger__KeyFolder") is { Length: > 0 } set ? set : DataFolder is { } data ? Path.Combine(data, "keys") : null);

    public static Database Of(string connection, string? dataFolder) => new(JournalSource.Create(connection, "ledgerctl"), dataFolder);

    public async Task<JournalHead> Head(string community, CancellationToken cancel) =>
        await Reader.Head(community, cancel) ?? throw new CannotException($"没有社区“{community}”。 / There is no community '{community}'.");

    /// <summary>As the books opened it: from the journal itself, not from a row beside it.</summary>
    public async Task<CommunityOpened> Opening(string community, CancellationToken cancel)
    {
        await foreach (var first in Reader.Read(community, 0, 1, cancel))
            if (DomainJson.ReadFact(first.Type, first.Data) is CommunityOpened opened) return opened;
        throw new CannotException($"社区“{community}”的第一号凭证不是开户。 / The first event of '{community}' opens no community.");
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
