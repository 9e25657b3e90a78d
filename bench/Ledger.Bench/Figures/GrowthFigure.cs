using System.Collections.Concurrent;
using Ledger.Bench.Rig;
using Npgsql;

namespace Ledger.Bench.Figures;

/// <summary>
/// (f) The same awards in a young community and when it has fifty times the events and four times the accounts, a rebuild running
/// beside both times. The rebuild's own work, in its process and in its server's, is left out: there is more of it to do.
/// </summary>
internal static class GrowthFigure
{
    private const int Connections = 64, FewPeople = 25_000, People = 100_000, Young = 100_000;

    public static async Task<int> Run(int events)
    {
        await using var bed = await TestBed.Start();
        var (few, all) = (new Village("bench", FewPeople), new Village("bench", People));
        await bed.Settle(few);
        await bed.Write(few.EarnOnce);
        var used = new ConcurrentDictionary<int, double>();
        var rounds = new Rounds(bed, 5, () => used.Values.Sum());
        var refused = await Measure(bed, few, rounds, "young", used);
        await bed.Write(books => all.Join(books, FewPeople, TestBed.Tell));
        var there = await bed.Ask<long>($"SELECT number FROM ledger.head WHERE tenant_id = '{all.Name}'");
        await bed.Write(books => all.Fill(books, "past", (int)((events - there) / 3), "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        refused |= await Measure(bed, all, rounds, "old", used);
        Table.Row("f", $"award at {events:N0} events and {People:N0} accounts against {Young:N0} and {FewPeople:N0}, a rebuild beside: CPU", "at most 1.15 x", $"{rounds.Micros("old") / rounds.Micros("young"):F2} x: {rounds.Micros("old"):F0} us, {rounds.Micros("young"):F0} us");
        Table.Row("f", "the same: p99, median of five", "at most 2 x", $"{rounds.P99("old") / rounds.P99("young"):F2} x: {rounds.P99("old"):F0} ms, {rounds.P99("young"):F0} ms");
        return refused;
    }

    private static async Task<int> Measure(TestBed bed, Village village, Rounds rounds, string name, ConcurrentDictionary<int, double> used)
    {
        await using var node = await bed.Serve();
        await ReadFigure.UntilFollowed(bed, village);
        using var load = new Load(bed);
        var awards = new Awards(load, node, village);
        await awards.Warm();
        using var end = new CancellationTokenSource();
        var beside = Task.WhenAll(RebuildBeside(bed, village, end.Token), Watch(bed, used, end.Token));
        await rounds.Run((name, [node], () => awards.Run(Connections, TimeSpan.FromSeconds(5))));
        await end.CancelAsync();
        await beside;
        return load.Said();
    }

    private static async Task RebuildBeside(TestBed bed, Village village, CancellationToken end)
    {
        while (!end.IsCancellationRequested) await RebuildFigure.Rebuild(bed, village, end);
    }

    /// <summary>Keeps what the rebuild's backends have used; one that ends is as it was last seen.</summary>
    private static async Task Watch(TestBed bed, ConcurrentDictionary<int, double> used, CancellationToken end)
    {
        await using var source = NpgsqlDataSource.Create(bed.Database);
        await using var backends = source.CreateCommand($"SELECT pid FROM pg_stat_activity WHERE application_name = '{RebuildFigure.ToolName}'");
        for (; !end.IsCancellationRequested; await Task.Delay(100, CancellationToken.None))
        {
            await using var rows = await backends.ExecuteReaderAsync(CancellationToken.None);
            while (await rows.ReadAsync(CancellationToken.None))
                if (CpuTime.Of(rows.GetInt32(0)) is > 0 and var seconds) used[rows.GetInt32(0)] = seconds;
        }
    }
}
