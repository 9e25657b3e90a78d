using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Offers;

/// <summary>
/// What offers would cost somebody now, and what stands against his taking one unit of each: the decision itself, asked for each and not
/// written. Whoever may see his account may ask.
/// </summary>
/// <param name="Offers">At most 200.</param>
/// <param name="AgeBand">The band today, from the vault, where he asks himself.</param>
/// <param name="Vault">What only the vault knows of him today.</param>
[Refuses(typeof(NotFound), typeof(PersonWasMerged))]
public sealed record JudgeOffers(Actor By, PersonId Person, IReadOnlyList<OfferId> Offers, string? AgeBand = null, FromVault? Vault = null) : ICommand<OffersJudged>
{
    /// <summary>Any code will do: none is made.</summary>
    private static readonly string[] NoCode = [""];

    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs)
    {
        foreach (var offer in Offers) Taking(offer).Name(needs);
    }

    public Decision<OffersJudged> Decide(Books books)
    {
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        var judged = new List<OfferJudged>();
        foreach (var id in Offers)
            if (books.Find<Offer>(id.ToString()) is { } offer) judged.Add(Judged(books, AskedBooks.On(books), offer));
        return books.Accept(new OffersJudged(Holding.Of(books, Person).Available, judged));
    }

    private OfferJudged Judged(Books books, Books asked, Offer offer)
    {
        var refusal = (Taking(offer.Id).Decide(asked) as Decision<HoldIsPlaced>.Rejected)?.Reason;
        var placed = asked.Find<Redemption>(RedemptionId.Of(default).ToString())?.Placed;
        if (refusal is null) return new(offer.Id, placed!.UnitPrice, placed.Commodity, []);
        var (price, commodity, keptAs) = Cost(books, offer);
        var others = offer.WhyNot(1, Holding.Of(asked, Person, keptAs).Available, books.Today, books.Find<DaysOff>(offer.Merchant.ToString()), OfferUse.Of(books, Person, offer), price ?? Points.Zero, Rulebook.InForce(books, books.Today)?.UnitOf(commodity));
        return new(offer.Id, price, commodity, [refusal, .. others.Where(other => other.GetType() != refusal.GetType())]);
    }

    /// <summary>Also of what he may not take.</summary>
    private (Points? Price, Code? Commodity, string KeptAs) Cost(Books books, Offer offer)
    {
        if (offer.Item is not { } item) return (offer.Price, null, Commodity.Points);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return (null, null, Commodity.Points);
        var passing = new Passing(books, rulebook, default, books.Find<Person>(Person.ToString())!, offer, 1, Asking.Plain, Vault);
        return (passing.CostOf(item), rulebook.Document.NameOf(passing.PaidIn()), rulebook.Document.KeptAs(passing.PaidIn()));
    }

    /// <summary>As he himself would ask.</summary>
    private PlaceHold Taking(OfferId offer) => new(Actor.Of(Person), RedemptionId.Of(default), Person, offer, 1, NoCode, AgeBand, Vault: Vault);
}

/// <param name="Available">What can be spent now.</param>
/// <param name="Offers">In the order asked for; one that is not there is left out.</param>
public sealed record OffersJudged(Points Available, IReadOnlyList<OfferJudged> Offers);

/// <param name="Price">Of one unit; absent where that depends on what is asked for, or where no rule tells it.</param>
/// <param name="Commodity">What it is paid in; absent: the first.</param>
/// <param name="Against">Why it cannot be taken now, the weightiest first; empty when it can.</param>
public sealed record OfferJudged(OfferId Offer, Points? Price, Code? Commodity, IReadOnlyList<Rejection> Against);
