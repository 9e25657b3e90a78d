using Ledger.Domain.Accounts;
using Ledger.Journal;

namespace Ledger.Projections.Entries;

/// <summary>Legs to rows; needs nothing but the fact itself.</summary>
public static class EntryFold
{
    public static IEnumerable<Entry> Of(RecordedEvent recorded, IPostedFact fact)
    {
        var (holder, about) = (fact.Holder, References.Of(fact));
        return fact.Legs.Select((leg, index) => new Entry(recorded.Number, index, holder, leg, LineOf(fact, leg.Commodity), recorded.Type,
            fact.OccurredOn, fact.BookedOn, recorded.RecordedAt, about));
    }

    /// <summary>The passbook line a fact takes in a commodity.</summary>
    public static long? LineOf(IPostedFact fact, string commodity) =>
        fact.Entries.Where(entry => entry.Commodity == commodity).Select(entry => (long?)entry.Number).SingleOrDefault();
}
