using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What the books themselves say, to be compared with.</summary>
internal sealed class RecordedTotals
{
    public Dictionary<string, long> Issued { get; } = [];

    public long Acts { get; set; }

    public long Expired { get; set; }

    public long Outstanding { get; set; }

    public long Holds { get; set; }

    public long Budget { get; set; }
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
    private readonly Dictionary<RedemptionId, Fen> _settlements = [];
    private readonly Dictionary<PersonId, PersonId> _survivors = [];
    private DateOnly? _from;
    private DateOnly _to;

    /// <summary>Whether a fact of the type is looked at: of the others not even the text need be read.</summary>
    public static bool Reads(Type fact) => typeof(IValueFact).IsAssignableFrom(fact) || fact == typeof(ActRecorded) || fact == typeof(ActRejected) || fact == typeof(PersonsMerged);

    public void See(IFact fact)
    {
        if (fact is IValueFact value) Day(value);
        switch (fact)
        {
            case ActRecorded act: _recorded[act.Act] = act; break;
            case ActRejected rejected: _recorded.Remove(rejected.Act); break;
            case ActAccrued accrued when _recorded.Remove(accrued.Act, out var act): Accrue(act with { Person = Of(act.Person) }, accrued with { Person = Of(accrued.Person) }); break;
            case AccrualAdjusted adjusted: Record(adjusted.Person, adjusted.Board, undone.Contains(adjusted.Act) ? 0 : adjusted.Points.Hundredths); break;
            case AccrualPosted posted: Each(books => books.Post(posted with { Person = Of(posted.Person) })); break;
            case ActReversed reversed: Each(books => books.Reverse(reversed with { Person = Of(reversed.Person) })); break;
            case HoldPlaced hold: Hold(hold with { Person = Of(hold.Person) }); break;
            case RedemptionCaptured captured: Capture(captured.Redemption, Of(captured.Person), captured.Quantity, captured.BookedOn); break;
            case RedemptionCapturedOffline captured: Capture(captured.Redemption, Of(captured.Person), captured.Quantity, captured.BookedOn); break;
            case HoldVoided voided: Each(books => books.GiveBack(voided.Redemption, Of(voided.Person), null, voided.BookedOn)); break;
            case HoldExpired expired: Each(books => books.GiveBack(expired.Redemption, Of(expired.Person), null, expired.BookedOn)); break;
            case RedemptionRefunded refunded: Refund(refunded); break;
            case PointsExpired: break;
            case PersonsMerged merged: Merge(merged); break;
            case IValueFact other: Move(other); break;
        }
    }

    public IReadOnlyList<SimulationReport> Result() => [.. _books.Select(books => books.Report(_was, _from ?? _to, _to))];

    private void Day(IValueFact fact)
    {
        _from ??= fact.BookedOn;
        if (fact.BookedOn > _to) _to = fact.BookedOn;
        foreach (var leg in fact.Legs)
        {
            if (leg.Commodity != Commodity.Points) continue;
            if (leg.Account == AccountName.Expired) _was.Expired += leg.Amount;
            else if (AccountName.RoleOf(leg.Account) is "available" or "held" or "debt") _was.Outstanding += leg.Amount;
        }
    }

    private void Accrue(ActRecorded act, ActAccrued fact)
    {
        _was.Acts++;
        var isUndone = undone.Contains(fact.Act);
        Each(books => books.Accrue(act, fact, isUndone));
        if (!isUndone) Record(fact.Person, fact.Board, fact.Points.Hundredths);
    }

    private void Record(PersonId person, Code board, long points)
    {
        _was.Issued[board.Value] = _was.Issued.GetValueOrDefault(board.Value) + points;
        Each(books => books.Record(Of(person), points));
    }

    private void Hold(HoldPlaced hold)
    {
        _was.Holds++;
        _settlements[hold.Redemption] = hold.UnitSettlement;
        Each(books => books.Hold(hold));
    }

    private void Capture(RedemptionId redemption, PersonId person, long quantity, DateOnly on)
    {
        var settlement = _settlements.GetValueOrDefault(redemption).Count;
        _was.Budget += settlement * quantity;
        Each(books => books.Capture(redemption, person, quantity, settlement, on));
    }

    private void Refund(RedemptionRefunded refunded)
    {
        var settlement = _settlements.GetValueOrDefault(refunded.Redemption).Count;
        _was.Budget -= settlement * refunded.Quantity;
        Each(books => books.Refund(refunded.Redemption, Of(refunded.Person), refunded.Quantity, settlement, refunded.BookedOn));
    }

    private void Merge(PersonsMerged merged)
    {
        _survivors[merged.Merged] = merged.Person;
        Each(books => books.Merge(merged.Person, merged.Merged, _to));
    }

    private void Move(IValueFact fact)
    {
        foreach (var leg in fact.Legs)
            if (leg.Commodity == Commodity.Points && AccountName.RoleOf(leg.Account) is "available" or "debt") Each(books => books.Move(Of(fact.Person), fact.BookedOn, leg.Lot, leg.Amount));
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
