using System.Globalization;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(b) Hold and capture against an award; everybody at one offer of one merchant against spread over a hundred.</summary>
internal static class HoldFigure
{
    private const int Connections = 64, Merchants = 100;

    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 20_000, Merchants);
        await bed.Settle(village);
        await bed.Write(books => village.Fill(books, "harvest", village.People, "harvest", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        await bed.Reference("psql", "-q", "-f", TestBed.Sql("reference-schema.sql"));
        await using var node = await bed.Serve();
        using var load = new Load(bed);
        var (awards, shopping) = (new Awards(load, node, village), new Shopping(load, node, village));
        var time = TimeSpan.FromSeconds(seconds);
        await awards.Warm();
        await shopping.Hold(Connections, time, Merchants);
        await shopping.Capture(Connections);
        var rounds = new Rounds(bed);
        await rounds.Run(
            ("award", [node], () => awards.Run(Connections, time)),
            ("hold", [node], () => shopping.Hold(Connections, time, Merchants)),
            ("capture", [node], () => shopping.Capture(Connections)),
            ("hot hold", [node], () => shopping.Hold(Connections, time, 1)),
            ("hot capture", [node], () => shopping.Capture(Connections)),
            ("award-hot.pgbench.sql", [], () => AwardFigure.PgBench(bed, "award-hot.pgbench.sql", Connections, seconds)));
        string Line(string kind) => string.Create(CultureInfo.InvariantCulture, $"{rounds.Micros(kind):F0} us CPU, {rounds.Rate(kind):F0}/s, p99 {rounds.P99(kind):F0} ms");
        foreach (var kind in new[] { "hold", "capture" })
        {
            Table.Row("b", $"{kind}: CPU against award", "at most 1.5 x", $"{rounds.Ratio(kind, "award"):F2} x: {Line(kind)}; award {rounds.Micros("award"):F0} us");
            Table.Row("b", $"{kind}, everybody at one offer: CPU against spread", "at most 1.1 x", $"{rounds.Ratio($"hot {kind}", kind):F2} x: {Line($"hot {kind}")}");
            Table.Row("b", $"{kind}, everybody at one offer: rate against award-hot.pgbench.sql", "at least 10 x", $"{rounds.Ratio($"hot {kind}", "award-hot.pgbench.sql", cost => cost.Rate):F1} x of {rounds.Rate("award-hot.pgbench.sql"):F0}/s");
        }
        return load.Said();
    }
}
