using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>The accounts and windows as they would be under one draft. Amounts come from the same valuation as in the books.</summary>
internal sealed class SimulatedBooks
{
    private readonly Rulebook _draft;
    private readonly SimulatedWindows _windows;
    private readonly SimulatedWorth _worth;
    private readonly SimulatedHolds _holds;
    private readonly SimulatedLevels _levels;
    private readonly SimulatedRounds _rounds;
    private readonly Dictionary<(Subject Holder, int Commodity), SimulatedAccount> _accounts = [];
    private readonly Dictionary<PersonId, SimulatedPerson> _people = [];
    private readonly Dictionary<ActId, List<SimulatedCredit>> _waiting = [], _toUndo = [];
    private readonly Dictionary<ActId, (ActRecorded Act, MeterChange[] OfRanks)> _unranked = [];
    private readonly SortedDictionary<string, long> _issued = new(StringComparer.Ordinal), _further = new(StringComparer.Ordinal);
    private long _expired;

    public SimulatedBooks(Rulebook draft)
    {
        _draft = draft;
        _windows = new(draft.Compiled);
        _worth = new(draft, _windows);
        _holds = new(draft, _windows, _worth, this);
        _levels = new(draft.Compiled, _windows, _worth);
        _rounds = new(draft.Compiled, _windows, _worth, _levels);
    }

    public SimulatedHolds Holds => _holds;

    public SimulatedLevels Levels => _levels;

    /// <summary>What limits on what somebody has took when it posted.</summary>
    public long NotStored { get; private set; }

    public SimulatedRounds Rounds => _rounds;

    public void Accrue(ActRecorded act, ActAccrued fact, bool isUndone)
    {
        var credits = _worth.Of(act, fact, counts: !isUndone);
        if (isUndone) _toUndo[fact.Act] = credits;
        else Issue(fact, credits);
        var isPosted = fact.NoticeUntil is null && fact.PostsAfter is null;
        if (isPosted) Credit(credits, fact.BookedOn);
        else _waiting[fact.Act] = credits;
        if (_worth.OfRanks is not { Length: > 0 } ofRanks) return;
        if (isPosted) _rounds.Add(act, ofRanks, fact.BookedOn);
        else _unranked[fact.Act] = (act, ofRanks);
    }

    public void Post(AccrualPosted fact)
    {
        if (_waiting.Remove(fact.Act, out var waiting)) Credit(waiting, fact.BookedOn);
        if (_unranked.Remove(fact.Act, out var ranked)) _rounds.Add(ranked.Act with { Person = fact.Person }, ranked.OfRanks, fact.BookedOn);
    }

    public void Reverse(ActReversed fact)
    {
        if (!_toUndo.Remove(fact.Act, out var given) || _waiting.Remove(fact.Act)) return;
        foreach (var credit in given)
            if (credit.Amount > 0) Of(credit.Holder, credit.Commodity, fact.BookedOn).Take(credit.Amount);
            else Of(credit.Holder, credit.Commodity, fact.BookedOn).Credit(credit.Last, -credit.Amount);
    }

    /// <summary>What was earned in the books, beside what it would have been.</summary>
    public void Record(PersonId person, long points) => Person(person).EarnedWas += points;

    /// <summary>What no rule of a draft decides again: deductions, openings, gifts as they were.</summary>
    public void Move(Subject holder, string commodity, DateOnly bookedOn, Lot? lot, long amount)
    {
        if (NumberOf(commodity) is not (>= 0 and var number)) return;
        if (amount > 0) Of(holder, number, bookedOn).Credit(lot?.ExpiresOn, amount);
        else Of(holder, number, bookedOn).Take(-amount);
    }

    /// <summary>Another id of the same person.</summary>
    public void Merge(PersonId person, PersonId merged, DateOnly on)
    {
        foreach (var (key, other) in _accounts.Where(pair => pair.Key.Holder == Subject.Of(merged)).ToList())
        {
            _accounts.Remove(key);
            var account = Of(person, key.Commodity, on);
            foreach (var (last, amount) in other.Take(Math.Max(0, other.Available))) account.Credit(last, amount);
        }
        if (_people.Remove(merged, out var alias)) Person(person).Add(alias);
    }

    public SimulatedAccount Of(Subject holder, int commodity, DateOnly today)
    {
        if (!_accounts.TryGetValue((holder, commodity), out var account)) account = _accounts[(holder, commodity)] = new();
        var lapsed = account.Lapse(today);
        if (commodity == 0) _expired += lapsed;
        return account;
    }

    public SimulatedPerson Person(PersonId person) => _people.TryGetValue(person, out var known) ? known : _people[person] = new();

    /// <summary>A commodity's number in the draft; -1: it has none of that name.</summary>
    public int NumberOf(string commodity) => _draft.Document.NumberOf(commodity);

    public SimulationReport Report(RecordedTotals was, DateOnly from, DateOnly to)
    {
        foreach (var ((_, commodity), account) in _accounts)
            if (account.Lapse(to) is var lapsed && commodity == 0) _expired += lapsed;
        var (ranks, places) = _rounds.Report(to);
        var changes = _people.Select(pair => (pair.Key, pair.Value, pair.Value.Gain)).ToList();
        return new(_draft.Document.Version, _draft.Hash, _draft.Unit, from, to, was.Acts, _worth.NotCovered, _worth.NotEligible, _worth.TooLate, _worth.Unknown, Both(was.Issued, _issued), Both(was.Further, _further),
            new SortedDictionary<string, long> { ["more"] = changes.Count(one => one.Gain > 0), ["same"] = changes.Count(one => one.Gain == 0), ["less"] = changes.Count(one => one.Gain < 0) },
            Most(changes.Where(one => one.Gain > 0).OrderByDescending(one => one.Gain)), Most(changes.Where(one => one.Gain < 0).OrderBy(one => one.Gain)),
            new(was.Expired, _expired), new(was.Outstanding, _accounts.Where(pair => pair.Key.Commodity == 0).Sum(pair => pair.Value.Available) + _holds.Open), was.Holds, _holds.Refused, new(was.Budget.Values.Sum(), _holds.Budget.Values.Sum()),
            Both(was.Budget, _holds.Budget), _levels.Report(to), ranks, places, new(was.NotStored, NotStored), NotSimulated.Of(_draft.Document));

        static IReadOnlyList<PersonChange> Most(IEnumerable<(PersonId Person, SimulatedPerson Has, long Gain)> people) =>
            [.. people.Take(20).Select(one => new PersonChange(one.Person, new(one.Has.EarnedWas, one.Has.EarnedWould), new(one.Has.PaidWas, one.Has.PaidWould)))];
    }

    private static SortedDictionary<string, WasAndWould> Both(IReadOnlyDictionary<string, long> was, IReadOnlyDictionary<string, long> would) =>
        new(was.Keys.Union(would.Keys).ToDictionary(key => key, key => new WasAndWould(was.GetValueOrDefault(key), would.GetValueOrDefault(key))), StringComparer.Ordinal);

    private void Issue(ActAccrued fact, List<SimulatedCredit> credits)
    {
        foreach (var credit in credits.Where(credit => credit.Amount > 0))
        {
            var (issued, key) = credit.Commodity == 0 ? (_issued, fact.Board.Value) : (_further, _draft.Document.Commodities[credit.Commodity].Code.Value);
            issued[key] = issued.GetValueOrDefault(key) + credit.Amount;
            if (credit.Commodity == 0) Person(fact.Person).EarnedWould += credit.Amount;
        }
    }

    private void Credit(List<SimulatedCredit> credits, DateOnly on)
    {
        for (var number = 0; number < credits.Count; number++)
        {
            var credit = credits[number];
            var account = Of(credit.Holder, credit.Commodity, on);
            if (credit.Amount < 0) account.Take(-credit.Amount);
            else if (Math.Min(credit.Amount, Math.Max(0, (credit.Store ?? long.MaxValue / 2) - account.Available - account.Held)) is var kept)
            {
                account.Credit(credit.Last, kept);
                NotStored += credit.Amount - kept;
                // Undone, it gives back what it really gave.
                credits[number] = credit with { Amount = kept };
            }
        }
    }
}
