using System.Collections.Frozen;
using Ledger.Journal;
using Ledger.Journal.Following;

namespace Ledger.Projections.Tables;

/// <summary>Which facts a fold handles and which it ignores. Together they are all there are; any other stops the follower.</summary>
public sealed class FactsRead(IEnumerable<Type> handled, IEnumerable<Type> ignored)
{
    public IReadOnlySet<Type> Handled { get; } = handled.ToFrozenSet();

    public IReadOnlySet<Type> Ignored { get; } = ignored.ToFrozenSet();

    /// <exception cref="InvalidOperationException">Nobody has said what this fold does with the fact.</exception>
    public bool Handles(object fact) =>
        Handled.Contains(fact.GetType()) || (Ignored.Contains(fact.GetType()) ? false : throw new InvalidOperationException($"No one said what to do with {fact.GetType().Name}."));

    /// <summary>The handled facts of a run, in order.</summary>
    internal IEnumerable<(RecordedEvent Recorded, TFact Fact)> In<TFact>(ReadModelRun run) =>
        run.Events.Where(followed => Handles(followed.Fact)).Select(followed => (followed.Recorded, (TFact)followed.Fact));
}
