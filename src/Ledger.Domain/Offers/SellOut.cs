using Ledger.Domain.Merchants;

namespace Ledger.Domain.Offers;

/// <summary>An offer is sold out (售罄): nothing of it can be reserved, what is reserved stays good.</summary>
/// <param name="Through">The last local day of it; absent: until it is lifted.</param>
public sealed record OfferSoldOut(OfferId Offer, DateOnly? Through) : IFact;

/// <summary>An offer that was sold out is to be had again.</summary>
public sealed record OfferOnSaleAgain(OfferId Offer) : IFact;

/// <param name="Through">The last local day; absent: until it is lifted.</param>
public sealed record SoldOut(DateOnly? Through)
{
    public bool Covers(DateOnly day) => Through is not { } last || day <= last;
}

/// <summary>Says that an offer is sold out, for today or until it is lifted: whoever stands behind the counter, or the office.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OfferIsWithdrawn))]
public sealed record SellOut(Actor By, OfferId Offer, bool UntilLifted) : ICommand<OfferChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Offer(Offer)).Row<Offer>(Offer.ToString());

    public Decision<OfferChanged> Decide(Books books)
    {
        var offer = books.Find<Offer>(Offer.ToString());
        if (Shelf.Refuses(books, By, Offer, offer) is { } refusal) return refusal;
        if (offer!.IsWithdrawn) return new OfferIsWithdrawn(Offer);
        var through = UntilLifted ? (DateOnly?)null : books.Today;
        if (offer.SoldOut is not { } already || already.Through != through) books.Add(Stream.Offer(Offer), new OfferSoldOut(Offer, through));
        return books.Accept(new OfferChanged(Offer));
    }
}

/// <summary>Says that an offer is to be had again.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record LiftSoldOut(Actor By, OfferId Offer) : ICommand<OfferChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Offer(Offer)).Row<Offer>(Offer.ToString());

    public Decision<OfferChanged> Decide(Books books)
    {
        var offer = books.Find<Offer>(Offer.ToString());
        if (Shelf.Refuses(books, By, Offer, offer) is { } refusal) return refusal;
        if (offer!.SoldOut is not null) books.Add(Stream.Offer(Offer), new OfferOnSaleAgain(Offer));
        return books.Accept(new OfferChanged(Offer));
    }
}

/// <summary>The offer is sold out.</summary>
/// <param name="Through">The last local day of it; absent: until it is lifted.</param>
public sealed record OfferIsSoldOut(OfferId Offer, DateOnly? Through) : Rejection;

/// <summary>Who may say what is on the shelf.</summary>
internal static class Shelf
{
    public static Rejection? Refuses(Books books, Actor by, OfferId id, Offer? offer)
    {
        if (offer is null ? !by.Holds(books, Role.Administrator, Role.Office) : !by.MayShut(books, offer.Merchant))
            return new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk);
        return offer is null ? new NotFound("offer", id.ToString()) : null;
    }
}
