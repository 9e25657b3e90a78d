using System.Diagnostics;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(d) The same awards in one, 50 and 1,000 communities of one database: batches of one cost more than batches of many.</summary>
internal static class CommunitiesFigure
{
    private const int Connections = 256;
    private const string Looks = "ledger.scheduler.looks";
    private static readonly TimeSpan TwoRounds = TimeSpan.FromSeconds(5), LongestUntilRest = TimeSpan.FromMinutes(4);

    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        Village[] villages = [new Village("bench", 20_000), .. Enumerable.Range(1, 1000).Select(number => new Village($"bench-{number}", 20))];
        await bed.Settle(villages);
        await bed.Write(async books => { foreach (var village in villages) await village.EarnOnce(books); });
        await using var node = await bed.Serve();
        using var load = new Load(bed);
        Awards Of(int communities) => new(load, [node], communities == 1 ? villages[..1] : villages[1..(communities + 1)]);
        await Of(1).Warm();
        await Of(1000).Warm(10);
        var rounds = new Rounds(bed);
        int[] counts = [1, 50, 1000];
        await rounds.Run([.. counts.Select(count => ($"{count}", (IReadOnlyList<Node>)[node], (Func<Task<Done>>)(() => Of(count).Run(Connections, TimeSpan.FromSeconds(seconds)))))]);
        foreach (var (count, within) in new[] { (50, 1.5), (1000, 2.0) })
            Table.Row("d", $"award in {count} communities: CPU against one", $"at most {within} x", $"{rounds.Ratio($"{count}", "1"):F2} x: {rounds.Micros($"{count}"):F0} us, {rounds.Rate($"{count}"):F0}/s; one {rounds.Micros("1"):F0} us, {rounds.Rate("1"):F0}/s");
        var waited = await UntilAtRest(load, node);
        var looks = await load.Figure(node, Looks);
        var rest = await rounds.Measure([node], async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            return new Done(10, 10, 0, []);
        });
        Table.Row("d", "1,000 communities in which nothing happens: processor time", "-", $"{rest.Micros / 10_000:F0} % of one processor ({rest.Service / 10_000:F0} service, {rest.Database / 10_000:F0} database), {await load.Figure(node, Looks) - looks:F0} looks of the scheduler among it; {waited}");
        return load.Said();
    }

    /// <summary>Until the read models have followed and the scheduler, which looks after everybody at first, finds nothing to look after in two rounds; says how long that took.</summary>
    private static async Task<string> UntilAtRest(Load load, Node node)
    {
        var (watch, looks, last) = (Stopwatch.StartNew(), -1.0, TimeSpan.Zero);
        for (; watch.Elapsed < LongestUntilRest; await Task.Delay(500))
        {
            var (now, behind) = (await load.Figure(node, Looks), await load.Figure(node, "ledger.follower.behind"));
            if (now > looks || behind > 0) (looks, last) = (now, watch.Elapsed);
            else if (watch.Elapsed - last > TwoRounds) return $"all was looked after {last.TotalSeconds:F0} s after the load";
        }
        return $"not yet at rest {watch.Elapsed.TotalSeconds:F0} s after the load";
    }
}
