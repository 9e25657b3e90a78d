using System.Globalization;
using Ledger.Bench.Rig;
using Npgsql;

namespace Ledger.Bench.Figures;

/// <summary>What stands behind the cost of an award: rows written and looked up per table, bytes of log, transactions.</summary>
internal static class RowsFigure
{
    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 20_000);
        await bed.Settle(village);
        await bed.Write(village.EarnOnce);
        await using var node = await bed.Serve();
        using var load = new Load(bed);
        var awards = new Awards(load, node, village);
        await awards.Warm(5);
        await Told(bed);
        var before = await Counted(bed.Database);
        var done = await awards.Run(64, TimeSpan.FromSeconds(seconds));
        await Told(bed);
        foreach (var (name, value) in await Counted(bed.Database))
            if ((double)(value - before.GetValueOrDefault(name)) / done.Operations is >= 0.005 and var each) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-60} {each,10:F2}"));
        return load.Said();
    }

    /// <summary>Servers tell their statistics with a delay.</summary>
    private static Task Told(TestBed bed) => Task.Delay(TimeSpan.FromSeconds(12));

    private static async Task<Dictionary<string, decimal>> Counted(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("""
            SELECT relname || ' ' || what, count::numeric FROM pg_stat_user_tables,
                LATERAL (VALUES ('rows inserted', n_tup_ins), ('rows updated', n_tup_upd), ('of them in place', n_tup_hot_upd), ('rows deleted', n_tup_del), ('look-ups by index', idx_scan), ('scans of all', seq_scan)) AS v(what, count)
            UNION ALL SELECT 'bytes of log', pg_current_wal_lsn() - '0/0'
            UNION ALL SELECT 'transactions', xact_commit FROM pg_stat_database WHERE datname = current_database()
            ORDER BY 1
            """);
        var counted = new Dictionary<string, decimal>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) counted[rows.GetString(0)] = rows.GetDecimal(1);
        return counted;
    }
}
