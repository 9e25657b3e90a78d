using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(g) One account with 10,000 events over a year, and a community with 1,000,000 entries: how long a question takes.</summary>
internal static class HistoryFigure
{
    private const int Events = 10_000, Stretches = 20;
    private static readonly TimeSpan Year = TimeSpan.FromDays(360);

    public static async Task<int> Run(int entries)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 50_000);
        await bed.Settle(-Year, village);
        await Live(bed, village);
        await bed.Write(books => village.Fill(books, "past", (entries - 2 * Events) / 2, "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        await using var node = await bed.Serve();
        await ReadFigure.UntilFollowed(bed, village);
        using var load = new Load(bed);
        var (community, random) = ($"{node.Url}/v1/communities/{village.Name}", new Random(5));
        var person = $"{community}/persons/{village.Person(0)}";
        DateTimeOffset Ago() => TestBed.Yesterday - Year * random.NextDouble();
        await Ask(load, village, $"account of {Events:N0} events traced, the whole of it", 50, () => $"{person}/trace");
        await Ask(load, village, "its balance as of any date, as known on another", 50, () => $"{person}/balance?asOf={Ago():yyyy-MM-dd}&knownOn={Ago().UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        var there = await bed.Ask<long>($"SELECT count(*) FROM ledger.entry WHERE tenant_id = '{village.Name}'");
        await Ask(load, village, $"ranking of a community with {there:N0} entries", 2000, () => $"{community}/rankings?from={TestBed.Today.AddDays(-400):yyyy-MM-dd}&to={TestBed.Today:yyyy-MM-dd}");
        return load.Said();
    }

    /// <summary>A year of one person, every stretch recorded in its own time.</summary>
    private static async Task Live(TestBed bed, Village village)
    {
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var ahead = -Year * (1 - (double)stretch / Stretches);
            await bed.Write(books => village.Fill(books, $"stretch-{stretch}", Events / Stretches, "parcel", TestBed.Yesterday + ahead, TestBed.Tell, _ => 0), ahead: ahead);
        }
    }

    private static async Task Ask(Load load, Village village, string what, int most, Func<string> url)
    {
        await load.Run(1, TimeSpan.FromSeconds(5), async _ => await load.Get(url(), village.Recorder));
        var done = await load.Run(1, TimeSpan.FromSeconds(5), async _ => await load.Get(url(), village.Recorder));
        Table.Row("g", what, $"at most {most} ms", $"{done.Percentile(0.5):F0} ms, at most {done.Percentile(1):F0} ms of {done.Operations}");
    }
}
