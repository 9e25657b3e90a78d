using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>
/// (j) New Year, when the lots of 100,000 people lapse while merchants capture; then more clients than the queue takes, while the
/// lapses go on; and how soon all is as before. The node's clock is ahead, so that its midnight comes when the codes are ready.
/// </summary>
internal static class OverloadFigure
{
    private const int People = 100_000, Shoppers = 20_000, Merchants = 100, Connections = 64, Clients = 2_000, AtOnce = 2, Rounds = 3;
    private static readonly TimeSpan UntilMidnight = TimeSpan.FromSeconds(130), Second = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", People, Merchants);
        await Settle(bed, village);
        var midnight = DateTimeOffset.UtcNow + UntilMidnight;
        await using var node = await bed.Serve(new DateTimeOffset(TestBed.Today.Year + 1, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)) - midnight);
        using var load = new Load(bed);
        var (awards, shopping) = (new Awards(load, node, village), new Shopping(load, node, village with { People = Shoppers }));
        await awards.Warm();
        await shopping.Hold(Connections, TimeSpan.FromSeconds(10), Merchants);
        await shopping.Capture(Connections);
        await shopping.Hold(Connections, seconds * (Rounds + 1) * Second, Merchants);
        var (without, _) = await Capture(bed, shopping, seconds);
        await shopping.Hold(Connections, seconds * (Rounds + 1) * Second, Merchants);
        TestBed.Tell($"midnight in {(midnight - DateTimeOffset.UtcNow).TotalSeconds:F0} s");
        if (midnight - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero) await Task.Delay(left + Second);
        var (with, lapses) = await Capture(bed, shopping, seconds);
        Table.Row("j", $"captures while the lots of {People:N0} people lapse: p99", "at most 2 x of without", $"{with / without:F2} x: {with:F0} ms with {lapses:F0} lapses/s, {without:F0} ms without");
        await Flood(load, village, node, awards, seconds);
        return load.Said();
    }

    /// <summary>Everybody has a lot of last year, which ends with this one; who shops has points of this year too.</summary>
    private static async Task Settle(TestBed bed, Village village)
    {
        var ago = new DateTimeOffset(TestBed.Today.Year - 1, 12, 1, 12, 0, 0, TimeSpan.FromHours(8)) - DateTimeOffset.UtcNow;
        await bed.Settle(ago, village);
        await bed.Write(books => village.Fill(books, "last-year", People, "parcel", TestBed.Yesterday + ago, TestBed.Tell), ahead: ago);
        await bed.Write(books => village.Fill(books, "harvest", Shoppers, "harvest", TestBed.Yesterday, TestBed.Tell));
    }

    /// <summary>The median of the rounds' 99th percentiles in ms, and how many lapses a second were posted meanwhile.</summary>
    private static async Task<(double P99, double Lapses)> Capture(TestBed bed, Shopping shopping, int seconds)
    {
        Task<long> Lapsed() => bed.Ask<long>("SELECT count(*) FROM ledger.mt_events WHERE type LIKE 'points-expired%'");
        var (p99, lapses, took) = (new List<double>(), 0L, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var before = await Lapsed();
            var done = await shopping.Capture(Connections, seconds * Second);
            (lapses, took) = (lapses + await Lapsed() - before, took + done.Seconds);
            p99.Add(done.Percentile(0.99));
            TestBed.Tell($"captures: {done.Rate:F0}/s, p50 {done.Percentile(0.5):F0} ms, p99 {p99[^1]:F0} ms");
        }
        return (p99.Order().ElementAt(Rounds / 2), lapses / took);
    }

    private static async Task Flood(Load load, Village village, Node node, Awards awards, int seconds)
    {
        var before = (await awards.Run(Connections, seconds * Second)).Percentile(0.99);
        var (answers, slowest, next, watch) = (new ConcurrentDictionary<string, int>(), 0L, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients * AtOnce).Select(async _ =>
        {
            while (watch.Elapsed < seconds * 2 * Second)
            {
                var (said, began) = ("", watch.ElapsedMilliseconds);
                var wait = TimeSpan.Zero;
                try
                {
                    using var answer = await awards.Post(node, village, (int)(Interlocked.Increment(ref next) * 7919L % People), Guid.NewGuid());
                    wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
                    said = $"{(int)answer.StatusCode}{(wait > TimeSpan.Zero ? " with Retry-After" : "")}";
                }
                catch (Exception none) when (none is HttpRequestException or TaskCanceledException)
                {
                    said = none.GetType().Name;
                }
                answers.AddOrUpdate(said, 1, (_, count) => count + 1);
                InterlockedMax(ref slowest, watch.ElapsedMilliseconds - began);
                // As told, and not all at once.
                await Task.Delay(wait * (1 + Random.Shared.NextDouble() / 2));
            }
        }));
        Table.Row("j", $"{Clients:N0} clients, {AtOnce} requests each at once", "answered, or 503 with Retry-After", $"{string.Join(", ", answers.OrderByDescending(each => each.Value).Select(each => $"{each.Value} x {each.Key}"))}; slowest {slowest / 1000.0:F1} s");
        await Recover(awards, before);
    }

    private static async Task Recover(Awards awards, double before)
    {
        for (var second = 1; second <= 30; second++)
        {
            var p99 = (await awards.Run(Connections, Second)).Percentile(0.99);
            TestBed.Tell($"second {second} after it: p99 {p99:F0} ms");
            if (p99 > 1.5 * before && second < 30) continue;
            Table.Row("j", "after it: until the p99 of awards is within 1.5 x of before", "at most 5 s", $"{second} s: {p99:F0} ms, before {before:F0} ms");
            return;
        }
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (long seen; (seen = Interlocked.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen;) { }
    }
}
