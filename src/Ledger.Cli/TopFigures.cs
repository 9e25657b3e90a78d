using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Cli;

/// <summary>A node's numbers at one moment, as <c>/health/figures</c> tells them: counters and distributions since its start.</summary>
internal sealed record TopFigures(DateTimeOffset At, DateTimeOffset StartedAt, IReadOnlyList<TopFigures.Figure> Figures)
{
    public sealed record Figure(string Name, string? Unit, IReadOnlyDictionary<string, string> Tags, double? Value, long? Count, double? Sum, IReadOnlyList<Bucket>? Buckets);

    public sealed record Bucket(double? UpTo, long Count);

    /// <exception cref="CannotException">The service refuses, or is none of ours.</exception>
    public static async Task<TopFigures> Ask(HttpClient service, CancellationToken cancel)
    {
        using var response = await service.GetAsync("health/figures", cancel);
        var told = await ServiceAddress.Read(response, cancel);
        if (response.IsSuccessStatusCode) return told.Deserialize<TopFigures>(JsonSerializerOptions.Web)!;
        throw new CannotException(response.StatusCode == System.Net.HttpStatusCode.NotFound
            ? "只有运维主体（Ledger__Operators）可以看这些数字。 / Only operators (Ledger__Operators) may see these numbers."
            : $"{told.GetProperty("detail").GetString()} / {told.GetProperty("detailEn").GetString()}");
    }

    /// <summary>Of a gauge now, of a counter since the start; summed over what is not told apart. Null where nothing was told.</summary>
    public double? Now(string name, string? tag = null, string? value = null) => Of(name, tag, value) is [_, ..] found ? found.Sum(figure => figure.Value ?? 0) : null;

    /// <summary>Per second since an earlier look; since the start where there was none, or the service has been started anew.</summary>
    public double Rate(TopFigures? before, string name, string? tag = null, string? value = null) => ((Now(name, tag, value) ?? 0) - (Since(before)?.Now(name, tag, value) ?? 0)) / Seconds(before);

    /// <summary>Values of a tag with their rates, the highest first.</summary>
    public IEnumerable<(string Value, double Rate)> Rates(TopFigures? before, string name, string tag) =>
        Of(name).Select(figure => figure.Tags[tag]).Distinct().Select(value => (value, Rate(before, name, tag, value))).Where(one => one.Item2 > 0).OrderByDescending(one => one.Item2);

    /// <summary>How many were measured since an earlier look.</summary>
    public long Count(TopFigures? before, string name) => Counts(before, name).Sum();

    /// <summary>A bound under which this share lay since an earlier look, found by even spread within its bucket; null when nothing was measured.</summary>
    public double? Quantile(TopFigures? before, string name, double share)
    {
        var counts = Counts(before, name);
        if (counts.Sum() is not (> 0 and var all)) return null;
        var (bounds, left, below) = (Of(name)[0].Buckets!, share * all, 0d);
        for (var i = 0; ; i++)
        {
            // Above the last bound nothing is known but that it is above.
            if (bounds[i].UpTo is not { } upTo) return below;
            if (left <= counts[i]) return below + (upTo - below) * left / counts[i];
            (left, below) = (left - counts[i], upTo);
        }
    }

    private List<long> Counts(TopFigures? before, string name)
    {
        var was = Since(before)?.Of(name) is [{ Buckets: { } buckets }] ? buckets : null;
        return Of(name) is [{ Buckets: { } now }] ? [.. now.Select((bucket, i) => bucket.Count - (was?[i].Count ?? 0))] : [];
    }

    private List<Figure> Of(string name, string? tag = null, string? value = null) => [.. Figures.Where(figure => figure.Name == name && (tag is null || figure.Tags.GetValueOrDefault(tag) == value))];

    private TopFigures? Since(TopFigures? before) => before?.StartedAt == StartedAt ? before : null;

    private double Seconds(TopFigures? before) => Math.Max(0.001, (At - (Since(before)?.At ?? StartedAt)).TotalSeconds);
}
