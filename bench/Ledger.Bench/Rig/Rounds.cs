using System.Globalization;

namespace Ledger.Bench.Rig;

/// <summary>Measured work: processor time from the operating system's accounting, in microseconds per operation.</summary>
/// <param name="Service">The share of the first process named, the service where there is one.</param>
internal sealed record Cost(double Micros, double Service, Done Done)
{
    public double Database => Micros - Service;

    public double Rate => Done.Rate;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Micros:F0} us ({Service:F0} service, {Database:F0} database) {Rate:F0}/s p99 {Done.Percentile(0.99):F0} ms");
}

/// <summary>Several rounds of several kinds of work in turn, and their medians: what disturbs one disturbs its neighbour.</summary>
/// <param name="apart">Seconds of processor time so far of what runs beside the work in the same server, and is not to be counted.</param>
internal sealed class Rounds(TestBed bed, int rounds = 3, Func<double>? apart = null)
{
    private readonly Dictionary<string, List<Cost>> _costs = [];

    /// <summary>Does each kind of work once in every round.</summary>
    /// <param name="kinds">Its name, the processes it costs (the database is always counted), the work.</param>
    public async Task Run(params (string Name, IReadOnlyList<Node> Nodes, Func<Task<Done>> Work)[] kinds)
    {
        for (var round = 1; round <= rounds; round++)
            foreach (var (name, nodes, work) in kinds)
            {
                var cost = await Measure(nodes, work);
                (_costs.TryGetValue(name, out var list) ? list : _costs[name] = []).Add(cost);
                TestBed.Tell($"round {round}: {name} {cost}");
            }
    }

    public double Micros(string name) => Median(name, cost => cost.Micros);

    public double Rate(string name) => Median(name, cost => cost.Rate);

    public double P99(string name) => Median(name, cost => cost.Done.Percentile(0.99));

    public long Refused => _costs.Values.SelectMany(list => list).Sum(cost => cost.Done.Refused);

    /// <summary>The median of the ratios of neighbours in one round.</summary>
    public double Ratio(string name, string to, Func<Cost, double>? of = null)
    {
        of ??= cost => cost.Micros;
        return Median([.. _costs[name].Zip(_costs[to], (one, other) => of(one) / of(other))]);
    }

    public async Task<Cost> Measure(IReadOnlyList<Node> nodes, Func<Task<Done>> work)
    {
        double[] Used() => [nodes.Sum(node => CpuTime.OfTree(node.Id)), CpuTime.OfTree(bed.Postmaster) - (apart?.Invoke() ?? 0)];
        var before = Used();
        var done = await work();
        var used = Used().Zip(before, (after, was) => (after - was) * 1e6 / done.Operations).ToList();
        return new Cost(used.Sum(), used[0], done);
    }

    private double Median(string name, Func<Cost, double> of) => Median([.. _costs[name].Select(of)]);

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
