using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Redemptions;

/// <summary>Reserves points for an offer and makes a code good: the volunteer himself, or somebody of the office or grid who acts for him.</summary>
/// <param name="Quantity">Units: 1 to 100.</param>
/// <param name="CodeHashes">Keyed hashes of the codes of attempts 0, 1, …; the first that is free is taken.</param>
[Refuses(typeof(NotFound), typeof(IdAlreadyUsed), typeof(AccountSuspended), typeof(NoRulebookInForce), typeof(OfferIsWithdrawn), typeof(OfferIsClosed),
    typeof(MerchantHasDayOff), typeof(OfferIsSoldOut), typeof(OutOfStock), typeof(InsufficientPoints), typeof(NoCodeFree))]
public sealed record PlaceHold(Actor By, RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity, IReadOnlyList<string> CodeHashes) : ICommand<HoldIsPlaced>
{
    public long Quantity { get; init => field = Bounds.Units(value); } = Bounds.Units(Quantity);

    /// <summary>Who may act for a volunteer: recorded as such.</summary>
    public static readonly Role[] Helpers = [Role.Office, Role.GridOfficer, Role.GridAssistant];

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Redemption>(Redemption.ToString()).Row<Offer>(Offer.ToString());
        needs.Row<Account>(Account.Key(Person, Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(Person, Commodity.Points));
        // Few merchants have days off, and whose offer it is, is not known yet.
        needs.StartingWith<DaysOff>("");
        foreach (var hash in CodeHashes) needs.Row<CodeIssued>(hash);
    }

    public Decision<HoldIsPlaced> Decide(Books books)
    {
        if (!By.Is(Person) && !By.Holds(books, Helpers)) return new NotFound("person", Person.ToString());
        if (books.Find<Person>(Person.ToString()) is not { IsForgotten: false } person) return new NotFound("person", Person.ToString());
        if (books.Find<Offer>(Offer.ToString()) is not { } offer) return new NotFound("offer", Offer.ToString());
        if (books.Find<Redemption>(Redemption.ToString()) is not null) return new IdAlreadyUsed("redemption", Redemption.ToString());
        if (person.IsSuspended) return new AccountSuspended(Person);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        Lapse.PostIfDue(books, Person);
        var holding = Holding.Of(books, Person);
        if (offer.WhyNot(Quantity, holding.Available, books.Today, books.Find<DaysOff>(offer.Merchant.ToString())).FirstOrDefault() is { } why) return why;
        if (FreeCode(books) is not { } attempt) return new NoCodeFree();

        var posting = new Posting(books, Person);
        foreach (var lot in holding.Take(offer.Price * Quantity)) posting.Move(AccountName.Available(Person), AccountName.Held(Person), Commodity.Points, lot);
        var expiresAt = books.Now.AddMinutes(books.Community.HoldMinutes);
        books.PutSide(CodeHashes[attempt], new CodeIssued(Redemption));
        books.Add(Stream.Person(Person), new HoldPlaced(Redemption, Person, offer.Merchant, Offer, Quantity, offer.Price, offer.Settlement, offer.Bearer,
            rulebook.Document.Version, expiresAt, attempt, posting.Entries, posting.Legs, books.Today, books.Today));
        return books.Accept(new HoldIsPlaced(Redemption, offer.Merchant, Offer, Quantity, offer.Price * Quantity, holding.Available - offer.Price * Quantity, expiresAt, attempt));
    }

    /// <summary>A code may serve again once the redemption it stood for has ended.</summary>
    private int? FreeCode(Books books)
    {
        for (var attempt = 0; attempt < CodeHashes.Count; attempt++)
            if (books.Find<CodeIssued>(CodeHashes[attempt]) is not { } taken
                || books.Find<Redemption>(taken.Redemption.ToString()) is { Status: not RedemptionStatus.Held }) return attempt;
        return null;
    }
}

/// <param name="AvailableAfterHundredths">What can still be spent after it.</param>
/// <param name="Attempt">From it and the id the code is computed; the code itself is not kept.</param>
public sealed record HoldIsPlaced(
    RedemptionId Redemption, MerchantId Merchant, OfferId Offer, long Quantity, Points PriceHundredths, Points AvailableAfterHundredths, DateTimeOffset ExpiresAt, int Attempt);
