using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Projections.States;

/// <summary>The domain's fold of a stored event: the same that ran when the event was decided.</summary>
public sealed class StateFold : IStateFold
{
    public void Apply(IDecisionView view, RecordedEvent recorded) =>
        Fold.Apply(new ViewStates(view), new At(recorded.Number, recorded.RecordedAt), DomainJson.ReadFact(recorded.Type, recorded.Data));
}
