using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>Asks for money that the rulebook lets one have (补贴、退费): as much as its price says, from its fund. It is paid later, by two people.</summary>
/// <param name="Account">Who gets it: absent: the person; otherwise his household or team.</param>
/// <param name="Vault">What only the vault knows of him today.</param>
[Refuses(typeof(NotFound), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(AccountSuspended), typeof(NoRulebookInForce), typeof(NoSuchPassage),
    typeof(RulebookIsBeingFilled), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(DenominationNotOffered), typeof(QuantityNotOffered), typeof(LimitReached))]
public sealed record AskForMoney(Actor By, TransferId Transfer, PersonId Person, Code Passage, Subject? Account = null, IReadOnlyList<ActInput>? Inputs = null, FromVault? Vault = null) : ICommand<MoneyIsGranted>
{
    /// <summary>Who asks, where he belongs, marks and windows of those who get it.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs) => needs.AddsTo(Stream.Of(Account ?? Person)).Row<Person>(Person.ToString()).StartingWith<MoneyDue>(MoneyDue.Prefix(Transfer));

    public Decision<MoneyIsGranted> Decide(Books books)
    {
        if (By.Person is not { } asker || (!By.IsOrWas(books, Person) && !PlaceHold.HelpedBy(By, books, Person))) return new NotFound("person", Person.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        var person = books.Find<Person>(Person.ToString())!;
        if (books.StartingWith<MoneyDue>(MoneyDue.Prefix(Transfer)).Count > 0) return new IdAlreadyUsed("transfer", Transfer.ToString());
        if (person.IsSuspended) return new AccountSuspended(Person);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        var to = Account ?? Person;
        if (!Placing.IsHis(books, person, to)) return new NotFound("account", to.ToString());
        if (Crossing.Find(rulebook, Passage, PassageKind.Subsidy) is not { } passage) return new NoSuchPassage(Passage);
        var facts = new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, null, Inputs, books.Today).SayAll(SubjectFacts.Of(books, rulebook.Compiled, to, books.Today, to == Person ? Vault : null));
        var crossing = new Crossing(books, rulebook, passage, Happening.Issue, PointsTransfer.SubjectsOf(to, passage.Entry), facts, null, Inputs);
        if (crossing.Refuses(null, out var fen, out var steps) is { } refusal) return refusal;
        MoneyDue.Add(books, Transfer, to, passage, rulebook, new Fen(fen.Hundredths), steps, asker, Inputs);
        return books.Accept(new MoneyIsGranted(Transfer, Passage, [new(to, new Fen(fen.Hundredths))]));
    }
}

/// <param name="Parts">What each gets.</param>
public sealed record MoneyIsGranted(TransferId Transfer, Code Passage, IReadOnlyList<MoneyPart> Parts);

public sealed record MoneyPart(Subject To, Fen Fen);
