using System.Diagnostics;
using System.Globalization;
using Ledger.PrivatePostgres;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Journal.Tests;

public sealed class PrivatePostgresTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ledger-test-{Guid.NewGuid():N}");
    private readonly List<string> _said = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await using (var cluster = await Start())
            await cluster.Stop();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using (var cluster = await Start())
            await Ask(cluster, "CREATE TABLE kept AS SELECT 42 AS answer");

        Assert.False(File.Exists(PidFile));
        await using var again = await Start();

        Assert.False(again.AdoptedRunning);
        Assert.Equal("42", await Ask(again, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task It_is_durable_and_speaks_UTF8_in_byte_order()
    {
        await using var cluster = await Start();

        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
            Assert.Equal("on", await Ask(cluster, $"SHOW {setting}"));
        Assert.Equal("UTF8 C", await Ask(cluster, "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate FROM pg_database WHERE datname = 'ledger'"));
        Assert.Equal("200", await Ask(cluster, "SHOW max_connections"));
    }

    [Fact]
    public async Task A_running_server_is_adopted_and_stopped_by_the_last_to_leave()
    {
        var first = await Start();
        var second = await Start();

        Assert.True(second.AdoptedRunning);
        Assert.Equal(first.Port, second.Port);
        await first.DisposeAsync();
        Assert.Equal("1", await Ask(second, "SELECT 1"));
        await second.DisposeAsync();
        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task Starts_at_the_same_moment_share_one_server()
    {
        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Start)));

        Assert.Single(clusters, cluster => !cluster.AdoptedRunning);
        Assert.Single(clusters.Select(cluster => cluster.Port).Distinct());
        foreach (var cluster in clusters)
            await cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_server_killed_the_hard_way_comes_back_with_what_was_committed()
    {
        await using var killed = await Start();
        await Ask(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
        Kill(int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture));

        await using var again = await Start();

        Assert.False(again.AdoptedRunning);
        Assert.Equal("42", await Ask(again, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_stale_pid_that_belongs_to_somebody_else_by_now_does_not_keep_it_from_starting()
    {
        await using (var cluster = await Start())
            await Ask(cluster, "SELECT 1");
        File.WriteAllText(PidFile, $"{Environment.ProcessId}\n{_folder}/cluster\n0\n1\n");

        await using var again = await Start();

        Assert.False(again.AdoptedRunning);
    }

    [Fact]
    public async Task A_socket_lock_left_by_a_power_cut_does_not_keep_it_from_starting_though_its_pid_lives_again()
    {
        int port;
        await using (var cluster = await Start())
            port = cluster.Port;
        await using var neighbour = await TestDatabase.Create();
        await using var pid = neighbour.DataSource.CreateCommand("SELECT pg_backend_pid()");
        Directory.CreateDirectory(Path.Combine(_folder, "socket"));
        File.WriteAllText(Path.Combine(_folder, "socket", $".s.PGSQL.{port}.lock"), $"{await pid.ExecuteScalarAsync()}\n{_folder}/cluster\n0\n{port}\n");

        await using var again = await Start();

        Assert.Equal("1", await Ask(again, "SELECT 1"));
    }

    [Fact]
    public async Task A_port_taken_in_the_meantime_is_exchanged()
    {
        int port;
        await using (var cluster = await Start())
            port = cluster.Port;
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        taken.Start();

        await using var again = await Start();

        Assert.NotEqual(port, again.Port);
        Assert.Equal("1", await Ask(again, "SELECT 1"));
    }

    [Fact]
    public async Task A_making_killed_half_way_is_done_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "cluster", "base"));
        File.WriteAllText(Path.Combine(_folder, "cluster", "PG_VERSION"), "15\n");

        await using var cluster = await Start();

        Assert.Equal("1", await Ask(cluster, "SELECT 1"));
    }

    [Fact]
    public async Task A_folder_too_deep_for_a_socket_works_all_the_same()
    {
        var deep = Path.Combine(_folder, new string('d', 60), new string('e', 60));
        await using var cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = deep }, CancellationToken.None);

        Assert.Equal("1", await Ask(cluster, "SELECT 1"));
    }

    private string PidFile => Path.Combine(_folder, "cluster", "postmaster.pid");

    private Task<PrivateCluster> Start() => PrivateCluster.Start(
        new PrivateClusterOptions { DataFolder = _folder, Progress = Say, AllowInstall = false }, CancellationToken.None);

    private void Say(string sentence)
    {
        lock (_said)
            _said.Add(sentence);
    }

    private static async Task<string?> Ask(PrivateCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("ledger") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        process.WaitForExit();
    }
}

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task Each_is_empty_and_gone_afterwards()
    {
        string name;
        await using (var one = await TestDatabase.Create())
        await using (var other = await TestDatabase.Create())
        {
            await one.Run("CREATE TABLE only_here (n int)");
            await other.Run("CREATE TABLE only_here (n int)");
            name = one.Name;
        }
        await using var third = await TestDatabase.Create();
        await using var look = third.DataSource.CreateCommand($"SELECT count(*) FROM pg_database WHERE datname = '{name}'");
        Assert.Equal(0L, await look.ExecuteScalarAsync());
    }
}
