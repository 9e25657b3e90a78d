using Ledger.Vault;
using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Api.Vault;
using Ledger.Cli;
using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Api.Tests.Operator;

/// <summary>Backup and restore of a durable private cluster with a service on it, as an operator runs them.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"ledger-backup-{Guid.NewGuid():N}");
    private readonly StringWriter _said = new(CultureInfo.InvariantCulture);
    private PrivateCluster _cluster = null!;
    private Node _node = null!;
    private Guid _office;

    private string Data => Path.Combine(_root, "data");

    private string Archive => Path.Combine(_root, "archive");

    private string Folder(string name) => Path.Combine(_root, name);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_root);
        _cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = Data, LogArchive = Archive, AllowInstall = false }, CancellationToken.None);
        _node = await Node.Start(_cluster.ConnectionString("ledger"), new KeyFolder(Folder("keys")), TimeProvider.System);
        _office = Guid.NewGuid();
        await _node.Operator.Put("/v1/communities/haian", new
        {
            name = new { zh = "海岸社区（测试）" }, zone = "Asia/Shanghai", holdMinutes = 30, root = "root",
            administrator = new { person = _office, name = "管理员", subject = "the-administrator" },
        }).Accepted();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _cluster.Stop();
        await _cluster.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_durable_node_is_ready() => Assert.Equal(200, (await _node.Anonymous.Get("/health/ready")).Status);

    [Fact]
    public async Task What_was_committed_before_the_backup_ended_is_there_after_the_restore_and_proved()
    {
        await Register(20);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await Register(1);
        });
        Assert.True(await Run("backup", "--to", Folder("b"), "--data", Data) == LedgerCtl.Well, Said);
        await enough.CancelAsync();
        await writing;
        Assert.Contains("密钥不在备份内", Said);
        Assert.Empty(Directory.EnumerateFiles(Folder("b"), "*.key", SearchOption.AllDirectories));

        Assert.True(await Run("restore", "--from", Folder("b"), "--into", Folder("r"), "--verify", "--keys", Folder("keys")) == LedgerCtl.Well, Said);
        Assert.Contains("默克尔根相符", Said);
        Assert.Contains("一切正常", Said);
        Assert.True(await Events("r") >= 21);
        Assert.Equal(LedgerCtl.CouldNot, await Run("restore", "--from", Folder("b"), "--into", Folder("r")));
        Assert.Contains("不是空文件夹", Said);
        Assert.Equal(LedgerCtl.CouldNot, await Run("backup", "--to", Folder("b"), "--data", Data));
    }

    [Fact]
    public async Task With_archived_log_the_books_come_back_as_they_were_at_a_moment_after_the_backup()
    {
        await Register(3);
        Assert.True(await Run("backup", "--to", Folder("b"), "--data", Data) == LedgerCtl.Well, Said);
        await Register(4);
        var before = await Ask<long>(_cluster.ConnectionString("ledger"), "SELECT number FROM ledger.head");
        await Task.Delay(50);
        var moment = await Ask<DateTime>(_cluster.ConnectionString("ledger"), "SELECT clock_timestamp()");
        await Task.Delay(50);
        await Register(5);
        await ArchiveLog();

        var until = new DateTimeOffset(moment, TimeSpan.Zero).ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        Assert.True(await Run("restore", "--from", Folder("b"), "--into", Folder("then"), "--archive", Archive, "--until", until, "--verify") == LedgerCtl.Well, Said);
        Assert.Equal(before, await Events("then"));
        Assert.True(await Run("restore", "--from", Folder("b"), "--into", Folder("now"), "--archive", Archive, "--verify") == LedgerCtl.Well, Said);
        Assert.Equal(before + 5, await Events("now"));
        Assert.Equal(LedgerCtl.CouldNot, await Run("restore", "--from", Folder("b"), "--into", Folder("early"), "--archive", Archive, "--until", "2020-01-01T00:00:00+08:00"));
    }

    [Fact]
    public async Task A_damaged_or_unfinished_backup_is_not_restored()
    {
        Assert.True(await Run("backup", "--to", Folder("b"), "--data", Data) == LedgerCtl.Well, Said);
        var file = Directory.EnumerateFiles(Path.Combine(Folder("b"), "wal")).First();
        await using (var damage = new FileStream(file, FileMode.Open)) damage.WriteByte(7);
        Assert.Equal(LedgerCtl.Wrong, await Run("restore", "--from", Folder("b"), "--into", Folder("r")));
        Assert.Contains(Path.GetFileName(file), Said);
        Assert.False(Directory.Exists(Folder("r")));
        File.Delete(Path.Combine(Folder("b"), "SHA256SUMS"));
        Assert.Equal(LedgerCtl.CouldNot, await Run("restore", "--from", Folder("b"), "--into", Folder("r")));
    }

    /// <summary>A backup whose rows were altered before it was put away: files and sums agree, the proof does not.</summary>
    [Fact]
    public async Task A_restored_event_that_was_changed_is_found()
    {
        await Register(3);
        await Ask<int>(_cluster.ConnectionString("ledger"), "UPDATE ledger.mt_events SET data = jsonb_set(data, '{residence}', '\"elsewhere\"') WHERE seq_id = 3 AND tenant_id = 'haian' RETURNING 1");
        Assert.True(await Run("backup", "--to", Folder("b"), "--data", Data) == LedgerCtl.Well, Said);
        Assert.Equal(LedgerCtl.Wrong, await Run("restore", "--from", Folder("b"), "--into", Folder("r"), "--verify"));
        Assert.Contains("默克尔根不符", Said);
    }

    [Fact]
    public async Task The_commands_of_the_operating_document_run_as_they_stand()
    {
        await Register(2);
        var commands = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operating.md")).Where(line => line.StartsWith("ledgerctl ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["backup", "doctor", "keys", "restore", "top", "upgrade-state"], commands.Select(command => command.Split(' ')[1]).Order(StringComparer.Ordinal));
        foreach (var command in commands)
        {
            var told = command.Replace("$DATA", Data).Replace("$KEYS", Folder("keys")).Replace("$BACKUP", Folder("documented")).Replace("$RESTORED", Folder("again"));
            Assert.True(await Run(told.Split(' ')[1..]) == LedgerCtl.Well, $"{command}\n{Said}");
        }
    }

    [Fact]
    public async Task A_server_that_is_not_ours_is_left_to_its_own_tools()
    {
        Assert.Equal(LedgerCtl.CouldNot, await Run("backup", "--to", Folder("b"), "--data", Folder("nowhere")));
        Assert.Contains("pg_basebackup", Said);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone_and_that_is_said_once_in_each_language()
    {
        Directory.CreateDirectory(Folder("b"));
        await File.WriteAllTextAsync(Path.Combine(Folder("b"), "mine"), "");
        Assert.Equal(LedgerCtl.CouldNot, await Run("backup", "--to", Folder("b"), "--data", Data));
        Assert.Equal((2, 2), (Said.Split("不是空文件夹").Length, Said.Split("is not an empty folder").Length));
    }

    private string Said => _said.ToString();

    private async Task<int> Run(params string[] args)
    {
        _said.GetStringBuilder().Clear();
        return await LedgerCtl.Run(args, _said, _said);
    }

    private async Task Register(int people)
    {
        for (var i = 0; i < people; i++)
            await _node.As("the-administrator").Post("/v1/communities/haian/persons", new { person = Guid.NewGuid(), name = $"居民{i}", residence = "resident", node = "root" }).Accepted();
    }

    private async Task<long> Events(string restored)
    {
        await using var cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = Folder(restored), AllowInstall = false }, CancellationToken.None);
        return await Ask<long>(cluster.ConnectionString("ledger"), "SELECT number FROM ledger.head");
    }

    private async Task ArchiveLog()
    {
        var last = await Ask<string>(_cluster.ConnectionString("ledger"), "SELECT pg_walfile_name(pg_switch_wal())");
        for (var end = DateTime.UtcNow.AddSeconds(60); !File.Exists(Path.Combine(Archive, last)); await Task.Delay(50)) Assert.True(DateTime.UtcNow < end, "The log was not archived.");
    }

    private static async Task<T> Ask<T>(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
