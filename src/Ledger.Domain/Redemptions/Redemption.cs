using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;

namespace Ledger.Domain.Redemptions;

[JsonConverter(typeof(KebabEnum<RedemptionStatus>))]
public enum RedemptionStatus { Held, Captured, Voided, Expired }

/// <summary>A redemption (积分兑换): one hold that ends once, and the refunds after it. Folded by its id; its events lie in the holder's stream.</summary>
/// <param name="Placed">The hold with everything it froze.</param>
/// <param name="Captured">Units handed over.</param>
/// <param name="Refunded">Units given back.</param>
/// <param name="Spent">The lots that are spent and not given back, in the order in which they were taken.</param>
public sealed record Redemption(HoldPlaced Placed, RedemptionStatus Status, long Captured, long Refunded, IReadOnlyList<LotAmount> Spent, long Number)
{
    /// <summary>When it was captured, and the journal number of that.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    public long? CapturedNumber { get; init; }

    /// <summary>The lots the hold reserved, soonest to expire first.</summary>
    [JsonIgnore]
    public IReadOnlyList<LotAmount> Reserved => LotsOn(Placed.Legs, AccountName.Held(Placed.Person));

    public static void Evolve(IStates states, HoldPlaced fact, At at)
    {
        states.Put(fact.Redemption.ToString(), new Redemption(fact, RedemptionStatus.Held, 0, 0, [], at.Number));
        states.Put(HoldDue.Key(fact.ExpiresAt, fact.Redemption), new HoldDue(fact.Redemption));
        states.Put(MerchantHold.Key(fact.Merchant, fact.Redemption), new MerchantHold(fact.Redemption));
        Offer.MoveStock(states, fact.Offer, -fact.Quantity);
    }

    public static void Evolve(IStates states, RedemptionCaptured fact, At at) => End(states, fact.Redemption, at, redemption =>
        redemption with
        {
            Status = RedemptionStatus.Captured, Captured = fact.Quantity, Spent = LotsOn(fact.Legs, AccountName.Spent(fact.Merchant)),
            CapturedAt = at.RecordedAt, CapturedNumber = at.Number,
        });

    public static void Evolve(IStates states, HoldVoided fact, At at) => End(states, fact.Redemption, at, redemption => redemption with { Status = RedemptionStatus.Voided });

    public static void Evolve(IStates states, HoldExpired fact, At at) => End(states, fact.Redemption, at, redemption => redemption with { Status = RedemptionStatus.Expired });

    public static void Evolve(IStates states, RedemptionRefunded fact, At at)
    {
        if (states.Find<Redemption>(fact.Redemption.ToString()) is not { } redemption) return;
        var back = LotsOn(fact.Legs, AccountName.Spent(fact.Merchant)).ToDictionary(lot => lot.Lot, lot => -lot.Amount);
        var spent = redemption.Spent.Select(lot => lot with { Amount = lot.Amount - back.GetValueOrDefault(lot.Lot) }).Where(lot => lot.Amount > 0);
        states.Put(fact.Redemption.ToString(), redemption with { Refunded = redemption.Refunded + fact.Quantity, Spent = [.. spent], Number = at.Number });
        states.Put(fact.Refund.ToString(), new Refund(fact.Redemption, fact.Quantity));
        if (fact.Restock) Offer.MoveStock(states, fact.Offer, fact.Quantity);
    }

    private static void End(IStates states, RedemptionId id, At at, Func<Redemption, Redemption> end)
    {
        if (states.Find<Redemption>(id.ToString()) is not { } redemption) return;
        var ended = end(redemption) with { Number = at.Number };
        states.Put(id.ToString(), ended);
        states.Remove<HoldDue>(HoldDue.Key(redemption.Placed.ExpiresAt, id));
        states.Remove<MerchantHold>(MerchantHold.Key(redemption.Placed.Merchant, id));
        Offer.MoveStock(states, redemption.Placed.Offer, redemption.Placed.Quantity - ended.Captured);
    }

    private static IReadOnlyList<LotAmount> LotsOn(IReadOnlyList<Leg> legs, string account) =>
        [.. legs.Where(leg => leg.Account == account && leg.Lot is not null).Select(leg => new LotAmount(leg.Lot!, leg.Amount))];
}

/// <summary>A refund that was made: the same id again changes nothing.</summary>
public sealed record Refund(RedemptionId Redemption, long Quantity);

/// <summary>When a hold ends by itself, by time: what the scheduler looks for.</summary>
public sealed record HoldDue(RedemptionId Redemption)
{
    public static string Key(DateTimeOffset expiresAt, RedemptionId redemption) => UpTo(expiresAt) + redemption;

    public static string UpTo(DateTimeOffset instant) => string.Create(CultureInfo.InvariantCulture, $"{instant.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff}|");
}

/// <summary>Which redemption a code's hash stands for. Not derivable: the code is in no event.</summary>
public sealed record CodeIssued(RedemptionId Redemption);

/// <summary>How often somebody behind a counter gave a wrong code in this quarter of an hour. Not derivable.</summary>
public sealed record WrongCodes(long Count)
{
    /// <summary>More wrong codes than this in a quarter of an hour, and no code is looked at until it is over.</summary>
    public const long Most = 10;

    public static string Key(string counter, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{counter}|{now.UtcDateTime:yyyy-MM-dd'T'HH}:{now.Minute / 15}");

    public static DateTimeOffset QuarterEnds(DateTimeOffset now) => new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute / 15 * 15, 0, TimeSpan.Zero).AddMinutes(15);
}
