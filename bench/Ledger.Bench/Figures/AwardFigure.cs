using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Bench.Rig;
using Ledger.Domain.Storage;

namespace Ledger.Bench.Figures;

/// <summary>
/// (a) An award over HTTP (sign-in, idempotency, three events, leaves, full durability) against hand-written SQL with a commit
/// each, in turn on one server in one run. The load generators are left out on both sides.
/// </summary>
internal static partial class AwardFigure
{
    private const int People = 20_000;
    private static readonly int[] Connections = [16, 64, 256];

    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", People);
        await bed.Settle(village);
        await bed.Write(village.EarnOnce);
        await bed.Reference("psql", "-q", "-f", TestBed.Sql("reference-schema.sql"));
        await PrepareFull(bed, village);
        await using var node = await bed.Serve();
        using var load = new Load(bed);
        var awards = new Awards(load, node, village);
        await awards.Warm();
        var rounds = new Rounds(bed);
        await rounds.Run([
            .. Connections.Select(n => ($"award {n}", (IReadOnlyList<Node>)[node], (Func<Task<Done>>)(() => awards.Run(n, TimeSpan.FromSeconds(seconds))))),
            .. Connections.Select(n => ($"award.pgbench.sql {n}", (IReadOnlyList<Node>)[], (Func<Task<Done>>)(() => PgBench(bed, "award.pgbench.sql", n, seconds)))),
            ("award-full 64", [], () => PgBench(bed, "award-full.pgbench.sql", 64, seconds)),
        ]);
        foreach (var n in Connections)
            Table.Row("a", $"award, {n} connections: rate against award.pgbench.sql", n switch { 64 => "aim 1.5 x", 256 => "aim 2 x", _ => "-" },
                $"{rounds.Ratio($"award {n}", $"award.pgbench.sql {n}", cost => cost.Rate):F2} x: {rounds.Rate($"award {n}"):F0}/s, {rounds.Micros($"award {n}"):F0} us CPU, p99 {rounds.P99($"award {n}"):F0} ms; the reference {rounds.Rate($"award.pgbench.sql {n}"):F0}/s, {rounds.Micros($"award.pgbench.sql {n}"):F0} us");
        Table.Row("a", "award, 64 connections: CPU against award-full", "at most 0.6 x", $"{rounds.Ratio("award 64", "award-full 64"):F2} x of {rounds.Micros("award-full 64"):F0} us at {rounds.Rate("award-full 64"):F0}/s; refused {rounds.Refused}");
        Table.Row("i", "memory of the service under (a)", "at most 400 MB", $"{node.Memory.Most:F0} MB, {node.Memory.Now:F0} MB after it");
        return load.Said();
    }

    /// <summary>The reference of the same rows: our own schema and the same community in a schema of the reference database, numbers from a sequence.</summary>
    private static async Task PrepareFull(TestBed bed, Village village)
    {
        await bed.Write(village.SettleHere, bed.ReferenceDatabase);
        await bed.Write(village.EarnOnce, bed.ReferenceDatabase);
        await bed.Reference("psql", "-q", "-f", TestBed.Sql("award-full-schema.sql"));
    }

    public static async Task<Done> PgBench(TestBed bed, string script, int connections, int seconds)
    {
        var day = TestBed.Yesterday;
        var text = await bed.Reference("pgbench", "-n", "-M", "prepared", "-c", $"{connections}", "-j", "2", "-T", $"{seconds}",
            "-D", $"lot=|points|{day.Year + 1}-12-31/{day.Year}/mutual-aid/back-filled/community", "-D", $"generation={StateKinds.Generation}", "-D", $"month=|{day:yyyy-MM}", "-f", TestBed.Sql(script));
        // Until its backends have ended: one that ends while processes are counted would be counted neither by itself nor by its parent.
        await Task.Delay(TimeSpan.FromSeconds(1));
        return new Done(long.Parse(Processed().Match(text).Groups[1].Value, CultureInfo.InvariantCulture), seconds, 0, []);
    }

    [GeneratedRegex(@"transactions actually processed: (\d+)")]
    private static partial Regex Processed();
}
