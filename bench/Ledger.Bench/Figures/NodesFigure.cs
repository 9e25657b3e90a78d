using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(h) Two nodes on one database against one; then one is killed in the middle: nothing acknowledged is lost, and read models go on.</summary>
internal static class NodesFigure
{
    private const int Connections = 64;

    public static async Task<int> Run(int seconds)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 20_000);
        await bed.Settle(village);
        await bed.Write(village.EarnOnce);
        Node[] nodes = [await bed.Serve(), await bed.Serve()];
        using var load = new Load(bed);
        var (one, both) = (new Awards(load, [nodes[0]], [village]), new Awards(load, nodes, [village]));
        await both.Warm(60);
        await ReadFigure.UntilFollowed(bed, village);
        var (head, applied) = (await Head(bed, village), await Applied(load, nodes));
        var rounds = new Rounds(bed);
        await rounds.Run(("one", nodes, () => one.Run(Connections, TimeSpan.FromSeconds(seconds))), ("both", nodes, () => both.Run(Connections, TimeSpan.FromSeconds(seconds))));
        Table.Row("h", "award over two nodes: CPU against one", "the same", $"{rounds.Ratio("both", "one"):F2} x: {rounds.Micros("both"):F0} us, {rounds.Rate("both"):F0}/s; one {rounds.Micros("one"):F0} us, {rounds.Rate("one"):F0}/s");
        await ReadFigure.UntilFollowed(bed, village);
        var (more, by) = (await Head(bed, village) - head, (await Applied(load, nodes)).Zip(applied, (now, before) => now - before).ToList());
        Table.Row("h", "read models led by exactly one at a time", "every event applied once", $"{by.Sum():N0} applied of {more:N0} appended: {by[0]:N0} by one, {by[1]:N0} by the other");
        var (acknowledged, lost) = await KillOne(bed, load, village, nodes);
        await ReadFigure.UntilFollowed(bed, village);
        Table.Row("h", "one of two killed under load", "nothing acknowledged is lost", $"{lost} lost of {acknowledged}; read models went on to the head");
        return lost == 0 ? load.Said() : 1;
    }

    private static Task<long> Head(TestBed bed, Village village) => bed.Ask<long>($"SELECT number FROM ledger.head WHERE tenant_id = '{village.Name}'");

    /// <summary>How many events each node has brought to the read models since it started, as it tells its operators.</summary>
    private static async Task<long[]> Applied(Load load, Node[] nodes)
    {
        var applied = new long[nodes.Length];
        for (var node = 0; node < nodes.Length; node++) applied[node] = (long)await load.Figure(nodes[node], "ledger.follower.events");
        return applied;
    }

    private static async Task<(int Acknowledged, int Lost)> KillOne(TestBed bed, Load load, Village village, Node[] nodes)
    {
        var (acts, next) = (new System.Collections.Concurrent.ConcurrentBag<Guid>(), 0);
        var awards = new Awards(load, nodes, [village]);
        var under = load.Run(Connections, TimeSpan.FromSeconds(6), async _ =>
        {
            var act = Guid.NewGuid();
            try
            {
                var answer = await awards.Post(nodes[Interlocked.Increment(ref next) % nodes.Length], village, next % village.People, act);
                if (answer.IsSuccessStatusCode) acts.Add(act);
                return answer;
            }
            catch (HttpRequestException)
            {
                return Load.Lost;
            }
        });
        await Task.Delay(TimeSpan.FromSeconds(2));
        await nodes[0].Kill();
        await under;
        load.Complaints.Clear();
        var lost = 0;
        foreach (var chunk in acts.Chunk(1000))
            lost += chunk.Length - (int)await bed.Ask<long>($"SELECT count(*) FROM ledger.mt_streams WHERE tenant_id = '{village.Name}' AND id IN ({string.Join(',', chunk.Select(act => $"'act-{act}'"))})");
        return (acts.Count, lost);
    }
}
