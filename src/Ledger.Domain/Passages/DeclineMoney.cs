using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Passages;

/// <summary>
/// Decides that money somebody got by a passage is not paid: points that were given for it come back, what was shared or a subsidy is owed no
/// more, and it counts in no window. The accountant; or, until it is approved, whoever would get it does without.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MoneyIsPaid), typeof(MoneyIsGivenBack))]
public sealed record DeclineMoney(Actor By, TransferId Transfer, Subject To, Code Reason) : ICommand<MoneyState>
{
    /// <summary>What is due, whose account it is now, its lots and its windows.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs) => needs.AddsTo(Stream.Of(To)).Row<MoneyDue>(MoneyDue.Key(Transfer, To));

    public Decision<MoneyState> Decide(Books books)
    {
        var isOwn = To.Person is { } payee && (By.IsOrWas(books, payee) || By.ActsFor(books, payee));
        if (By.Person is not { } decider || (!isOwn && !By.Holds(books, Role.Accountant))) return new NotAllowed(Role.Accountant);
        if (books.Find<MoneyDue>(MoneyDue.Key(Transfer, To)) is not { } due) return new NotFound("transfer", Transfer.ToString());
        if (due.IsOver(Transfer) is { } over) return over;
        if (due.Approver is not null && !By.Holds(books, Role.Accountant)) return new NotAllowed(Role.Accountant);
        if (due.Cashed is { } cashed) GiveBack(books, cashed, decider);
        else books.Add(Stream.Of(To), new MoneyDeclined(Transfer, To, Reason, decider,
            [new Leg(AccountName.Payable(To), Commodity.Fen, null, due.Amount.Count), new Leg(AccountName.Expense(due.Bearer), Commodity.Fen, null, -due.Amount.Count)], books.Today, books.Today));
        return books.Accept(new MoneyState(Transfer, To, due.Amount, due.Approver is not null, null, IsGivenBack: true));
    }

    private void GiveBack(Books books, PointsCashed cashed, PersonId decider)
    {
        var person = Person.SurvivorOf(books, cashed.Person);
        var (owner, rulebook) = (cashed.HeldBy ?? person, Rulebook.Of(books, cashed.Rulebook));
        Lapse.PostIfDue(books, owner, person, cashed.Kept);
        var posting = new Posting(books, owner, cashed.Kept);
        foreach (var leg in cashed.Legs.Where(leg => leg.Account == AccountName.Cashed)) posting.GiveBack(leg.Account, new(leg.Lot!, leg.Amount), rulebook.RefundOf(leg.Lot!, books.Today));
        posting.Move(AccountName.Expense(cashed.Bearer), AccountName.Payable(To), Commodity.Fen, null, cashed.Amount.Count);
        books.Add(Stream.Person(person), new CashGivenBack(Transfer, To, person, cashed.Passage, cashed.Points, Reason, decider, posting.Entries, posting.Legs, books.Today, books.Today, cashed.HeldBy));
        AccountRest.Settle(books, person);
    }
}
