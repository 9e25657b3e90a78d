using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deductions;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Persons;

/// <summary>
/// Joins two registrations of one person: two people sign. Points, codes and debts go to who stays, with their origins, and so does
/// all else that is his (<see cref="MergeFold"/>); hours and what caps have consumed count together; the other id is an alias: reads
/// show what it was, writes are told who stayed.
/// </summary>
/// <param name="Person">Who stays.</param>
/// <param name="Vault">Search entries of who stays, under both names.</param>
/// <param name="Forget">Search entries of the other.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(RelationToOneself), typeof(GainsBySigning), typeof(SecondPersonNeeded))]
public sealed record MergePersons(Actor By, PersonId Person, PersonId Merged, IReadOnlyList<SideRow> Vault, IReadOnlyList<SideRow> Forget) : ICommand<MergeIsSigned>
{
    public static readonly Code What = "merge-persons";

    public void Name(Needs needs)
    {
        foreach (var id in new[] { Person, Merged })
        {
            needs.AddsTo(Stream.Person(id)).Row<Person>(id.ToString()).StartingWith<RoleHeld>(RoleHeld.Prefix(id)).StartingWith<OpenHold>(OpenHold.Prefix(id));
            needs.StartingWith<Account>(Account.Prefix(id)).StartingWith<LotHeld>(LotHeld.Prefix(id));
            needs.StartingWith<Relation>(Relation.PrefixOf(id)).StartingWith<Relation>(Relation.PrefixBy(id)).StartingWith<ChildConsent>($"{id}|");
            needs.StartingWith<MeterRow>(MeterRow.PrefixOf(id));
            needs.StartingWith<LotLapsed>(LotHeld.Prefix(id)).StartingWith<OfferUse>($"{id}|").StartingWith<LossReport>($"{id}").StartingWith<CardOfPerson>($"{id}");
            needs.StartingWith<Correction>(Correction.Prefix(id)).StartingWith<Consent>(Consent.Prefix(id)).StartingWith<DeductionOf>(DeductionOf.Prefix(id));
            needs.StartingWith<ForgettingWish>($"{id}").StartingWith<OpenCheck>(OpenCheck.Key(id)).StartingWith<SignInOf>(SignInOf.Prefix(id));
        }
        needs.Row<FirstSignature>(FirstSignature.Key(Person, What));
        // Members lie by team: few hundred rows, for something that is rare.
        needs.StartingWith<TeamMember>("");
        if (By.Person is { } signer) needs.Row<Person>(signer.ToString());
    }

    public Decision<MergeIsSigned> Decide(Books books)
    {
        if (!By.Holds(books, Relating.Binders)) return new NotAllowed(Relating.Binders);
        foreach (var (field, id) in new[] { ("person", Person), ("merged", Merged) })
        {
            if (Persons.Person.Missing(books, field, id) is { } missing) return missing;
            if (Persons.Person.IsClosed(books, id) is { } closed) return closed;
        }
        if (Person == Merged) return new RelationToOneself(Merged);
        var signer = By.Person!.Value;
        if (TwoPeople.Gains(books, signer, Person) || TwoPeople.Gains(books, signer, Merged)) return new GainsBySigning(signer);
        var first = TwoPeople.FirstOf(books, Person, What, Merged.ToString(), signer, out var refusal);
        if (refusal is not null) return refusal;
        if (first is not { } approver) return books.Accept(new MergeIsSigned(Person, Merged, false));
        EndCodesAndCards(books);
        foreach (var commodity in Account.CommoditiesOf(books, Merged)) HandOn(books, commodity);
        HandOnRoles(books);
        books.Add(Stream.Person(Person), new PersonsMerged(Person, Merged, approver, signer, books.Find<Person>(Merged.ToString())!.Aliases));
        foreach (var row in Forget) books.RemoveSide<SideRow>($"{row.Kind}|{row.Key}");
        SideRow.PutAll(books, Vault);
        return books.Accept(new MergeIsSigned(Person, Merged, true));
    }

    /// <summary>What is lost or suspended under one id is so under the other: codes end as they would have. One person has one card.</summary>
    private void EndCodesAndCards(Books books)
    {
        PersonId[] both = [Person, Merged];
        var isLost = both.Any(id => LossReport.Of(books, id) is not null);
        if (isLost || both.Any(id => books.Find<Person>(id.ToString())!.IsSuspended))
            foreach (var id in both) OpenHold.VoidAll(books, id, isLost ? ReportLoss.Reason : SuspendPerson.Ended);
        if (isLost)
            foreach (var id in both) Card.EndOf(books, id, ReportLoss.Reason);
        else if (books.Find<CardOfPerson>(Person.ToString()) is not null) Card.EndOf(books, Merged, "replaced");
    }

    /// <summary>What is available, held and owed in one commodity; what he held of others' accounts stays theirs.</summary>
    private void HandOn(Books books, string commodity)
    {
        Lapse.PostIfDue(books, Person, Person, commodity);
        Lapse.PostIfDue(books, Merged, Merged, commodity);
        var holding = Holding.Of(books, Merged, commodity);
        var holds = books.StartingWith<OpenHold>(OpenHold.Prefix(Merged)).Select(open => books.Find<Redemption>(open.Value.Redemption.ToString())).OfType<Redemption>();
        LotAmount[] held = [.. holds.Where(hold => hold.Placed.HeldBy is null && hold.Placed.Kept == commodity).SelectMany(hold => hold.Reserved)];
        var debts = holding.Account.Debts ?? [];
        var (leaving, arriving) = (new Posting(books, Merged, commodity), new Posting(books, Person, commodity));
        var (to, from) = (AccountName.Sent(AccountName.Holder(Person)), AccountName.Received(AccountName.Holder(Merged)));
        foreach (var lot in holding.Live) leaving.Move(AccountName.Available(Merged), to, commodity, lot);
        foreach (var lot in held) leaving.Move(AccountName.Held(Merged), to, commodity, lot);
        foreach (var debt in debts) leaving.Move(to, AccountName.Debt(Merged), commodity, debt);
        if (leaving.Legs.Count == 0) return;
        books.Add(Stream.Person(Merged), new AccountHandedOn(Merged, Person, leaving.Entries, leaving.Legs, books.Today, books.Today));
        foreach (var debt in debts) arriving.Move(AccountName.Debt(Person), from, commodity, debt);
        foreach (var lot in held) arriving.Move(from, AccountName.Held(Person), commodity, lot);
        foreach (var lot in holding.Live) arriving.Credit(from, lot);
        arriving.PayFromAvailable();
        books.Add(Stream.Person(Person), new PointsReceived(Person, Merged, arriving.Entries, arriving.Legs, books.Today, books.Today));
    }

    private void HandOnRoles(Books books)
    {
        var yesterday = books.Today.AddDays(-1);
        var roles = RoleHeld.Of(books, Merged).Where(held => held.IsCutBy(held.Duty, yesterday)).ToList();
        foreach (var duty in roles.Select(held => held.Duty).Distinct())
            books.Add(Stream.Person(Merged), new RoleEnded(Merged, duty.Role, duty.Merchant, yesterday, duty.Node, duty.Team));
        foreach (var held in roles)
            books.Add(Stream.Person(Person), new RoleGranted(Person, held.Role, held.Merchant, held.From > books.Today ? held.From : books.Today, held.Until, held.Node, held.Team, held.InPlaceOf));
    }
}

/// <param name="IsMerged">False after the first signature.</param>
public sealed record MergeIsSigned(PersonId Person, PersonId Merged, bool IsMerged);
