using System.Security.Cryptography;
using System.Threading.Channels;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Simulating;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Proof;

namespace Ledger.Projections.Simulations;

/// <summary>Runs drafts over the whole past of a community, in ranges: one thread reads the facts, another values them. Nothing is written.</summary>
public static class SimulatedPast
{
    /// <summary>Facts that are read at once, and how many such lots may wait to be valued.</summary>
    private const int Lot = 1_000, MostWaiting = 8;

    /// <param name="upTo">The last journal number that counts.</param>
    /// <param name="progress">The last number valued, and the last there is.</param>
    public static async Task<IReadOnlyList<SimulationReport>> Run(IJournalReader reader, string community, long upTo, IReadOnlyList<Rulebook> drafts, IProgress<(long Number, long UpTo)> progress, CancellationToken cancel)
    {
        var simulation = new Simulation(drafts, await Undone(reader, community, upTo, cancel));
        var waiting = Channel.CreateBounded<(long Number, List<IFact> Facts)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(() => Read(reader, community, upTo, waiting.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var (number, facts) in waiting.Reader.ReadAllAsync(cancel))
            {
                foreach (var fact in facts) simulation.See(fact);
                progress.Report((number, upTo));
            }
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        }
        return simulation.Result();
    }

    /// <summary>SHA-256 of the reports' canonical JSON, in hexadecimal. Whoever gains or loses most is not in it, as on the sheet: two runs up to the same number have the same.</summary>
    public static string HashOf(IReadOnlyList<SimulationReport> reports) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(DomainJson.Write(reports.Select(report => report with { Gainers = [], Losers = [] }).ToList()))));

    private static async Task Read(IJournalReader reader, string community, long upTo, ChannelWriter<(long, List<IFact>)> into, CancellationToken cancel)
    {
        try
        {
            var facts = new List<IFact>(Lot);
            await foreach (var recorded in reader.Read(community, 0, upTo, cancel))
            {
                if (Simulation.Reads(EventNames.All[recorded.Type])) facts.Add(DomainJson.ReadFact(recorded.Type, recorded.Data));
                if (facts.Count < Lot && recorded.Number < upTo) continue;
                await into.WriteAsync((recorded.Number, facts), cancel);
                facts = new(Lot);
            }
            into.Complete();
        }
        catch (Exception error)
        {
            into.Complete(error);
        }
    }

    /// <summary>The acts that were undone later: they count in no window.</summary>
    private static async Task<HashSet<ActId>> Undone(IJournalReader reader, string community, long upTo, CancellationToken cancel)
    {
        var undone = new HashSet<ActId>();
        await foreach (var recorded in reader.Read(community, 0, upTo, cancel))
            if (EventNames.All[recorded.Type] == typeof(ActReversed)) undone.Add(((ActReversed)DomainJson.ReadFact(recorded.Type, recorded.Data)).Act);
        return undone;
    }
}
