using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ledger.Api.Problems;
using Ledger.Journal.Reading;

namespace Ledger.Api.Hosting;

/// <summary>What an operator can see of the service in front of the books; tags are codes of ours, never a community or a person.</summary>
internal sealed class ApiTelemetry
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "Ledger.Api";

    public static readonly ActivitySource Spans = new(Name);

    private readonly Counter<long> _refusals;

    public ApiTelemetry(IMeterFactory meters, DatabaseWatch database)
    {
        var meter = meters.Create(Name);
        _refusals = meter.CreateCounter<long>("ledger.refusals", "{refusal}", "Problem documents answered, by type: the list is docs/problems.md.");
        meter.CreateObservableGauge("ledger.database.oldest_transaction", () => Told(database.Latest, seen => seen.OldestTransaction.TotalSeconds), "s", "How long the oldest transaction in the database has lasted, whoever holds it.");
        meter.CreateObservableGauge("ledger.database.held_back", () => Told(database.Latest, seen => seen.HeldBack), "{transaction}", "How many transactions ago the oldest snapshot was taken.");
        meter.CreateObservableGauge("ledger.database.connections", () => Told(database.Latest, seen => seen.Connections), "{connection}", "Connections to the database, of all nodes and tools.");
    }

    public void Refused(ProblemType type) => _refusals.Add(1, new("error.type", type.Slug), new("http.response.status_code", type.Status));

    /// <summary>Nothing is told while the database does not answer: an old number would lie.</summary>
    private static IEnumerable<Measurement<T>> Told<T>(DatabaseActivity? seen, Func<DatabaseActivity, T> of) where T : struct => seen is null ? [] : [new(of(seen))];
}
