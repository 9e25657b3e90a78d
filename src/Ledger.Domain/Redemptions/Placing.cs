using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Redemptions;

/// <summary>What codes on a phone and vouchers on paper have in common: the hold.</summary>
internal readonly record struct Placing(RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity, IReadOnlyList<string> CodeHashes, Asking? Asking = null, FromVault? Vault = null, Subject? Account = null, FromVault? ReceiversVault = null)
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Redemption>(Redemption.ToString()).Row<Offer>(Offer.ToString()).Row<LossReport>(Person.ToString());
        needs.Row<Accounts.Account>(Accounts.Account.Key(Person, Accounts.Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(Person, Accounts.Commodity.Points)).StartingWith<OpenHold>(OpenHold.Prefix(Person));
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
        if (Rights.Lost(books, Person, books.Today, Rights.Redeem) is { } lost) return new NotEligible(null, Rights.RuleOf(rulebook, lost));
        if (Account is { } account && !IsHis(books, person, account)) return new NotFound("account", account.ToString());
        var owner = Account ?? Person;
        var passing = new Passing(books, rulebook, Redemption, person, offer, Quantity, Asking ?? Asking.Plain, Vault, ReceiversVault);
        var commodity = passing.PaidIn();
        var kept = rulebook.Document.KeptAs(commodity);
        Lapse.PostIfDue(books, owner, Person, kept);
        var holding = Holding.Of(books, owner, kept);
        var priced = new Priced(null, offer.Price, offer.Settlement, offer.Bearer, holding.Usable(rulebook, Right.Spend), []);
        var daysOff = books.Find<DaysOff>(offer.Merchant.ToString());
        if (offer.Item is { } item && passing.Judge(item, holding, out priced) is { } refused)
            return offer.WhyNot(Quantity, Points.Zero, books.Today, daysOff, 0).FirstOrDefault() ?? refused;
        if (offer.WhyNot(Quantity, priced.Available, books.Today, daysOff, OfferUse.Of(books, Person, offer), priced.UnitPrice, rulebook.UnitOf(rulebook.Document.NameOf(commodity))).FirstOrDefault() is { } why) return why;
        if (CodeHash.FirstFree(books, CodeHashes, 0) is not { } attempt) return new NoCodeFree();

        var posting = new Posting(books, owner, kept);
        foreach (var lot in Holding.Take(priced.Lots, priced.UnitPrice * Quantity)) posting.Move(AccountName.Available(owner), AccountName.Held(owner), kept, lot);
        var expiresAt = isPaper
            ? books.Community.LocalZone.StartOf(RedemptionRules.Of(rulebook).VoucherLastDay(books.Today).AddDays(1))
            : books.Now.AddMinutes(books.Community.HoldMinutes);
        books.PutSide(CodeHashes[attempt], new CodeIssued(Redemption, attempt));
        books.Add(Stream.Person(Person), new HoldPlaced(Redemption, Person, offer.Merchant, Offer, Quantity, priced.UnitPrice, priced.Settlement, priced.Bearer,
            rulebook.Stamp, expiresAt, attempt, posting.Entries, posting.Legs, books.Today, books.Today, helper, isPaper ? true : null, offer.PerPerson, priced.Asked, priced.Asked is null ? null : priced.Steps, owner == Person ? null : owner, rulebook.Document.NameOf(commodity)));
        return books.Accept(new HoldIsPlaced(Redemption, offer.Merchant, Offer, Quantity, priced.UnitPrice * Quantity, holding.Available - priced.UnitPrice * Quantity, expiresAt, attempt, priced.Asked?.Cash, rulebook.Document.NameOf(commodity)));
    }

    /// <summary>Who pays for one of the family: what binds the two, and where the other belongs; rights that are suspended.</summary>
    public int MostReadings => Following.MostReadings;

    /// <summary>One's own, one's household's, or that of the team one is in; a merchant's is its owners', for whom the office may act.</summary>
    public static bool IsHis(Books books, Person person, Subject account) => account == person.Id
        || person.Household is { } home && account == Subject.Of(home) || MemberOf.TeamOn(books, person.Id, books.Today) is { } team && account == Subject.Of(team)
        || account.Kind == Whose.Merchant && RoleHeld.Of(books, person.Id).Any(held => held.Covers(books.Today) && (held.Role == Role.Office || (held.Role == Role.MerchantOwner && Subject.Of(held.Merchant!.Value) == account)));
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
