using Ledger.Domain.Merchants;

namespace Ledger.Domain.Offers;

/// <summary>An offer's terms as they are asked for.</summary>
public sealed record OfferTerms(Title Title, Points Price, Fen Settlement, Bearer Bearer, long? Stock, DateOnly OpensOn, DateOnly? ClosesOn, PersonLimit? PerPerson = null, Code? Item = null)
{
    public Points Price { get; init => field = Item is null ? Bounds.Price(value) : value; } = Item is null ? Bounds.Price(Price) : Points.Zero;

    public Fen Settlement { get; init => field = Bounds.Settlement(value); } = Bounds.Settlement(Settlement);

    public long? Stock { get; init => field = Bounds.Stock(value); } = Bounds.Stock(Stock);

    internal Rejection? Contradiction()
    {
        if (Bearer.Kind == BearerKind.Fund || Bearer.Kind == BearerKind.Merchant && Settlement.Count != 0 || Bearer.Kind == BearerKind.Donor == Bearer.Donor is null) return new BearerDoesNotFit(Bearer, Settlement);
        return ClosesOn < OpensOn ? new Persons.PeriodIsEmpty("closesOn", OpensOn, ClosesOn.Value) : null;
    }
}

/// <summary>Publishes an offer of a merchant. The office decides what is owed for it.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MerchantIsClosed), typeof(IdAlreadyUsed), typeof(BearerDoesNotFit), typeof(Persons.PeriodIsEmpty))]
public sealed record PublishOffer(Actor By, OfferId Offer, MerchantId Merchant, OfferTerms Terms) : ICommand<OfferChanged>
{
    public void Name(Needs needs) => needs.Row<Merchant>(Merchant.ToString()).Row<Offer>(Offer.ToString());

    public Decision<OfferChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Merchant>(Merchant.ToString()) is not { } merchant) return new NotFound("merchant", Merchant.ToString());
        if (merchant.ClosedOn is { } since) return new MerchantIsClosed(Merchant, since);
        if (books.Find<Offer>(Offer.ToString()) is not null) return new IdAlreadyUsed("offer", Offer.ToString());
        if (Terms.Contradiction() is { } contradiction) return contradiction;
        books.Add(Stream.Offer(Offer), new OfferPublished(Offer, Merchant, Terms.Title, Terms.Price, Terms.Settlement, Terms.Bearer, Terms.Stock, Terms.OpensOn, Terms.ClosesOn, Terms.PerPerson, Terms.Item));
        return books.Accept(new OfferChanged(Offer));
    }
}

/// <summary>Changes an offer's terms for those who come after.</summary>
/// <param name="Expected">The journal number of the terms the caller saw.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(OfferIsWithdrawn), typeof(BearerDoesNotFit), typeof(Persons.PeriodIsEmpty))]
public sealed record ReviseOffer(Actor By, OfferId Offer, OfferTerms Terms, long? Expected) : ICommand<OfferChanged>
{
    public void Name(Needs needs) => needs.Row<Offer>(Offer.ToString());

    public Decision<OfferChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Offer>(Offer.ToString()) is not { } offer) return new NotFound("offer", Offer.ToString());
        if (Expected is { } expected && expected != offer.Number) return new ChangedMeanwhile(expected, offer.Number);
        if (offer.IsWithdrawn) return new OfferIsWithdrawn(Offer);
        if (Terms.Contradiction() is { } contradiction) return contradiction;
        books.Add(Stream.Offer(Offer), new OfferRevised(Offer, Terms.Title, Terms.Price, Terms.Settlement, Terms.Bearer, Terms.Stock, Terms.OpensOn, Terms.ClosesOn, Terms.PerPerson, Terms.Item));
        return books.Accept(new OfferChanged(Offer));
    }
}

/// <summary>Takes an offer away: sold out for good, closed. Codes already handed out stay good.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile))]
public sealed record WithdrawOffer(Actor By, OfferId Offer, Code Reason, long? Expected) : ICommand<OfferChanged>
{
    public void Name(Needs needs) => needs.Row<Offer>(Offer.ToString());

    public Decision<OfferChanged> Decide(Books books)
    {
        var offer = books.Find<Offer>(Offer.ToString());
        if (!By.Holds(books, Role.Administrator, Role.Office) && !(offer is not null && By.ServesAt(books, offer.Merchant)))
            return new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk);
        if (offer is null) return new NotFound("offer", Offer.ToString());
        if (Expected is { } expected && expected != offer.Number) return new ChangedMeanwhile(expected, offer.Number);
        if (!offer.IsWithdrawn) books.Add(Stream.Offer(Offer), new OfferWithdrawn(Offer, Reason));
        return books.Accept(new OfferChanged(Offer));
    }
}

public sealed record OfferChanged(OfferId Offer);
