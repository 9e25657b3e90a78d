using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Offers;

/// <summary>An offer as decisions know it.</summary>
/// <param name="Left">Units neither taken nor reserved; null is without limit.</param>
/// <param name="Number">The journal number of the last change of terms: holds do not move it, nor does being sold out.</param>
public sealed record Offer(
    OfferId Id, MerchantId Merchant, Title Title, Points Price, Fen Settlement, Bearer Bearer, long? Left, DateOnly OpensOn, DateOnly? ClosesOn, bool IsWithdrawn, long Number,
    SoldOut? SoldOut = null, PersonLimit? PerPerson = null, Code? Item = null)
{
    /// <summary>What stands against taking so many units with so much available: every reason, in order of precedence.</summary>
    /// <param name="daysOff">Its merchant's, when there are any.</param>
    /// <param name="used">Units the person took in this period, where there is a limit.</param>
    /// <param name="unitPrice">What the rulebook of the day asks for it; absent: the offer's own.</param>
    /// <param name="unit">What it is counted in; absent: points.</param>
    public IEnumerable<Rejection> WhyNot(long quantity, Points available, DateOnly today, DaysOff? daysOff, long used, Points? unitPrice = null, string? unit = null)
    {
        if (IsWithdrawn) yield return new OfferIsWithdrawn(Id);
        if (today < OpensOn || today > ClosesOn) yield return new OfferIsClosed(Id, OpensOn, ClosesOn, today);
        if (daysOff?.On(today) is { } off) yield return new MerchantHasDayOff(Merchant, off.From, off.Until, today);
        if (SoldOut is { } soldOut && soldOut.Covers(today)) yield return new OfferIsSoldOut(Id, soldOut.Through);
        if (Left < quantity) yield return new OutOfStock(Id, Left.Value, quantity);
        if (PerPerson is { } limit && used + quantity > limit.Units) yield return new OfferLimitReached(Id, limit, used, quantity);
        if (available < (unitPrice ?? Price) * quantity) yield return new InsufficientPoints(available, (unitPrice ?? Price) * quantity, unit);
    }

    public static void Evolve(IStates states, OfferPublished fact, At at)
    {
        states.Put(fact.Offer.ToString(),
            new Offer(fact.Offer, fact.Merchant, fact.Title, fact.Price, fact.Settlement, fact.Bearer, fact.Stock, fact.OpensOn, fact.ClosesOn, false, at.Number,
                PerPerson: fact.PerPerson, Item: fact.Item));
        states.Put(MerchantOffer.Key(fact.Merchant, fact.Offer), new MerchantOffer(fact.Offer));
    }

    public static void Evolve(IStates states, OfferRevised fact, At at)
    {
        if (states.Find<Offer>(fact.Offer.ToString()) is { } offer)
            states.Put(fact.Offer.ToString(), new Offer(offer.Id, offer.Merchant, fact.Title, fact.Price, fact.Settlement, fact.Bearer, fact.Stock, fact.OpensOn, fact.ClosesOn, offer.IsWithdrawn, at.Number,
                offer.SoldOut, fact.PerPerson, fact.Item));
    }

    public static void Evolve(IStates states, OfferWithdrawn fact, At at)
    {
        if (states.Find<Offer>(fact.Offer.ToString()) is not { } offer) return;
        states.Put(fact.Offer.ToString(), offer with { IsWithdrawn = true, Number = at.Number });
        states.Remove<MerchantOffer>(MerchantOffer.Key(offer.Merchant, fact.Offer));
    }

    public static void Evolve(IStates states, OfferSoldOut fact)
    {
        if (states.Find<Offer>(fact.Offer.ToString()) is { } offer) states.Put(fact.Offer.ToString(), offer with { SoldOut = new SoldOut(fact.Through) });
    }

    public static void Evolve(IStates states, OfferOnSaleAgain fact)
    {
        if (states.Find<Offer>(fact.Offer.ToString()) is { } offer) states.Put(fact.Offer.ToString(), offer with { SoldOut = null });
    }

    /// <summary>Stock is reserved at the hold and comes back with what a hold did not use.</summary>
    public static void MoveStock(IStates states, OfferId id, long units)
    {
        if (units != 0 && states.Find<Offer>(id.ToString()) is { Left: { } left } offer) states.Put(id.ToString(), offer with { Left = left + units });
    }
}

/// <summary>The offer was withdrawn.</summary>
public sealed record OfferIsWithdrawn(OfferId Offer) : Rejection;

/// <summary>Today lies outside the offer's days.</summary>
public sealed record OfferIsClosed(OfferId Offer, DateOnly OpensOn, DateOnly? ClosesOn, DateOnly Today) : Rejection;

/// <summary>Fewer units are left than asked for.</summary>
public sealed record OutOfStock(OfferId Offer, long Left, long Requested) : Rejection;

/// <summary>Fewer points are available than the price.</summary>
/// <param name="Unit">Where they are not counted in points: <c>minutes</c>.</param>
public sealed record InsufficientPoints(Points Available, Points Requested, string? Unit = null) : Rejection
{
    public string? Unit { get; init; } = Unit == Commodity.Points ? null : Unit;
}

/// <summary>A merchant who gives the unit is owed nothing for it; a donor is named.</summary>
public sealed record BearerDoesNotFit(Bearer Bearer, Fen Settlement) : Rejection;
