using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Projections.Entries;

namespace Ledger.Projections.Explanations;

/// <summary>
/// Follows each credit through its lot, first in first out (rule 8): what an act's points were spent on, and which acts stand
/// behind a redemption. It adds nothing to the books: the parts that came to an account, less those that came out of nothing
/// there, are always the sum of its legs.
/// </summary>
public sealed class LotFlow
{
    private readonly Dictionary<(string Account, string Commodity, Lot? Lot), List<FlowPart>> _places = [];

    private LotFlow() { }

    /// <param name="entries">Of one holder or more, in journal order; what comes from a holder who is not among them came into being when it was received.</param>
    public static IReadOnlyList<FlowPart> Of(IEnumerable<Entry> entries)
    {
        var flow = new LotFlow();
        foreach (var fact in entries.Where(entry => entry.Leg.Lot is not null).GroupBy(entry => entry.Number))
            foreach (var legs in fact.GroupBy(entry => entry.Leg.Commodity)) flow.Move(legs);
        return [.. flow._places.Values.SelectMany(parts => parts)];
    }

    private void Move(IEnumerable<Entry> legs)
    {
        var (left, open) = (new List<FlowPart>(), new List<(Entry Into, long Amount)>());
        // A debt of one lot paid from another: what pays it must have left its own lot first.
        foreach (var lot in legs.GroupBy(entry => entry.Leg.Lot).OrderBy(lot => lot.Any(entry => entry is { Role: AccountName.Reattributed, Leg.Amount: < 0 })))
        {
            var moved = lot.Where(entry => entry.Leg.Amount < 0).SelectMany(Take).ToList();
            foreach (var into in lot.Where(entry => entry.Leg.Amount > 0))
                if (Put(into, into.Leg.Amount, moved) is > 0 and var missing) open.Add((into, missing));
            left.AddRange(moved);
        }
        // From lot to lot: carried over, or given back with days of grace.
        foreach (var (into, amount) in open) Put(into, amount, left);
    }

    /// <summary>What a leg takes: first what is of the same redemption or act, then what came first.</summary>
    private List<FlowPart> Take(Entry from)
    {
        var (taken, missing) = (new List<FlowPart>(), -from.Leg.Amount);
        var place = Place(from);
        foreach (var part in place.Where(part => MayTake(from, part)).OrderBy(part => Rank(from, part)).ToList())
        {
            if (missing == 0) break;
            var amount = Math.Min(part.Amount, missing);
            var at = place.IndexOf(part);
            if (amount == part.Amount) place.RemoveAt(at);
            else place[at] = part with { Amount = part.Amount - amount };
            taken.Add(part with { Amount = amount });
            missing -= amount;
        }
        if (missing > 0) taken.Add(new(from, from, missing, null));
        return taken;
    }

    /// <returns>What is missing.</returns>
    private long Put(Entry into, long amount, List<FlowPart> from)
    {
        var (place, isHeld) = (Place(into), into.Role == AccountName.HeldRole);
        while (amount > 0 && from.Count > 0)
        {
            // Holds that pass to another holder stay holds.
            var at = Math.Max(0, from.FindIndex(part => part.HeldFor is not null == isHeld));
            var part = from[at];
            var now = Math.Min(part.Amount, amount);
            if (now == part.Amount) from.RemoveAt(at);
            else from[at] = part with { Amount = part.Amount - now };
            var arrived = new FlowPart(part.From, into, now, into.Role == AccountName.AvailableRole ? null : into.About.Redemption ?? part.HeldFor);
            var behind = into.Role == AccountName.AvailableRole ? place.FindLastIndex(one => Comes(one.From, arrived.From) <= 0) : place.Count - 1;
            place.Insert(behind + 1, arrived);
            amount -= now;
        }
        return amount;
    }

    private List<FlowPart> Place(Entry entry)
    {
        var key = entry.Role switch
        {
            AccountName.ReceivedRole => (AccountName.Sent(entry.Holder), entry.Leg.Commodity, entry.Leg.Lot),
            AccountName.Reattributed => (entry.Leg.Account, entry.Leg.Commodity, null),
            _ => (entry.Leg.Account, entry.Leg.Commodity, entry.Leg.Lot),
        };
        return _places.TryGetValue(key, out var parts) ? parts : _places[key] = [];
    }

    private static bool MayTake(Entry from, FlowPart part) => from.Role != AccountName.ReceivedRole || part.To.Holder == AccountName.PartyOf(from.Leg.Account);

    private static int Rank(Entry from, FlowPart part) =>
        from.About.Redemption is { } redemption && part.HeldFor == redemption || from.About.Act is { } act && part.From.About.Act == act ? 0 : part.To.Holder == from.Holder ? 1 : 2;

    private static int Comes(Entry one, Entry other) => one.Number.CompareTo(other.Number);
}
