using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Testing;

/// <summary>
/// A fresh, empty database, dropped when disposed. It is made on the server that <c>LEDGER_TEST_DATABASE</c> names
/// (a connection string of a role that may create databases), else on one private cluster per test process.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Server = new(FindServer);

    private readonly string _server;

    private TestDatabase(string server, string name)
    {
        (_server, Name) = (server, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, IncludeErrorDetail = true }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>One pool for the life of the database.</summary>
    public NpgsqlDataSource DataSource { get; }

    public static async Task<TestDatabase> Create()
    {
        var server = await Server.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await Say(server, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        return new TestDatabase(server, name);
    }

    /// <summary>Runs SQL without parameters, several statements if need be.</summary>
    public async Task Run(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await Say(_server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    private static async Task<string> FindServer()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_TEST_DATABASE") is { Length: > 0 } configured)
            return configured;
        var cluster = await PrivateCluster.StartThrowAway(static _ => { }, CancellationToken.None);
        return cluster.ConnectionString("postgres");
    }

    private static async Task Say(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
