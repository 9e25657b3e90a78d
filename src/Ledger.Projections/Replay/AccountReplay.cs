using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Entries;
using Ledger.Projections.Passbook;

namespace Ledger.Projections.Replay;

/// <summary>An account as it follows from the journal alone, without any table: what the auditor compares the read models with.</summary>
/// <param name="KnownOn">The journal number the replay is cut at.</param>
/// <param name="Lines">Passbook lines booked up to the date.</param>
/// <param name="Live">Lots that can be spent on the date, soonest to expire first.</param>
/// <param name="Lapsed">Lots past their date, not posted as lapsed by then.</param>
/// <param name="Earned">Under every id that was merged into this one, too: the record of it stayed there.</param>
public sealed record ReplayedAccount(
    string Holder, string Commodity, DateOnly AsOf, long KnownOn, IReadOnlyList<PassbookLine> Lines, IReadOnlyList<LotAmount> Live, IReadOnlyList<LotAmount> Lapsed,
    long Held, long Earned, long Debt)
{
    public long Available => Live.Sum(lot => lot.Amount);
}

/// <summary>Replays one holder's account in one commodity, leg by leg; whole, or page by page.</summary>
public sealed class AccountReplay(string holder, string commodity, DateOnly asOf, long knownOn)
{
    // What does not change can be shared by the pages of an account, however many there are.
    private List<PassbookLine> _lines = [];
    private ImmutableSortedDictionary<string, LotAmount> _lots = ImmutableSortedDictionary.Create<string, LotAmount>(StringComparer.Ordinal);
    private ImmutableDictionary<string, long> _earned = ImmutableDictionary<string, long>.Empty;
    private ImmutableHashSet<PersonId> _aliases = [];
    private DateOnly? _activeOn;
    private long _available;
    private long _held;
    private long _debt;

    /// <summary>The lines of this page, as far as was read.</summary>
    public IReadOnlyList<PassbookLine> Lines => _lines;

    /// <summary>How many lots there is something left of: what grows with an account.</summary>
    public int Lots => _lots.Count;

    /// <summary>Who was merged into the holder, as far as was read.</summary>
    public IReadOnlyCollection<PersonId> Aliases => _aliases;

    /// <param name="events">In journal order; events of others, whom he may turn out to be, and such that move no value may be among them.</param>
    /// <exception cref="KeyNotFoundException">An event has a name nobody knows.</exception>
    public static ReplayedAccount Of(IEnumerable<RecordedEvent> events, string holder, string commodity, DateOnly asOf, long knownOn)
    {
        var replay = new AccountReplay(holder, commodity, asOf, knownOn);
        foreach (var recorded in events) replay.Add(recorded);
        return replay.Result();
    }

    public void Add(RecordedEvent recorded)
    {
        if (recorded.Number > knownOn) return;
        var read = DomainJson.ReadFact(recorded.Type, recorded.Data);
        if (read is PersonsMerged merged) Merge(merged);
        if (read is not IValueFact fact || fact.BookedOn > asOf) return;
        var whose = fact.Holder;
        _earned = _earned.SetItem(whose, _earned.GetValueOrDefault(whose) - fact.Legs.Where(leg => leg.Commodity == commodity && leg.Account is (AccountName.Issued or AccountName.ClawedBack)).Sum(leg => leg.Amount));
        if (whose != holder) return;
        var (available, held, debt, lapsed) = (0L, 0L, 0L, 0L);
        foreach (var leg in fact.Legs)
        {
            if (leg.Commodity != commodity) continue;
            if (leg.Account == AccountName.Available(fact.Owner)) available += Moved(leg);
            else if (leg.Account == AccountName.Held(fact.Owner)) held += leg.Amount;
            else if (leg.Account == AccountName.Debt(fact.Owner)) debt -= leg.Amount;
            else if (leg.Account == AccountName.Expired) lapsed += leg.Amount;
        }
        if (fact.Legs.Any(leg => (leg.Commodity == commodity || leg.Commodity == Commodity.Minutes) && Idling.IsActivity(leg)) && !(fact.BookedOn < _activeOn)) _activeOn = fact.BookedOn;
        _held += held;
        _debt += debt;
        if (EntryFold.LineOf(fact, commodity) is { } line) _lines.Add(LineOf(recorded, fact, line, available, held, debt, lapsed));
    }

    /// <summary>This place in the account, where the next page begins: the lines so far are left behind. What is added to the one is not in the other.</summary>
    public AccountReplay NextPage()
    {
        var next = (AccountReplay)MemberwiseClone();
        next._lines = [];
        return next;
    }

    /// <param name="inForce">The rulebook of a day, which says what goes over at a lot's end; absent: nothing does.</param>
    public ReplayedAccount Result(Func<DateOnly, Rulebook?>? inForce = null)
    {
        var (live, ended) = Carrying.On(_lots.Values, asOf, inForce ?? (_ => null), inForce is null ? null : _activeOn);
        return new ReplayedAccount(holder, commodity, asOf, knownOn, _lines, live, [.. ended.SelectMany(one => one.Expired)], _held,
            _aliases.Select(AccountName.Holder).Append(holder).Sum(whose => _earned.GetValueOrDefault(whose)), _debt);
    }

    /// <summary>Whoever becomes an alias himself has none: they go on with him.</summary>
    private void Merge(PersonsMerged fact)
    {
        PersonId[] merged = [fact.Merged, .. fact.Aliases ?? []];
        if (AccountName.Holder(fact.Person) == holder) _aliases = _aliases.Union(merged);
        else if (merged.Any(id => AccountName.Holder(id) == holder)) _aliases = [];
    }

    private long Moved(Leg leg)
    {
        var lot = leg.Lot ?? throw new InvalidOperationException("What a holder has is in lots.");
        var left = (_lots.GetValueOrDefault(lot.SortKey)?.Amount ?? 0) + leg.Amount;
        _lots = left == 0 ? _lots.Remove(lot.SortKey) : _lots.SetItem(lot.SortKey, new LotAmount(lot, left));
        return leg.Amount;
    }

    private PassbookLine LineOf(RecordedEvent recorded, IValueFact fact, long line, long available, long held, long debt, long lapsed)
    {
        var about = References.Of(fact);
        _available += available;
        return new PassbookLine(holder, commodity, line, recorded.Number, fact.BookedOn, fact.OccurredOn, recorded.RecordedAt, recorded.Type,
            about.Act, about.ActType, about.Redemption, about.Refund, about.Merchant, about.Offer,
            available, held, debt, lapsed, _available, _held, _debt);
    }
}
