using System.Text.Json.Serialization;

namespace Ledger.Domain.Offers;

[JsonConverter(typeof(KebabEnum<BearerKind>))]
public enum BearerKind { Merchant, Community, Donor, Fund }

/// <summary>Who bears what the merchant gets for a unit.</summary>
/// <param name="Donor">The donor's code, for a donor; the code of a fund of the rulebook, for one.</param>
public sealed record Bearer(BearerKind Kind, Code? Donor = null)
{
    public override string ToString() => Donor is { } donor ? $"{(Kind == BearerKind.Fund ? "fund" : "donor")}:{donor}" : Kind == BearerKind.Community ? "community" : "merchant";
}

/// <summary>An offer (兑换项目) was published: its price in points and, apart from it, what the community owes per unit. No rate links the two.</summary>
/// <param name="Price">Points per unit, in hundredths.</param>
/// <param name="Settlement">What is owed to the merchant per unit, in fen; 0 if the merchant gives it.</param>
/// <param name="Stock">Units there are; absent is without limit.</param>
/// <param name="OpensOn">The first local day on which it can be taken.</param>
/// <param name="ClosesOn">The last, when there is one.</param>
/// <param name="PerPerson">How many units one person may take in a period; absent is without limit.</param>
/// <param name="Item">An item of the rulebook: then the rulebook of the day says who may have it and what it costs, and the price here is 0.</param>
public sealed record OfferPublished(
    OfferId Offer, MerchantId Merchant, Title Title, Points Price, Fen Settlement, Bearer Bearer, long? Stock, DateOnly OpensOn, DateOnly? ClosesOn, PersonLimit? PerPerson = null, Code? Item = null) : IFact;

/// <summary>An offer's terms changed; what is held keeps the old ones.</summary>
/// <param name="Stock">Units left from now on, open holds not counted; absent is without limit.</param>
public sealed record OfferRevised(
    OfferId Offer, Title Title, Points Price, Fen Settlement, Bearer Bearer, long? Stock, DateOnly OpensOn, DateOnly? ClosesOn, PersonLimit? PerPerson = null, Code? Item = null) : IFact;

/// <summary>An offer is no longer to be had.</summary>
public sealed record OfferWithdrawn(OfferId Offer, Code Reason) : IFact;
