using Ledger.Domain.Accounts;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>Redemptions by one draft: what they would have cost, and which would have been refused.</summary>
internal sealed class SimulatedHolds(Rulebook draft, SimulatedWindows windows, SimulatedWorth worth, SimulatedBooks books)
{
    private sealed record Held(Subject Owner, int Commodity, long Units, List<(DateOnly? Last, long Amount)> Taken, bool IsOpen, long PriceWas, long PriceWould, long Settlement, string Bearer);

    private readonly CompiledRulebook _compiled = draft.Compiled;
    private readonly Dictionary<RedemptionId, Held> _holds = [];
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal), _budget = new(StringComparer.Ordinal);

    /// <summary>How many were refused, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused => _refused;

    /// <summary>What merchants are owed, by who bears it, in fen.</summary>
    public IReadOnlyDictionary<string, long> Budget => _budget;

    /// <summary>What is held.</summary>
    public long Open => _holds.Values.Where(hold => hold.IsOpen && hold.Commodity == 0).Sum(hold => hold.Taken.Sum(part => part.Amount));

    public void Place(HoldPlaced hold, Subject owner)
    {
        var commodity = Math.Max(0, books.NumberOf(hold.Legs.FirstOrDefault(leg => leg.Lot is not null)?.Commodity ?? Accounts.Commodity.Points));
        var account = books.Of(owner, commodity, hold.BookedOn);
        var (price, settlement, reason) = hold.Asked is { } asked ? Ask(hold, asked) : (hold.UnitPrice.Hundredths, hold.UnitSettlement.Count, null);
        var cost = price * hold.Quantity;
        if ((reason ?? (account.Available < cost ? "insufficient-points" : null)) is { } refused) _refused[refused] = _refused.GetValueOrDefault(refused) + 1;
        else
        {
            account.Held += cost;
            _holds[hold.Redemption] = new(owner, commodity, hold.Quantity, account.Take(cost), true, hold.UnitPrice.Hundredths, price, settlement, hold.Bearer.ToString());
        }
    }

    public void Capture(RedemptionId redemption, PersonId person, long quantity, DateOnly on)
    {
        if (!_holds.TryGetValue(redemption, out var hold)) return;
        Pay(person, hold, quantity);
        if (hold is { IsOpen: true, Units: > 0 }) books.Of(hold.Owner, hold.Commodity, on).Held -= CompiledStage.Proportion(hold.Taken.Sum(part => part.Amount), Math.Min(quantity, hold.Units), hold.Units);
        // A terminal without network redeemed what had expired meanwhile: it is taken once more.
        if (hold.Units < quantity) _holds[redemption] = hold with { Units = quantity, Taken = [.. hold.Taken, .. books.Of(hold.Owner, hold.Commodity, on).Take(hold.PriceWould * (quantity - hold.Units))], IsOpen = false };
        else
        {
            GiveBack(redemption, hold.Units - quantity, on);
            _holds[redemption] = _holds[redemption] with { IsOpen = false };
        }
    }

    public void Refund(RedemptionId redemption, PersonId person, long quantity, DateOnly on)
    {
        if (!_holds.TryGetValue(redemption, out var hold)) return;
        Pay(person, hold, -quantity);
        GiveBack(redemption, quantity, on);
    }

    /// <param name="units">Null: all that are left.</param>
    public void GiveBack(RedemptionId redemption, long? units, DateOnly on)
    {
        if (!_holds.TryGetValue(redemption, out var hold) || hold.Units == 0) return;
        var back = Math.Min(units ?? hold.Units, hold.Units);
        var (account, sum) = (books.Of(hold.Owner, hold.Commodity, on), hold.Taken.Sum(part => part.Amount));
        var (left, amount) = (new List<(DateOnly?, long)>(), CompiledStage.Proportion(sum, back, hold.Units));
        foreach (var (last, part) in hold.Taken.AsEnumerable().Reverse())
        {
            var now = Math.Min(part, amount);
            if (now > 0) account.Credit(last, now);
            if (hold.IsOpen) account.Held -= now;
            if (part > now) left.Insert(0, (last, part - now));
            amount -= now;
        }
        if (hold.Units == back && !hold.IsOpen) _holds.Remove(redemption);
        else _holds[redemption] = hold with { Units = hold.Units - back, Taken = left };
    }

    private void Pay(PersonId person, Held hold, long units)
    {
        _budget[hold.Bearer] = _budget.GetValueOrDefault(hold.Bearer) + hold.Settlement * units;
        if (hold.Commodity != 0) return;
        var payer = books.Person(person);
        payer.PaidWas += hold.PriceWas * units;
        payer.PaidWould += hold.PriceWould * units;
    }

    /// <summary>The price of a unit by the draft and what the merchant is owed for it, or what it refuses.</summary>
    private (long Price, long Settlement, string? Refused) Ask(HoldPlaced hold, Asked asked)
    {
        var passages = _compiled.Passages.Where(one => one.Entry.Kind == PassageKind.Redeem && one.LeadsTo(asked.Item)).ToList();
        if ((passages.Find(one => one.Entry.Code == asked.Passage) ?? passages.FirstOrDefault()) is not { } passage) return (0, 0, "no-such-passage");
        asked = asked with { Passage = passage.Entry.Code };
        windows.Turn(CountedIn.SubjectsOf(hold.Redemption, hold.Person, hold.Merchant, asked), hold.OccurredOn);
        var facts = worth.SayMeasures(new FactRow(_compiled.Facts).SayAsking(draft.Document, asked, hold.Merchant, hold.OccurredOn).Say("asking.quantity", hold.Quantity));
        if (_compiled.Redeem?.Test(facts) == Truth.False || passage.When?.Test(facts) == Truth.False || passage.Who?.Test(facts) == Truth.False) return (0, 0, "not-eligible");
        var price = passage.Price is { } amount ? new Valuation(_compiled).Price(amount, facts) : hold.UnitPrice.Hundredths;
        var settlement = (passage.Entry.Face ?? passage.Entry.Pay?.Face) is { } face ? CompiledStage.Proportion(price, face.Give.Units, face.Per.Units) : hold.UnitSettlement.Count;
        var counted = _compiled.Measures.Where(measure => measure.IsOfHolds && (measure.When?.Test(facts) ?? Truth.True) != Truth.False).ToList();
        foreach (var limit in passage.Limits)
            if (limit.When?.Test(facts) != Truth.False && counted.Find(one => one.Number == limit.Measure) is { } measure && windows.Of(measure.Number).Got + More(measure) > limit.Bound.AtMost(facts)) return (price, settlement, "limit-reached");
        foreach (var measure in counted)
            if (measure.Kind != CountKind.Days || windows.IsFirstOfDay(measure.Number)) windows.Add(measure.Number, 0, More(measure));
        return (price, settlement, null);

        long More(CompiledMeasure measure) => measure.Kind switch { CountKind.Units => hold.Quantity, CountKind.Commodity => price * hold.Quantity, _ => 1 };
    }
}
