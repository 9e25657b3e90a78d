using System.Globalization;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(f) The same awards in a community of 100,000 accounts when it is young and when it has fifty times the events, a rebuild running beside both times.</summary>
internal static class GrowthFigure
{
    private const int Connections = 64, People = 100_000, Young = 100_000;

    public static async Task<int> Run(int events)
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", People);
        await bed.Settle(village);
        var rounds = new Rounds(bed, 5);
        await Measure(bed, village, rounds, "young", Young);
        await Measure(bed, village, rounds, "old", events);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"(f) {Young:N0} events: {rounds.Micros("young"):F0} us CPU per award, p99 {rounds.P99("young"):F0} ms; {events:N0} events: {rounds.Micros("old"):F0} us, p99 {rounds.P99("old"):F0} ms; CPU {rounds.Micros("old") / rounds.Micros("young"):F2} x, to stay within 1.15, p99 {rounds.P99("old") / rounds.P99("young"):F2} x, to stay within 2"));
        return 0;
    }

    private static async Task Measure(TestBed bed, Village village, Rounds rounds, string name, int events)
    {
        var there = await bed.Ask<long>($"SELECT number FROM ledger.head WHERE tenant_id = '{village.Name}'");
        if (events > there) await bed.Write(books => village.Fill(books, name, (int)((events - there) / 3), "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        await using var node = await bed.Serve();
        await ReadFigure.UntilFollowed(bed, village);
        using var load = new Load(bed);
        var awards = new Awards(load, node, village);
        await awards.Warm();
        using var end = new CancellationTokenSource();
        var beside = RebuildBeside(bed, village, end.Token);
        await rounds.Run((name, [node], () => awards.Run(Connections, TimeSpan.FromSeconds(10))));
        await end.CancelAsync();
        await beside;
        load.Said();
    }

    private static async Task RebuildBeside(TestBed bed, Village village, CancellationToken end)
    {
        while (!end.IsCancellationRequested) await RebuildFigure.Rebuild(bed, village, end);
    }
}
