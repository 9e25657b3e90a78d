using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Passages;

/// <summary>
/// Gives points away by a passage of the rulebook: to somebody (转赠), to one's family, or into a pool (捐入公益池). The giver himself, his guardian or
/// helper, or somebody of the office or grid who acts for him. It goes at once: what was given is given back by the receiver's own gift.
/// </summary>
/// <param name="To">Who gets it; absent: the pool that the passage leads to.</param>
/// <param name="Amount">Absent: what the passage says.</param>
/// <param name="Account">Whose points: absent: the person's; otherwise those of his household or team.</param>
/// <param name="AgeBand">The band today, from the vault, of who gives for himself: a child under 14 gives with a guardian's consent.</param>
/// <param name="Vault">What only the vault knows of him today; <paramref name="ReceiversVault"/>: of who gets it.</param>
[Refuses(typeof(NotFound), typeof(GuardianMustConsent), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(AccountSuspended), typeof(ReportedLost), typeof(NoRulebookInForce), typeof(NoSuchPassage), typeof(AccountIsClosed),
    typeof(RulebookIsBeingFilled), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(DenominationNotOffered), typeof(QuantityNotOffered), typeof(LimitReached), typeof(InsufficientPoints))]
public sealed record SendPoints(
    Actor By, TransferId Transfer, PersonId Person, Code Passage, Points? Amount, Subject? To = null, AskedFor For = AskedFor.Self, IReadOnlyList<ActInput>? Inputs = null,
    Subject? Account = null, string? AgeBand = null, FromVault? Vault = null, FromVault? ReceiversVault = null) : ICommand<PointsWent>
{
    /// <summary>Who gives and who gets, where they belong, what binds them, their accounts and windows.</summary>
    public int MostReadings => Acts.Following.MostReadings;

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<PointsTransfer>(Transfer.ToString()).Row<Person>(Person.ToString()).Row<LossReport>(Person.ToString());
        needs.StartingWith<Relation>(Relation.PrefixOf(Person)).StartingWith<Relation>(Relation.PrefixBy(Person));
        foreach (var holder in new[] { Account ?? Person, To }.OfType<Subject>())
            needs.Row<Account>(Accounts.Account.Key(holder, Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(holder, Commodity.Points));
        if (To?.Person is { } receiver) needs.AddsTo(Stream.Person(receiver)).Row<Person>(receiver.ToString());
    }

    public Decision<PointsWent> Decide(Books books)
    {
        if (!By.IsOrWas(books, Person) && !PlaceHold.HelpedBy(By, books, Person)) return new NotFound("person", Person.ToString());
        if (By.Is(Person) && ChildConsent.Missing(books, Person, AgeBand, ChildMay.Spend) is { } consent) return consent;
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        var giver = books.Find<Person>(Person.ToString())!;
        if (books.Find<PointsTransfer>(Transfer.ToString()) is not null) return new IdAlreadyUsed("transfer", Transfer.ToString());
        if (giver.IsSuspended) return new AccountSuspended(Person);
        if (LossReport.Of(books, Person) is not null) return new ReportedLost(Person);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (Account is { } account && (!Placing.IsHis(books, giver, account) || (account.Kind == Whose.Merchant && !By.Owns(books, MerchantId.Of(Guid.Parse(account.Id)))))) return new NotFound("account", account.ToString());
        if (Crossing.Find(rulebook, Passage, PassageKind.Gift, PassageKind.Family, PassageKind.Pool) is not { } passage) return new NoSuchPassage(Passage);
        var owner = Account ?? Person;
        var isPool = passage.Entry.Kind == PassageKind.Pool;
        if (isPool != To is null) return new NotFound("to", To?.ToString() ?? "");
        var to = To ?? Subject.Pool(passage.Entry.Code);
        if (!isPool && Crossing.Missing(books, to, giver) is { } nobody) return nobody;
        if (to == owner) return new NotEligible(null, $"{passage.Rule}/to");
        if (passage.Entry.Kind == PassageKind.Family && !Kinship.IsFamily(Kinship.Of(books, giver, to, books.Today))) return new NotEligible(null, $"{passage.Rule}/to");

        var team = MemberOf.TeamOn(books, Person, books.Today);
        var subjects = PointsTransfer.SubjectsOf(Person, giver.Household, team);
        var crossing = new Crossing(books, rulebook, passage, Happening.Gift, subjects, FactsOf(books, rulebook, subjects), Amount, Inputs, to);
        var receiver = isPool ? null : FactsOf(books, rulebook, giver, to);
        if (crossing.Refuses(receiver, out var points, out var steps) is { } refusal) return refusal;
        if (receiver is not null && crossing.Overflows(to, receiver, points) is { } over) return over;
        Lapse.PostIfDue(books, owner, Person, crossing.Kept);
        var lots = crossing.Lots(Holding.Of(books, owner, crossing.Kept));
        if (lots.Sum(lot => lot.Amount) is var available && available < points.Hundredths) return new InsufficientPoints(new(available), points, rulebook.UnitOf(crossing.Commodity));
        var (posting, taken) = (new Posting(books, owner, crossing.Kept), Holding.Take(lots, points));
        foreach (var lot in taken) posting.Move(AccountName.Available(owner), AccountName.Sent(to.ToString()), crossing.Kept, lot);
        books.Add(Stream.Person(Person), new PointsSent(Transfer, Person, Passage, to, points, rulebook.Stamp, posting.Entries, posting.Legs, books.Today, books.Today,
            By.Is(Person) ? null : By.Person, For == AskedFor.Self ? null : For, Inputs is { Count: > 0 } ? [.. Inputs.OrderBy(one => one.Input)] : null, giver.Household, team, owner == Person ? null : owner, crossing.Commodity, steps is { Count: > 0 } ? steps : null));
        crossing.Arrive(Transfer, to.Person ?? Person, owner, to, AccountName.Received(owner.ToString()), taken, null, null);
        return books.Accept(new PointsWent(Transfer, Passage, to, points, new(available - points.Hundredths), crossing.Commodity));
    }

    private FactRow FactsOf(Books books, Rulebook rulebook, Subjects subjects) => new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, For, Inputs, books.Today)
        .SayAll(SubjectFacts.Of(books, rulebook.Compiled, subjects, Whose.Person, books.Today, Vault, [.. rulebook.Compiled.Facts.Slots.Select(slot => slot.Key)]));

    /// <summary>What the rulebook sees of who gets it.</summary>
    private FactRow FactsOf(Books books, Rulebook rulebook, Person giver, Subject to) => new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, For, Inputs, books.Today)
        .SayAll(SubjectFacts.Of(books, rulebook.Compiled, to, books.Today, ReceiversVault)).Say("person.relation", Kinship.Of(books, giver, to, books.Today));
}
