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

/// <summary>Asks for money in exchange for points, as a passage of the rulebook allows (换现). The points leave the account at once; the money is paid later, by two people.</summary>
/// <param name="Account">Whose points, and who gets the money: absent: the person; otherwise his household or team.</param>
/// <param name="AgeBand">The band today, from the vault, of who asks for himself: a child under 14 does it with a guardian's consent.</param>
/// <param name="Vault">What only the vault knows of him today.</param>
[Refuses(typeof(NotFound), typeof(GuardianMustConsent), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(AccountSuspended), typeof(ReportedLost), typeof(NoRulebookInForce), typeof(NoSuchPassage),
    typeof(RulebookIsBeingFilled), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(DenominationNotOffered), typeof(QuantityNotOffered), typeof(LimitReached), typeof(InsufficientPoints))]
public sealed record CashPoints(
    Actor By, TransferId Transfer, PersonId Person, Code Passage, Points Amount, IReadOnlyList<ActInput>? Inputs = null, Subject? Account = null, string? AgeBand = null, FromVault? Vault = null) : ICommand<PointsAreCashed>
{
    /// <summary>Who asks, where he belongs, what binds him, the account and its windows.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs)
    {
        var owner = Account ?? Person;
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<LossReport>(Person.ToString()).StartingWith<MoneyDue>(MoneyDue.Prefix(Transfer));
        needs.StartingWith<Relation>(Relation.PrefixOf(Person)).StartingWith<Relation>(Relation.PrefixBy(Person));
        needs.Row<Account>(Accounts.Account.Key(owner, Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(owner, Commodity.Points));
    }

    public Decision<PointsAreCashed> Decide(Books books)
    {
        if (!By.IsOrWas(books, Person) && !PlaceHold.HelpedBy(By, books, Person)) return new NotFound("person", Person.ToString());
        if (By.Is(Person) && ChildConsent.Missing(books, Person, AgeBand, ChildMay.Spend) is { } consent) return consent;
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        var person = books.Find<Person>(Person.ToString())!;
        if (books.StartingWith<MoneyDue>(MoneyDue.Prefix(Transfer)).Count > 0) return new IdAlreadyUsed("transfer", Transfer.ToString());
        if (person.IsSuspended) return new AccountSuspended(Person);
        if (LossReport.Of(books, Person) is not null) return new ReportedLost(Person);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        var owner = Account ?? Person;
        if (owner.Kind == Whose.Merchant || !Placing.IsHis(books, person, owner)) return new NotFound("account", owner.ToString());
        if (Crossing.Find(rulebook, Passage, PassageKind.Cash) is not { } passage) return new NoSuchPassage(Passage);

        var team = MemberOf.TeamOn(books, Person, books.Today);
        var subjects = PointsTransfer.SubjectsOf(Person, person.Household, team);
        var facts = new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, null, Inputs, books.Today).Say("asking.points", Amount.Hundredths)
            .SayAll(SubjectFacts.Of(books, rulebook.Compiled, subjects, Whose.Person, books.Today, Vault, [.. rulebook.Compiled.Facts.Slots.Select(slot => slot.Key)]));
        var crossing = new Crossing(books, rulebook, passage, Happening.Cash, subjects, facts, Amount, Inputs);
        if (crossing.Refuses(null, out var points, out _) is { } refusal) return refusal;
        var steps = new Steps();
        var fen = new Fen(new Valuation(rulebook.Compiled).Price(passage.Price!, facts, steps));
        if (fen.Count is <= 0 or > Bounds.MostAmount) return new QuantityNotOffered($"{passage.Rule}/{(passage.Entry.Face is null ? "price" : "face")}");
        Lapse.PostIfDue(books, owner, Person, crossing.Kept);
        var lots = crossing.Lots(Holding.Of(books, owner, crossing.Kept));
        if (lots.Sum(lot => lot.Amount) is var available && available < points.Hundredths) return new InsufficientPoints(new(available), points, rulebook.UnitOf(crossing.Commodity));

        var posting = new Posting(books, owner, crossing.Kept);
        foreach (var lot in Holding.Take(lots, points)) posting.Move(AccountName.Available(owner), AccountName.Cashed, crossing.Kept, lot);
        posting.Move(AccountName.Payable(owner), AccountName.Expense(Crossing.BearerOf(rulebook, passage.Entry.Fund).ToString()), Commodity.Fen, null, fen.Count);
        books.Add(Stream.Person(Person), new PointsCashed(Transfer, Person, Passage, points, fen, rulebook.Stamp, steps.All, posting.Entries, posting.Legs, books.Today, books.Today,
            By.Is(Person) ? null : By.Person, Inputs is { Count: > 0 } ? [.. Inputs.OrderBy(one => one.Input)] : null, person.Household, team, owner == Person ? null : owner, crossing.Commodity));
        return books.Accept(new PointsAreCashed(Transfer, Passage, owner, points, fen, new(available - points.Hundredths)));
    }
}

/// <param name="Fen">What will be paid.</param>
/// <param name="AvailableAfterHundredths">What can still be cashed by the passage.</param>
public sealed record PointsAreCashed(TransferId Transfer, Code Passage, Subject To, Points Hundredths, Fen Fen, Points AvailableAfterHundredths);
