using System.Globalization;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(g) One account with 10,000 events, and a community with 1,000,000 entries: how long a question takes.</summary>
internal static class HistoryFigure
{
    public static async Task<int> Run(int entries)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 50_000);
        await bed.Settle(village);
        await bed.Write(books => village.Fill(books, "past", entries / 2, "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        await bed.Write(books => village.Fill(books, "busy", 10_000, "parcel", TestBed.Yesterday.AddDays(-2), TestBed.Tell, _ => 0));
        await using var node = await bed.Serve();
        await ReadFigure.UntilFollowed(bed, village);
        using var load = new Load(bed);
        var (person, day) = ($"{node.Url}/v1/communities/{village.Name}/persons/{village.Person(0)}", TestBed.Yesterday);
        string Date(int days) => day.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (what, url, most) in new[]
        {
            ("account of 10,000 events traced", $"{person}/trace", 50),
            ("its balance on one date", $"{person}/balance?asOf={Date(-1)}", 50),
            ("its balance on another", $"{person}/balance?asOf={Date(-2)}", 50),
            ("ranking of a community", $"{node.Url}/v1/communities/{village.Name}/rankings?from={Date(-30)}&to={Date(0)}", 2000),
        })
        {
            await load.Run(1, TimeSpan.FromSeconds(3), async _ => await load.Get(url, village.Recorder));
            var done = await load.Run(1, TimeSpan.FromSeconds(5), async _ => await load.Get(url, village.Recorder));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"(g) {what}: {done.Percentile(0.5):F0} ms, to stay below {most}; {done.Operations} times"));
        }
        return load.Said();
    }
}
