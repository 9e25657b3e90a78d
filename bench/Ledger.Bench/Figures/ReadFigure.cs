using System.Diagnostics;
using System.Globalization;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(c) What people look at most, each his own, against an empty endpoint of the same server in a process of its own.</summary>
internal static class ReadFigure
{
    private const int Connections = 64;
    private static readonly TimeSpan LongestFollowing = TimeSpan.FromMinutes(15);

    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 20_000);
        await bed.Settle(village);
        for (var day = 1; day <= 5; day++) await bed.Write(books => village.Fill(books, $"day-{day}", village.People, "parcel", TestBed.Yesterday.AddDays(-day), TestBed.Tell));
        await using var node = await bed.Serve();
        await using var empty = await bed.ServeEmpty();
        using var load = new Load(bed);
        var next = 0;
        var bytes = new Dictionary<string, double>();
        async Task<long> Allocated() => long.Parse(await (await load.Get(node.Url + Node.Allocated)).Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
        async Task<Done> Read(string what, int time)
        {
            var before = await Allocated();
            var done = await load.Run(Connections, TimeSpan.FromSeconds(time), async _ =>
            {
                var person = (int)(Interlocked.Increment(ref next) * 7919L % village.People);
                return await load.Get($"{node.Url}/v1/communities/{village.Name}/persons/{village.Person(person)}/{what}", village.Subject(person));
            });
            bytes[what] = (await Allocated() - before) / (double)done.Operations;
            return done;
        }
        Task<Done> Nothing(int time) => load.Run(Connections, TimeSpan.FromSeconds(time), async _ => await load.Get(empty.Url));
        await UntilFollowed(bed, village);
        await Read("balance", 20);
        await Read("passbook", 20);
        await Nothing(10);
        var rounds = new Rounds(bed);
        await rounds.Run(("balance", [node], () => Read("balance", seconds)), ("passbook", [node], () => Read("passbook", seconds)), ("empty", [empty], () => Nothing(seconds)));
        foreach (var what in new[] { "balance", "passbook" })
            Table.Row("c", $"GET {what}: rate against an empty endpoint", "at least 0.3 x", $"{rounds.Ratio(what, "empty", cost => cost.Rate):F2} x: {rounds.Rate(what):F0}/s, {rounds.Micros(what):F0} us CPU, {bytes[what] / 1000:F1} kB allocated; empty {rounds.Rate("empty"):F0}/s, {rounds.Micros("empty"):F0} us");
        return load.Said();
    }

    /// <summary>Until the read models stand where the journal does.</summary>
    /// <exception cref="TimeoutException">They do not get there.</exception>
    public static async Task UntilFollowed(TestBed bed, Village village)
    {
        var watch = Stopwatch.StartNew();
        while (await bed.Ask<long>($"SELECT count(*) FROM ledger.head h LEFT JOIN ledger.read_model m ON m.tenant_id = h.tenant_id WHERE h.tenant_id = '{village.Name}' AND (m.number IS NULL OR m.number < h.number)") > 0)
        {
            if (watch.Elapsed > LongestFollowing) throw new TimeoutException($"The read models of {village.Name} do not reach the head.");
            await Task.Delay(500);
        }
    }
}
