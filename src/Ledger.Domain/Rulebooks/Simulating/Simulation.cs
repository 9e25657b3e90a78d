using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What the books themselves say, to be compared with.</summary>
internal sealed class RecordedTotals
{
    public Dictionary<string, long> Issued { get; } = [];

    /// <summary>What acts gave in further commodities, by commodity.</summary>
    public Dictionary<string, long> Further { get; } = [];

    public long Acts { get; set; }

    public long Expired { get; set; }

    public long Outstanding { get; set; }

    public long NotStored { get; set; }

    public long Holds { get; set; }

    /// <summary>In fen, by who bears it.</summary>
    public Dictionary<string, long> Budget { get; } = [];

    public static void Add(Dictionary<string, long> sums, string key, long more) => sums[key] = sums.GetValueOrDefault(key) + more;
}

/// <summary>
/// Runs drafts over the facts of a community, in their order, without touching them. Who attested what, and what people would have
/// done instead, is not decided again. An act that was undone later counts in no window, as if it had never been; what it gave is
/// taken back on the day it was undone.
/// </summary>
/// <param name="undone">The acts that were undone: known beforehand, by a first look at the same facts.</param>
public sealed class Simulation(IReadOnlyList<Rulebook> drafts, IReadOnlySet<ActId> undone)
{
    private readonly SimulatedBooks[] _books = [.. drafts.Select(draft => new SimulatedBooks(draft))];
    private readonly RecordedTotals _was = new();
    private readonly Dictionary<ActId, ActRecorded> _recorded = [];
    private readonly Dictionary<RedemptionId, (long Fen, string Bearer)> _settlements = [];
    private readonly Dictionary<PersonId, PersonId> _survivors = [];
    private DateOnly? _from;
    private DateOnly _to;

    /// <summary>Whether a fact of the type is looked at: of the others not even the text need be read.</summary>
    public static bool Reads(Type fact) => typeof(IValueFact).IsAssignableFrom(fact) || fact == typeof(ActRecorded) || fact == typeof(ActRejected) || fact == typeof(PersonsMerged)
        || fact == typeof(LevelReached) || fact == typeof(LevelLost) || fact == typeof(MarkSet) || fact == typeof(MarkEnded)
        || fact == typeof(RoundClosed) || fact == typeof(HonourAwarded) || fact == typeof(HonourWithdrawn);

    public void See(IFact fact)
    {
        if (fact is IValueFact value) Day(value);
        if (fact is ActAccrued { Stored: { } a }) Store(a);
        else if (fact is AccrualPosted { Stored: { } b }) Store(b);
        else if (fact is ActCredited { Stored: { } c }) Store(c);
        else if (fact is AccrualAdjusted { Stored: { } d }) Store(d);
        switch (fact)
        {
            case ActRecorded act: _recorded[act.Act] = act; break;
            case ActRejected rejected: _recorded.Remove(rejected.Act); break;
            case ActAccrued accrued when _recorded.Remove(accrued.Act, out var act): Accrue(act with { Person = Of(act.Person), Served = act.Served is { } served ? Of(served) : null }, accrued with { Person = Of(accrued.Person) }); break;
            case AccrualAdjusted adjusted: Record(adjusted.Person, adjusted.Board, undone.Contains(adjusted.Act) ? 0 : adjusted.Points.Hundredths); break;
            case AccrualPosted posted: Each(books => books.Post(posted with { Person = Of(posted.Person) })); break;
            case ActReversed reversed: Each(books => books.Reverse(reversed with { Person = Of(reversed.Person) })); break;
            case HoldPlaced hold: Hold(hold with { Person = Of(hold.Person) }); break;
            case RedemptionCaptured captured: Capture(captured.Redemption, Of(captured.Person), captured.Quantity, captured.BookedOn); break;
            case RedemptionCapturedOffline captured: Capture(captured.Redemption, Of(captured.Person), captured.Quantity, captured.BookedOn); break;
            case HoldVoided voided: Each(books => books.Holds.GiveBack(voided.Redemption, null, voided.BookedOn)); break;
            case HoldExpired expired: Each(books => books.Holds.GiveBack(expired.Redemption, null, expired.BookedOn)); break;
            case RedemptionRefunded refunded: Refund(refunded); break;
            case PointsExpired or LotsShortened: break;
            case ActCredited credited: Further(credited); break;
            case LevelReached reached: Each(books => books.Levels.See(reached)); break;
            case LevelLost lost: Each(books => books.Levels.See(lost)); break;
            case MarkSet set: Each(books => books.Levels.See(set)); break;
            case MarkEnded ended: Each(books => books.Levels.See(ended)); break;
            case RoundClosed closed: Each(books => books.Rounds.See(closed)); break;
            case HonourAwarded awarded: Each(books => books.Rounds.See(awarded, awarded.Subject.Person is { } winner ? Subject.Of(Of(winner)) : awarded.Subject)); break;
            case HonourWithdrawn withdrawn: Each(books => books.Rounds.See(withdrawn)); break;
            case PersonsMerged merged: Merge(merged); break;
            case IValueFact other: Move(other); break;
        }
    }

    public IReadOnlyList<SimulationReport> Result() => [.. _books.Select(books => books.Report(_was, _from ?? _to, _to))];

    private void Day(IValueFact fact)
    {
        _from ??= fact.BookedOn;
        if (fact.BookedOn > _to)
        {
            _to = fact.BookedOn;
            Each(books => books.Rounds.Day(_to));
        }
        foreach (var leg in fact.Legs)
        {
            if (leg.Commodity != Commodity.Points) continue;
            if (leg.Account == AccountName.Expired) _was.Expired += leg.Amount;
            else if (AccountName.RoleOf(leg.Account) is AccountName.AvailableRole or AccountName.HeldRole or AccountName.DebtRole) _was.Outstanding += leg.Amount;
        }
    }

    private void Store(IReadOnlyList<ArithmeticStep> steps) => _was.NotStored += steps[0].Input - steps[^1].Output;

    private void Accrue(ActRecorded act, ActAccrued fact)
    {
        _was.Acts++;
        Each(books => books.Levels.See(act));
        var isUndone = undone.Contains(fact.Act);
        Each(books => books.Accrue(act, fact, isUndone));
        if (!isUndone) Record(fact.Person, fact.Board, fact.Points.Hundredths);
    }

    private void Record(PersonId person, Code board, long points)
    {
        RecordedTotals.Add(_was.Issued, board.Value, points);
        Each(books => books.Record(Of(person), points));
    }

    private void Further(ActCredited credited)
    {
        if (undone.Contains(credited.Act)) return;
        foreach (var leg in credited.Legs)
            if (leg.Account == AccountName.Issued && leg.Commodity != Commodity.Points) RecordedTotals.Add(_was.Further, leg.Commodity, -leg.Amount);
    }

    private void Hold(HoldPlaced hold)
    {
        _was.Holds++;
        _settlements[hold.Redemption] = (hold.UnitSettlement.Count, hold.Bearer.ToString());
        Each(books => books.Holds.Place(hold, hold.HeldBy ?? hold.Person));
    }

    private void Capture(RedemptionId redemption, PersonId person, long quantity, DateOnly on)
    {
        Owe(redemption, quantity);
        Each(books => books.Holds.Capture(redemption, person, quantity, on));
    }

    private void Refund(RedemptionRefunded refunded)
    {
        Owe(refunded.Redemption, -refunded.Quantity);
        Each(books => books.Holds.Refund(refunded.Redemption, Of(refunded.Person), refunded.Quantity, refunded.BookedOn));
    }

    private void Owe(RedemptionId redemption, long units)
    {
        if (_settlements.TryGetValue(redemption, out var settlement)) RecordedTotals.Add(_was.Budget, settlement.Bearer, settlement.Fen * units);
    }

    private void Merge(PersonsMerged merged)
    {
        _survivors[merged.Merged] = merged.Person;
        Each(books => books.Merge(merged.Person, merged.Merged, _to));
    }

    private void Move(IValueFact fact)
    {
        var holder = fact.HeldBy ?? Of(fact.Person);
        foreach (var leg in fact.Legs)
            if (leg.Lot is not null && leg.Commodity != Commodity.Minutes && AccountName.RoleOf(leg.Account) is AccountName.AvailableRole or AccountName.DebtRole) Each(books => books.Move(holder, leg.Commodity, fact.BookedOn, leg.Lot, leg.Amount));
    }

    private PersonId Of(PersonId person)
    {
        while (_survivors.TryGetValue(person, out var survivor)) person = survivor;
        return person;
    }

    private void Each(Action<SimulatedBooks> act)
    {
        foreach (var books in _books) act(books);
    }
}
