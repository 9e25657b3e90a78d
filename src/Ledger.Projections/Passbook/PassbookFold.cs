using Ledger.Domain.Accounts;
using Ledger.Journal;
using Ledger.Projections.Entries;

namespace Ledger.Projections.Passbook;

/// <summary>Value facts to passbook lines. Carries what each passbook ended with.</summary>
public sealed class PassbookFold(IReadOnlyDictionary<PassbookKey, Ending> endings)
{
    private readonly Dictionary<PassbookKey, Ending> _endings = new(endings);

    public IEnumerable<PassbookLine> Add(RecordedEvent recorded, IValueFact fact)
    {
        foreach (var entry in fact.Entries) yield return Line(recorded, fact, entry);
    }

    /// <summary>The passbooks a fact writes a line into.</summary>
    public static IEnumerable<PassbookKey> Touched(IValueFact fact) => fact.Entries.Select(entry => new PassbookKey(fact.Holder, entry.Commodity));

    private PassbookLine Line(RecordedEvent recorded, IValueFact fact, EntryNumber entry)
    {
        var passbook = new PassbookKey(fact.Holder, entry.Commodity);
        var available = Sum(fact, entry, AccountName.Available(fact.Owner));
        var held = Sum(fact, entry, AccountName.Held(fact.Owner));
        var debt = -Sum(fact, entry, AccountName.Debt(fact.Owner));
        var before = _endings.GetValueOrDefault(passbook);
        var after = _endings[passbook] = new Ending(before.Available + available, before.Held + held, before.Debt + debt);
        var about = References.Of(fact);
        return new PassbookLine(passbook.Holder, passbook.Commodity, entry.Number, recorded.Number, fact.BookedOn, fact.OccurredOn, recorded.RecordedAt, recorded.Type,
            about.Act, about.ActType, about.Redemption, about.Refund, about.Merchant, about.Offer,
            available, held, debt, Sum(fact, entry, AccountName.Expired), after.Available, after.Held, after.Debt);
    }

    private static long Sum(IValueFact fact, EntryNumber entry, string account) =>
        fact.Legs.Where(leg => leg.Commodity == entry.Commodity && leg.Account == account).Sum(leg => leg.Amount);
}

/// <summary>Names one passbook: a holder's, in one commodity.</summary>
public readonly record struct PassbookKey(string Holder, string Commodity);

/// <summary>What a passbook ends with.</summary>
public readonly record struct Ending(long Available, long Held, long Debt);
