using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Simulating;
using Ledger.Journal;
using Ledger.Projections.Simulations;

namespace Ledger.Api.Simulations;

[JsonConverter(typeof(KebabEnum<SimulationStatus>))]
public enum SimulationStatus { Running, Done, Cancelled, Failed }

/// <summary>One simulation while it runs, and what came out. It is kept in this process only.</summary>
/// <param name="UpTo">The journal number it runs to: the head when it was started.</param>
internal sealed class SimulationJob(Guid id, string community, IReadOnlyList<Rulebook> drafts, long upTo) : IProgress<(long Number, long UpTo)>, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private long _number;

    public Guid Id => id;

    public string Community => community;

    public IReadOnlyList<Rulebook> Drafts => drafts;

    public long UpTo => upTo;

    /// <summary>The last journal number that was valued.</summary>
    public long Number => Interlocked.Read(ref _number);

    public SimulationStatus Status { get; private set; }

    public IReadOnlyList<SimulationReport> Reports { get; private set; } = [];

    /// <summary>Of the reports: what goes into the decision record.</summary>
    public string? Hash { get; private set; }

    public void Report((long Number, long UpTo) value) => Interlocked.Exchange(ref _number, value.Number);

    public void Cancel() => _cancel.Cancel();

    public async Task Run(IJournalReader reader, ILogger log, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, stopping);
        try
        {
            var reports = await SimulatedPast.Run(reader, community, upTo, drafts, this, either.Token);
            (Reports, Hash) = (reports, SimulatedPast.HashOf(reports));
            Status = SimulationStatus.Done;
        }
        catch (OperationCanceledException)
        {
            Status = SimulationStatus.Cancelled;
        }
        catch (Exception error)
        {
            Log.Failed(log, error, community);
            Status = SimulationStatus.Failed;
        }
    }

    public void Dispose() => _cancel.Dispose();
}

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The simulation of {Community} failed")]
    public static partial void Failed(ILogger log, Exception error, string community);
}
