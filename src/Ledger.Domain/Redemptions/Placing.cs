using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Redemptions;

/// <summary>What codes on a phone and vouchers on paper have in common: the hold.</summary>
internal readonly record struct Placing(RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity, IReadOnlyList<string> CodeHashes)
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Redemption>(Redemption.ToString()).Row<Offer>(Offer.ToString()).Row<LossReport>(Person.ToString());
        needs.Row<Account>(Account.Key(Person, Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(Person, Commodity.Points)).StartingWith<OpenHold>(OpenHold.Prefix(Person));
        // Few merchants have days off, and whose offer it is, is not known yet.
        needs.StartingWith<DaysOff>("");
        foreach (var hash in CodeHashes) needs.Row<CodeIssued>(hash);
    }

    public Decision<HoldIsPlaced> Decide(Books books, PersonId? helper, bool isPaper)
    {
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        var person = books.Find<Person>(Person.ToString())!;
        if (books.Find<Offer>(Offer.ToString()) is not { } offer) return new NotFound("offer", Offer.ToString());
        if (books.Find<Redemption>(Redemption.ToString()) is not null) return new IdAlreadyUsed("redemption", Redemption.ToString());
        if (person.IsSuspended) return new AccountSuspended(Person);
        if (LossReport.Of(books, Person) is not null) return new ReportedLost(Person);
        if (books.StartingWith<OpenHold>(OpenHold.Prefix(Person)).Count >= OpenHold.Most) return new TooManyOpenHolds(OpenHold.Most);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        Lapse.PostIfDue(books, Person);
        var holding = Holding.Of(books, Person);
        if (offer.WhyNot(Quantity, holding.Available, books.Today, books.Find<DaysOff>(offer.Merchant.ToString()), OfferUse.Of(books, Person, offer)).FirstOrDefault() is { } why) return why;
        if (CodeHash.FirstFree(books, CodeHashes, 0) is not { } attempt) return new NoCodeFree();

        var posting = new Posting(books, Person);
        foreach (var lot in holding.Take(offer.Price * Quantity)) posting.Move(AccountName.Available(Person), AccountName.Held(Person), Commodity.Points, lot);
        var expiresAt = isPaper
            ? books.Community.LocalZone.StartOf(RedemptionRules.Of(rulebook).VoucherLastDay(books.Today).AddDays(1))
            : books.Now.AddMinutes(books.Community.HoldMinutes);
        books.PutSide(CodeHashes[attempt], new CodeIssued(Redemption, attempt));
        books.Add(Stream.Person(Person), new HoldPlaced(Redemption, Person, offer.Merchant, Offer, Quantity, offer.Price, offer.Settlement, offer.Bearer,
            rulebook.Stamp, expiresAt, attempt, posting.Entries, posting.Legs, books.Today, books.Today, helper, isPaper ? true : null, offer.PerPerson));
        return books.Accept(new HoldIsPlaced(Redemption, offer.Merchant, Offer, Quantity, offer.Price * Quantity, holding.Available - offer.Price * Quantity, expiresAt, attempt));
    }
}

internal static class CodeHash
{
    /// <summary>The first attempt from this one on whose code nobody waits for; a code may serve again once its redemption has ended.</summary>
    public static int? FirstFree(Books books, IReadOnlyList<string> hashes, int from)
    {
        for (var attempt = from; attempt < hashes.Count; attempt++)
            if (books.Find<CodeIssued>(hashes[attempt]) is not { } taken
                || books.Find<Redemption>(taken.Redemption.ToString()) is { Status: not RedemptionStatus.Held }) return attempt;
        return null;
    }
}
