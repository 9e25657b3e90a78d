using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What an act gives somebody.</summary>
/// <param name="Commodity">Its number in the draft.</param>
/// <param name="Amount">Below zero: he pays for it.</param>
/// <param name="Last">The last day on which it can be spent.</param>
/// <param name="Store">What he may have at most when it posts, by limits that drop what is over; null: no limit.</param>
internal readonly record struct SimulatedCredit(Subject Holder, int Commodity, long Amount, DateOnly? Last, long? Store = null);

/// <summary>What acts are worth by a draft: the same valuation as in the books, on windows of its own.</summary>
internal sealed class SimulatedWorth
{
    private readonly Rulebook _draft;
    private readonly CompiledRulebook _compiled;
    private readonly Valuation _valuation;
    private readonly FactRow _row, _lotRow;
    private readonly (int Slot, int Measure)[] _read;
    private readonly int[] _asked;
    private readonly bool _derives, _asksLots;

    public SimulatedWorth(Rulebook draft, SimulatedWindows windows)
    {
        (_draft, _compiled, Windows, _valuation) = (draft, draft.Compiled, windows, new Valuation(draft.Compiled));
        (_row, _lotRow) = (new FactRow(_compiled.Facts), new FactRow(_compiled.Facts));
        _read = [.. _compiled.Measures.Where(measure => measure is { Derived: null, Rank: null }).Select(measure => (Slot: _compiled.Facts.SlotOf($"measure.{measure.Code}"), measure.Number)).Where(pair => pair.Slot >= 0)];
        _asked = [.. _compiled.OfActs.Where(fact => !_compiled.Facts.Veiled.Contains(fact) && !VaultMarks.IsCondition(fact)).Select(_compiled.Facts.SlotOf).Where(slot => slot >= 0)];
        _derives = _compiled.Measures.Any(measure => measure.Derived is not null);
        _asksLots = draft.Document.Expiry?.Any(entry => entry.When is not null) == true;
    }

    private SimulatedWindows Windows { get; }

    /// <summary>Acts that the draft has no type for, whose conditions are not met, that come too late, and for which it reads what was not recorded.</summary>
    public long NotCovered { get; private set; }

    public long NotEligible { get; private set; }

    public long TooLate { get; private set; }

    public long Unknown { get; private set; }

    /// <summary>What the last act adds to measures that are counted for ranks, when it posts.</summary>
    public MeterChange[] OfRanks { get; private set; } = [];

    /// <param name="counts">Whether it stays in its windows.</param>
    public List<SimulatedCredit> Of(ActRecorded act, ActAccrued fact, bool counts)
    {
        var credits = new List<SimulatedCredit>(1);
        OfRanks = [];
        var type = _compiled.ActOf(act.ActType);
        if (type < 0)
        {
            NotCovered++;
            return credits;
        }
        Windows.Sweep(fact.BookedOn);
        Windows.Turn(ActFacts.SubjectsOf(_compiled, act), act.OccurredOn, fact.BookedOn);
        if (IsTooLate(type, fact.BookedOn))
        {
            TooLate++;
            return credits;
        }
        var row = SayMeasures(ActFacts.Say(_row.Clear(), _compiled, act, fact.Read));
        if (Array.Exists(_asked, slot => !row.Knows(slot)) || Array.Exists(_compiled.Acts[type].Gates, gate => gate.Condition is { } condition && row[condition] is null)) Unknown++;
        _valuation.Value(type, row, Windows);
        if (_valuation.KeptOutBy is not null) NotEligible++;
        if (counts) Count(_valuation.Changes);
        foreach (var credit in _valuation.Credits)
        {
            if (credit.Amount <= 0) continue;
            var holder = Worth.HolderOf(_draft.Document.Acts[type].Give![credit.Give].Into.Holder, act);
            credits.Add(new(holder, credit.Commodity, credit.Amount, LastDay(type, act, fact.BookedOn), credit.Commodity == 0 ? StoreOf(holder, row) : null));
            if (credit.Commodity == 0 && Serving.PayerOf(_draft, act) is { } payer && payer != holder) credits.Add(new(payer, 0, -credit.Amount, null));
        }
        return credits;
    }

    /// <summary>What stands in the windows of whoever it is the turn of, and what follows from that.</summary>
    public FactRow SayMeasures(FactRow row)
    {
        foreach (var (slot, measure) in _read) row.Set(slot, Windows.Of(measure).Got);
        if (_derives) _valuation.Derive(row);
        return row;
    }

    /// <summary>The least of the limits on what he has; what goes into another bucket stays his.</summary>
    private long? StoreOf(Subject holder, FactRow row)
    {
        long? most = null;
        foreach (var limit in _compiled.Stores)
            if (limit.Overflow != OverflowKind.Bucket && _compiled.Measures[limit.Measure].Whose[0] == holder.Kind && limit.When?.Test(row) != Truth.False && limit.AtMost(row) is var bound && !(most <= bound)) most = bound;
        return most;
    }

    public void Derive(FactRow row)
    {
        if (_derives) _valuation.Derive(row);
    }

    private void Count(ReadOnlySpan<MeterChange> changes)
    {
        if (_compiled.Ranks.Count == 0)
        {
            Windows.Add(changes);
            return;
        }
        var ofRanks = new List<MeterChange>();
        foreach (var change in changes)
            if (_compiled.Measures[change.Measure] is { Rank: not null } own)
            {
                if (!own.CountsLate) ofRanks.Add(change);
            }
            else Windows.Add(change.Measure, change.In, change.Got);
        OfRanks = [.. ofRanks];
    }

    private bool IsTooLate(int type, DateOnly today)
    {
        foreach (var measure in _compiled.Acts[type].Measures)
            if (_compiled.RuleOn(measure.Clause) is not null && Windows.IsClosed(measure.Clause, today)) return true;
        return false;
    }

    private DateOnly? LastDay(int number, ActRecorded act, DateOnly booked)
    {
        var type = _draft.Document.Acts[number];
        var row = _lotRow;
        if (_asksLots && type.Expiry is null)
            ActFacts.Say(row.Clear(), _compiled, act).SayLot(_draft, new Lot(type.Board, Worth.BucketOf(_draft, act), type.Fund ?? "community", act.OccurredOn.Year, null), booked);
        return _compiled.LastDay(row, type.Code, act.OccurredOn, booked);
    }
}
