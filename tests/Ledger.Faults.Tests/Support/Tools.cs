using System.Diagnostics;
using Npgsql;

namespace Ledger.Faults.Tests.Support;

/// <summary>The operator's tool: it opens the database itself and knows nothing of the services that run.</summary>
internal static class Tools
{
    public static async Task<(int Code, string Told)> LedgerCtl(params string[] arguments)
    {
        using var told = new StringWriter();
        return (await Cli.LedgerCtl.Run(arguments, told, told), told.ToString());
    }

    /// <summary>As a process of its own, that can be killed. It borrows our own list of assemblies: some of its lie beside the framework's here.</summary>
    public static Process Launch(params string[] arguments)
    {
        string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
        string[] host = ["exec", "--runtimeconfig", Beside("Ledger.Faults.Tests.runtimeconfig.json"), "--depsfile", Beside("Ledger.Faults.Tests.deps.json"), Beside("ledgerctl.dll")];
        return Process.Start(new ProcessStartInfo("dotnet", [.. host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
    }

    /// <summary>Proof chain, frontier, read models and books, as the auditor finds them.</summary>
    public static async Task Doctor(string connectionString, string keys, Findings findings)
    {
        var (code, told) = await LedgerCtl("doctor", "--database", connectionString, "--keys", keys);
        if (code != 0) findings.Wrong.Enqueue($"doctor ends with {code}:\n{told}");
    }

    /// <summary>
    /// Read models as they stand, against the same ones built anew from the journal; and the decisions' rows against a fold.
    /// Where the service wrote meanwhile (a version took effect, a code ended) both are looked at again.
    /// </summary>
    public static async Task Rebuilt(string connectionString, string community, Findings findings)
    {
        IReadOnlyDictionary<string, string> live, rebuilt;
        long head;
        do
        {
            head = await Head(connectionString, community);
            live = await ReadModels(connectionString, community);
            var (code, told) = await LedgerCtl("rebuild", "--community", community, "--database", connectionString);
            if (code != 0) findings.Wrong.Enqueue($"rebuild ends with {code}:\n{told}");
            rebuilt = await ReadModels(connectionString, community);
        }
        while (await Head(connectionString, community) != head);
        foreach (var (table, hash) in live)
            if (rebuilt[table] != hash) findings.Wrong.Enqueue($"{table} is {hash}, rebuilt it is {rebuilt[table]}");
        var (ended, said) = await LedgerCtl("rebuild", "--state", "--community", community, "--database", connectionString);
        if (ended != 0) findings.Wrong.Enqueue($"rebuild --state ends with {ended}:\n{said}");
    }

    /// <summary>A hash over the live rows of each table of the read models, the generation left out.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> ReadModels(string connectionString, string community)
    {
        await using var connection = await Open(connectionString);
        await Waiting.Until("read models are whole and at the head", async () => await Scalar(connection, """
            SELECT count(*) FILTER (WHERE m.rebuild_generation IS NOT NULL OR m.number < h.number) + abs(count(*) - count(DISTINCT m.model)) + (count(m.model) = 0)::int::bigint
            FROM ledger.head h LEFT JOIN ledger.read_model m ON m.tenant_id = h.tenant_id WHERE h.tenant_id = $1
            """, community) == 0);
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT table_name FROM information_schema.columns WHERE table_schema = 'ledger' AND column_name = 'generation' AND table_name <> 'read_model' ORDER BY 1", connection))
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        Assert.True(tables.Count >= 5, string.Join(' ', tables));
        var hashes = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"""
                SELECT count(*) || ' rows, ' || coalesce(md5(string_agg(md5((to_jsonb(t) - 'generation')::text), '' ORDER BY (to_jsonb(t) - 'generation')::text)), '')
                FROM ledger.{table} t WHERE tenant_id = $1
                """, connection) { Parameters = { new() { Value = community } } };
            hashes[table] = (string)(await command.ExecuteScalarAsync())!;
        }
        return hashes;
    }

    private static async Task<long> Head(string connectionString, string community)
    {
        await using var connection = await Open(connectionString);
        return await Scalar(connection, "SELECT number FROM ledger.head WHERE tenant_id = $1", community);
    }

    private static async Task<NpgsqlConnection> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Application Name=harness;Command Timeout=120");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<long> Scalar(NpgsqlConnection connection, string sql, string community)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = community } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
