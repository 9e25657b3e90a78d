using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>The accounts and windows as they would be under one draft. Amounts come from the same valuation as in the books.</summary>
internal sealed class SimulatedBooks(Rulebook draft)
{
    private readonly CompiledRulebook _compiled = draft.Compiled;
    private readonly Valuation _valuation = new(draft.Compiled);
    private readonly SimulatedMeters _meters = new();
    private readonly Dictionary<PersonId, SimulatedAccount> _accounts = [];
    private readonly Dictionary<ActId, (DateOnly? Last, long Amount)> _waiting = [], _toUndo = [];
    private readonly Dictionary<RedemptionId, (long Units, List<(DateOnly? Last, long Amount)> Taken, bool IsOpen)> _holds = [];
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _issued = new(StringComparer.Ordinal);
    private long _notCovered, _notEligible, _unknown, _expired, _budget;

    public void Accrue(ActRecorded act, ActAccrued fact, bool isUndone)
    {
        var account = Of(fact.Person, fact.BookedOn);
        var (worth, last) = Worth(act, fact, isUndone);
        if (isUndone) _toUndo[fact.Act] = (last, worth);
        else _issued[fact.Board.Value] = _issued.GetValueOrDefault(fact.Board.Value) + worth;
        if (!isUndone) account.Earned = (account.Earned.Simulated + worth, account.Earned.Recorded);
        if (fact.NoticeUntil is null && fact.PostsAfter is null) account.Credit(last, worth);
        else _waiting[fact.Act] = (last, worth);
    }

    public void Post(AccrualPosted fact)
    {
        if (_waiting.Remove(fact.Act, out var waiting)) Of(fact.Person, fact.BookedOn).Credit(waiting.Last, waiting.Amount);
    }

    public void Reverse(ActReversed fact)
    {
        if (_toUndo.Remove(fact.Act, out var given) && !_waiting.Remove(fact.Act)) Of(fact.Person, fact.BookedOn).Take(given.Amount);
    }

    /// <summary>What was earned in the books, beside what it would have been.</summary>
    public void Record(PersonId person, long points)
    {
        var account = Of(person, null);
        account.Earned = (account.Earned.Simulated, account.Earned.Recorded + points);
    }

    /// <summary>What no rule of a draft decides again: deductions, openings, gifts as they were.</summary>
    public void Move(PersonId person, DateOnly bookedOn, Lot? lot, long amount)
    {
        if (amount > 0) Of(person, bookedOn).Credit(lot?.ExpiresOn, amount);
        else Of(person, bookedOn).Take(-amount);
    }

    public void Hold(HoldPlaced hold)
    {
        var account = Of(hold.Person, hold.BookedOn);
        var (price, reason) = hold.Asked is { } asked ? Ask(hold, asked) : (hold.UnitPrice.Hundredths, null);
        var cost = price * hold.Quantity;
        if ((reason ?? (account.Available < cost ? "insufficient-points" : null)) is { } refused) _refused[refused] = _refused.GetValueOrDefault(refused) + 1;
        else _holds[hold.Redemption] = (hold.Quantity, account.Take(cost), true);
    }

    public void Capture(RedemptionId redemption, PersonId person, long quantity, long settlement, DateOnly on)
    {
        if (!_holds.TryGetValue(redemption, out var hold)) return;
        _budget += settlement * quantity;
        GiveBack(redemption, person, hold.Units - quantity, on);
        _holds[redemption] = _holds[redemption] with { IsOpen = false };
    }

    public void Refund(RedemptionId redemption, PersonId person, long quantity, long settlement, DateOnly on)
    {
        if (!_holds.ContainsKey(redemption)) return;
        _budget -= settlement * quantity;
        GiveBack(redemption, person, quantity, on);
    }

    /// <param name="units">Null: all that are left.</param>
    public void GiveBack(RedemptionId redemption, PersonId person, long? units, DateOnly on)
    {
        if (!_holds.TryGetValue(redemption, out var hold) || hold.Units == 0) return;
        var back = Math.Min(units ?? hold.Units, hold.Units);
        var (account, sum) = (Of(person, on), hold.Taken.Sum(part => part.Amount));
        var (left, amount) = (new List<(DateOnly?, long)>(), CompiledStage.Proportion(sum, back, hold.Units));
        foreach (var (last, part) in hold.Taken.AsEnumerable().Reverse())
        {
            var now = Math.Min(part, amount);
            if (now > 0) account.Credit(last, now);
            if (part > now) left.Insert(0, (last, part - now));
            amount -= now;
        }
        _holds[redemption] = (hold.Units - back, left, hold.IsOpen);
    }

    /// <summary>Another id of the same person.</summary>
    public void Merge(PersonId person, PersonId merged, DateOnly on)
    {
        if (!_accounts.Remove(merged, out var other)) return;
        var account = Of(person, on);
        foreach (var (last, amount) in other.Take(Math.Max(0, other.Available))) account.Credit(last, amount);
        account.Earned = (account.Earned.Simulated + other.Earned.Simulated, account.Earned.Recorded + other.Earned.Recorded);
    }

    public SimulationReport Report(RecordedTotals was, DateOnly from, DateOnly to)
    {
        foreach (var account in _accounts.Values) _expired += account.Lapse(to);
        var changes = _accounts.Select(pair => (pair.Key, pair.Value.Earned, More: pair.Value.Earned.Simulated - pair.Value.Earned.Recorded)).ToList();
        return new(draft.Document.Version, draft.Hash, draft.Unit, from, to, was.Acts, _notCovered, _notEligible, _unknown,
            was.Issued.Keys.Union(_issued.Keys).Order(StringComparer.Ordinal).ToDictionary(board => board, board => new WasAndWould(was.Issued.GetValueOrDefault(board), _issued.GetValueOrDefault(board))),
            new SortedDictionary<string, long> { ["more"] = changes.Count(one => one.More > 0), ["same"] = changes.Count(one => one.More == 0), ["less"] = changes.Count(one => one.More < 0) },
            Most(changes.Where(one => one.More > 0).OrderByDescending(one => one.More)), Most(changes.Where(one => one.More < 0).OrderBy(one => one.More)),
            new(was.Expired, _expired), new(was.Outstanding, _accounts.Values.Sum(account => account.Available) + _holds.Values.Where(hold => hold.IsOpen).Sum(hold => hold.Taken.Sum(part => part.Amount))), was.Holds, _refused, new(was.Budget, _budget));

        static IReadOnlyList<PersonChange> Most(IEnumerable<(PersonId Person, (long Simulated, long Recorded) Earned, long More)> people) =>
            [.. people.Take(20).Select(one => new PersonChange(one.Person, new(one.Earned.Recorded, one.Earned.Simulated)))];
    }

    private (long Worth, DateOnly? Last) Worth(ActRecorded act, ActAccrued fact, bool isUndone)
    {
        var type = _compiled.ActOf(act.ActType);
        if (type < 0)
        {
            _notCovered++;
            return (0, null);
        }
        var (row, windows) = (ActFacts.Of(_compiled, act, fact.Read), ActFacts.WindowsOf(_compiled, _meters, act));
        foreach (var measure in _compiled.Measures)
            if (measure.Derived is null && _compiled.Facts.SlotOf($"measure.{measure.Code}") >= 0) row.Say($"measure.{measure.Code}", windows.Of(measure.Number).Got);
        if (_compiled.OfActs.Any(one => row[one] is null)) _unknown++;
        _valuation.Value(type, row, windows);
        if (_valuation.KeptOutBy is not null) _notEligible++;
        var worth = _valuation.Credits.Where(credit => credit.Commodity == 0).Sum(credit => credit.Amount);
        if (!isUndone)
            foreach (var change in _valuation.Changes) _meters.Add(windows.KeyOf(change.Measure), change.In, change.Got);
        return (worth, worth == 0 ? null : Acts.Worth.LotOf(draft, act, fact.BookedOn).ExpiresOn);
    }

    /// <summary>The price of a unit by the draft, or what it refuses.</summary>
    private (long Price, string? Refused) Ask(HoldPlaced hold, Asked asked)
    {
        var passages = _compiled.Passages.Where(one => one.Entry.Kind == PassageKind.Redeem && one.LeadsTo(asked.Item)).ToList();
        if ((passages.Find(one => one.Entry.Code == asked.Passage) ?? passages.FirstOrDefault()) is not { } passage) return (0, "no-such-passage");
        asked = asked with { Passage = passage.Entry.Code };
        var windows = new ActWindows(_compiled, _meters, CountedIn.SubjectsOf(hold.Redemption, hold.Person, hold.Merchant, asked), hold.OccurredOn);
        var facts = new FactRow(_compiled.Facts).SayAsking(draft.Document, asked, hold.Merchant, hold.OccurredOn).Say("asking.quantity", hold.Quantity);
        foreach (var measure in _compiled.Measures)
            if (measure.Derived is null) facts.Say($"measure.{measure.Code}", windows.Of(measure.Number).Got);
        if (passage.When?.Test(facts) == Truth.False || passage.Who?.Test(facts) == Truth.False) return (0, "not-eligible");
        var price = passage.Price is { } amount ? new Valuation(_compiled).Price(amount, facts, new Steps()) : hold.UnitPrice.Hundredths;
        var counted = CountedIn.Of(draft, windows, facts, hold.OccurredOn).Select(one => (Key: new MeterKey(one.Meter, one.Scope, one.Period), More: one.What switch { CountKind.Units => hold.Quantity, CountKind.Commodity => price * hold.Quantity, _ => 1 })).ToList();
        foreach (var limit in passage.Limits)
            if (limit.When?.Test(facts) != Truth.False && counted.Find(one => one.Key == windows.KeyOf(limit.Measure)) is { More: > 0 } window && _meters[window.Key].Got + window.More > limit.Bound.AtMost(facts))
                return (price, "limit-reached");
        foreach (var (key, more) in counted) _meters.Add(key, 0, more);
        return (price, null);
    }

    private SimulatedAccount Of(PersonId person, DateOnly? today)
    {
        if (!_accounts.TryGetValue(person, out var account)) account = _accounts[person] = new();
        if (today is { } day) _expired += account.Lapse(day);
        return account;
    }
}
