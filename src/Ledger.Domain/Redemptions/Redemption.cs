using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Honours;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Redemptions;

[JsonConverter(typeof(KebabEnum<RedemptionStatus>))]
public enum RedemptionStatus { Held, Captured, Voided, Expired }

/// <summary>A redemption (积分兑换): one hold that ends once, and the refunds after it. Folded by its id; its events lie in the holder's stream.</summary>
/// <param name="Placed">The hold with everything it froze.</param>
/// <param name="Captured">Units handed over.</param>
/// <param name="Refunded">Units given back.</param>
/// <param name="Spent">The lots that are spent and not given back, in the order in which they were taken.</param>
/// <param name="Attempt">Which of its codes is good.</param>
/// <param name="HeldAt">From when its code lived.</param>
/// <param name="EndedAt">When the hold ended.</param>
/// <param name="Replaced">Codes of vouchers that were printed again: at most <see cref="ReprintVoucher.Most"/>.</param>
public sealed record Redemption(
    HoldPlaced Placed, RedemptionStatus Status, long Captured, long Refunded, IReadOnlyList<LotAmount> Spent, int Attempt, DateTimeOffset HeldAt, DateTimeOffset? EndedAt,
    IReadOnlyList<ReplacedCode> Replaced, long Number)
{
    /// <summary>When it was captured, and the journal number of that.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    public long? CapturedNumber { get; init; }

    /// <summary>The windows of the rulebook's measures it is counted in.</summary>
    public IReadOnlyList<CountedIn>? Counted { get; init; }

    /// <summary>The lots the hold reserved, soonest to expire first.</summary>
    [JsonIgnore]
    public IReadOnlyList<LotAmount> Reserved => LotsOn(Placed.Legs, AccountName.Held(Placed.Owner));

    /// <summary>The part of them that is spent first.</summary>
    public IReadOnlyList<LotAmount> FirstReserved(Points amount)
    {
        var (missing, first) = (amount.Hundredths, new List<LotAmount>());
        foreach (var lot in Reserved)
        {
            var part = Math.Min(missing, lot.Amount);
            missing -= part;
            if (part > 0) first.Add(lot with { Amount = part });
        }
        return first;
    }

    /// <summary>The end of a code's life: a later print, the end of the hold, or its time.</summary>
    public DateTimeOffset LivedUntil(int attempt)
    {
        var until = EndedAt < Placed.ExpiresAt ? EndedAt.Value : Placed.ExpiresAt;
        return Replaced.FirstOrDefault(code => code.Attempt == attempt) is { } replaced && replaced.Until < until ? replaced.Until : until;
    }

    public static void Evolve(IStates states, HoldPlaced fact, At at)
    {
        var counted = CountedIn.Of(states, fact) is var own ? own.Concat(CountedIn.Elsewhere(states, fact, own, fact.BookedOn)).ToList() : [];
        states.Put(fact.Redemption.ToString(), new Redemption(fact, RedemptionStatus.Held, 0, 0, [], fact.Attempt, at.RecordedAt, null, [], at.Number) { Counted = counted.Count > 0 ? counted : null });
        states.Put(HoldDue.Key(fact.ExpiresAt, fact.Redemption), new HoldDue(fact.Redemption));
        states.Put(MerchantHold.Key(fact.Merchant, fact.Redemption), new MerchantHold(fact.Redemption));
        states.Put(OpenHold.Key(fact.Person, fact.Redemption), new OpenHold(fact.Redemption));
        Offer.MoveStock(states, fact.Offer, -fact.Quantity);
        OfferUse.Move(states, fact, fact.Quantity);
        CountedIn.Move(states, counted, (fact.Person, fact.Person), fact.UnitPrice, 0, fact.Quantity, fact.BookedOn);
        Claiming.Move(states, fact.Asked?.Claims, (fact.Person, fact.Person), fact.Quantity);
    }

    public static void Evolve(IStates states, VoucherReprinted fact, At at)
    {
        if (states.Find<Redemption>(fact.Redemption.ToString()) is not { } redemption) return;
        states.Put(fact.Redemption.ToString(),
            redemption with { Attempt = fact.Attempt, Replaced = [.. redemption.Replaced, new ReplacedCode(redemption.Attempt, at.RecordedAt)], Number = at.Number });
    }

    public static void Evolve(IStates states, RedemptionCaptured fact, At at) => End(states, fact.Redemption, at, fact.BookedOn, redemption =>
        redemption with
        {
            Status = RedemptionStatus.Captured, Captured = fact.Quantity, Spent = LotsOn(fact.Legs, AccountName.Spent(fact.Merchant)),
            CapturedAt = at.RecordedAt, CapturedNumber = at.Number,
        });

    /// <summary>Like a capture; a hold that had ended takes its units and its place in the limit once more.</summary>
    public static void Evolve(IStates states, RedemptionCapturedOffline fact, At at)
    {
        Rehome(states, fact.Redemption, fact.Person);
        if (states.Find<Redemption>(fact.Redemption.ToString()) is not { } redemption) return;
        if (redemption.Status != RedemptionStatus.Held)
        {
            Offer.MoveStock(states, fact.Offer, -redemption.Placed.Quantity);
            OfferUse.Move(states, redemption.Placed, redemption.Placed.Quantity);
            redemption.Count(states, 0, redemption.Placed.Quantity, fact.BookedOn);
        }
        End(states, fact.Redemption, at, fact.BookedOn, ended => ended with
        {
            Status = RedemptionStatus.Captured, Captured = fact.Quantity, Spent = LotsOn(fact.Legs, AccountName.Spent(fact.Merchant)),
            CapturedAt = at.RecordedAt, CapturedNumber = at.Number,
        });
        OfflineCapture.Evolve(states, fact);
    }

    public static void Evolve(IStates states, HoldVoided fact, At at) => End(states, fact.Redemption, at, fact.BookedOn, redemption => redemption with { Status = RedemptionStatus.Voided });

    public static void Evolve(IStates states, HoldExpired fact, At at) => End(states, fact.Redemption, at, fact.BookedOn, redemption => redemption with { Status = RedemptionStatus.Expired });

    public static void Evolve(IStates states, RedemptionRefunded fact, At at)
    {
        if (states.Find<Redemption>(fact.Redemption.ToString()) is not { } redemption) return;
        var back = LotsOn(fact.Legs, AccountName.Spent(fact.Merchant)).ToDictionary(lot => lot.Lot, lot => -lot.Amount);
        var spent = redemption.Spent.Select(lot => lot with { Amount = lot.Amount - back.GetValueOrDefault(lot.Lot) }).Where(lot => lot.Amount > 0);
        var refunded = redemption with { Refunded = redemption.Refunded + fact.Quantity, Spent = [.. spent], Number = at.Number };
        states.Put(fact.Redemption.ToString(), refunded);
        states.Put(fact.Refund.ToString(), new Refund(fact.Redemption, fact.Quantity));
        if (fact.Restock) Offer.MoveStock(states, fact.Offer, fact.Quantity);
        redemption.Count(states, redemption.Captured - redemption.Refunded, refunded.Captured - refunded.Refunded, fact.BookedOn);
        if (refunded.Refunded == refunded.Captured) OfferUse.Move(states, redemption.Placed with { Person = fact.Person }, -refunded.Captured);
    }

    /// <summary>The holder goes by another id: the hold is that id's, with the lots it reserved.</summary>
    internal static void Rehome(IStates states, RedemptionId id, PersonId holder)
    {
        if (states.Find<Redemption>(id.ToString()) is not { Placed: var placed } redemption) return;
        Leg[] legs = placed.HeldBy is not null ? [.. placed.Legs] : [.. placed.Legs.Select(leg => leg.Account == AccountName.Held(placed.Person) ? leg with { Account = AccountName.Held(holder) } : leg)];
        states.Put(id.ToString(), redemption with { Placed = placed with { Person = holder, Legs = legs } });
    }

    private static void End(IStates states, RedemptionId id, At at, DateOnly bookedOn, Func<Redemption, Redemption> end)
    {
        if (states.Find<Redemption>(id.ToString()) is not { } redemption) return;
        var ended = end(redemption) with { EndedAt = at.RecordedAt, Number = at.Number };
        states.Put(id.ToString(), ended);
        states.Remove<HoldDue>(HoldDue.Key(redemption.Placed.ExpiresAt, id));
        states.Remove<MerchantHold>(MerchantHold.Key(redemption.Placed.Merchant, id));
        states.Remove<OpenHold>(OpenHold.Key(redemption.Placed.Person, id));
        Offer.MoveStock(states, redemption.Placed.Offer, redemption.Placed.Quantity - ended.Captured);
        OfferUse.Move(states, redemption.Placed, ended.Captured - redemption.Placed.Quantity);
        redemption.Count(states, redemption.Placed.Quantity, ended.Captured, bookedOn);
    }

    /// <summary>Counts it in windows of other versions in which it is not counted yet.</summary>
    internal void CountElsewhere(IStates states, DateOnly bookedOn)
    {
        var (counted, holder) = (Counted ?? [], Person.SurvivorOf(states, Placed.Person));
        if (CountedIn.Elsewhere(states, Placed, counted, bookedOn) is not { Count: > 0 } more) return;
        states.Put(Placed.Redemption.ToString(), this with { Counted = [.. counted, .. more] });
        CountedIn.Move(states, more, (Placed.Person, holder), Placed.UnitPrice, 0, Status switch { RedemptionStatus.Held => Placed.Quantity, RedemptionStatus.Captured => Captured - Refunded, _ => 0 }, bookedOn);
    }

    /// <summary>It stands for other units than before in the windows of its rulebook's measures, and of what is claimed by it.</summary>
    private void Count(IStates states, long before, long after, DateOnly bookedOn)
    {
        var holder = (Placed.Person, Person.SurvivorOf(states, Placed.Person));
        CountedIn.Move(states, Counted, holder, Placed.UnitPrice, before, after, bookedOn);
        Claiming.Move(states, Placed.Asked?.Claims, holder, after - before);
    }

    private static IReadOnlyList<LotAmount> LotsOn(IReadOnlyList<Leg> legs, string account) =>
        [.. legs.Where(leg => leg.Account == account && leg.Lot is not null).Select(leg => new LotAmount(leg.Lot!, leg.Amount))];
}

/// <summary>A code that was good until its voucher was printed again.</summary>
public sealed record ReplacedCode(int Attempt, DateTimeOffset Until);

/// <summary>A refund that was made: the same id again changes nothing.</summary>
public sealed record Refund(RedemptionId Redemption, long Quantity);

/// <summary>Which redemption a code's hash stands for. Not derivable: the code is in no event.</summary>
/// <param name="Attempt">Which of its codes: one that was printed again is void.</param>
public sealed record CodeIssued(RedemptionId Redemption, int Attempt);
