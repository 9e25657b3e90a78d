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
        var trace = new Trace(() => Get($"{person}/trace"), cursor => Get($"{person}/trace?cursor={cursor}"));
        await Ask(load, $"account of {Events:N0} events traced, the whole of it, by pages of 200 lines", 50, trace.Whole);
        await Ask(load, "one page of that trace, each in turn", 50, trace.Page);
        await Ask(load, "its balance as of any date, as known on another", 50, () => Get($"{person}/balance?asOf={Ago():yyyy-MM-dd}&knownOn={Ago().UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        var there = await bed.Ask<long>($"SELECT count(*) FROM ledger.entry WHERE tenant_id = '{village.Name}'");
        await Ask(load, $"ranking of a community with {there:N0} entries", 2000, () => Get($"{community}/rankings?from={TestBed.Today.AddDays(-400):yyyy-MM-dd}&to={TestBed.Today:yyyy-MM-dd}"));
        return load.Said();

        Task<HttpResponseMessage> Get(string url) => load.Get(url, village.Recorder);
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

    private static async Task Ask(Load load, string what, int most, Func<Task<HttpResponseMessage>> send)
    {
        await load.Run(1, TimeSpan.FromSeconds(5), async _ => await send());
        var done = await load.Run(1, TimeSpan.FromSeconds(5), async _ => await send());
        Table.Row("g", what, $"at most {most} ms", $"{done.Percentile(0.5):F0} ms, at most {done.Percentile(1):F0} ms of {done.Operations}");
    }

    /// <summary>Reads a trace as its reader does: one page after the other, and from the beginning again.</summary>
    private sealed class Trace(Func<Task<HttpResponseMessage>> first, Func<string, Task<HttpResponseMessage>> next)
    {
        private string? _cursor;

        public async Task<HttpResponseMessage> Page()
        {
            var answer = await (_cursor is null ? first() : next(_cursor));
            var page = await answer.Content.ReadAsStringAsync();
            var at = page.LastIndexOf("\"nextCursor\":\"", StringComparison.Ordinal);
            _cursor = at < 0 ? null : page[(at + 14)..page.IndexOf('"', at + 14)];
            return answer;
        }

        public async Task<HttpResponseMessage> Whole()
        {
            for (_cursor = null; ;)
            {
                var answer = await Page();
                if (_cursor is null) return answer;
                answer.Dispose();
            }
        }
    }
}
