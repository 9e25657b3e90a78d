using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Settlements;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Passages;

/// <summary>The accountant approves that money somebody got by a passage is paid: the first signature (rule 11).</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MoneyIsPaid), typeof(MoneyIsGivenBack), typeof(GainsBySigning))]
public sealed record ApproveMoney(Actor By, TransferId Transfer, Subject To) : ICommand<MoneyState>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Of(To)).Row<MoneyDue>(MoneyDue.Key(Transfer, To));

    public Decision<MoneyState> Decide(Books books)
    {
        if (By.Person is not { } approver || !By.Holds(books, Role.Accountant)) return new NotAllowed(Role.Accountant);
        if (books.Find<MoneyDue>(MoneyDue.Key(Transfer, To)) is not { } due) return new NotFound("transfer", Transfer.ToString());
        if (due.IsOver(Transfer) is { } over) return over;
        if (Crossing.Gains(books, approver, To)) return new GainsBySigning(approver);
        if (due.Approver is null) books.Add(Stream.Of(To), new MoneyApproved(Transfer, To, approver));
        return books.Accept(new MoneyState(Transfer, To, due.Amount, IsApproved: true, null));
    }
}

/// <summary>The cashier records that it is paid, with the bank's reference: the second signature, by somebody else.</summary>
/// <param name="Reference">4 to 40 capital letters, digits and hyphens.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MoneyIsPaid), typeof(MoneyIsGivenBack), typeof(MoneyIsNotApproved), typeof(SecondPersonNeeded), typeof(GainsBySigning), typeof(ReferenceAlreadyUsed))]
public sealed record PayMoney(Actor By, TransferId Transfer, Subject To, string Reference) : ICommand<MoneyState>
{
    public string Reference { get; init => field = MakePayment.IsReference(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "4 to 40 capital letters, digits and hyphens are expected."); } = Reference;

    public void Name(Needs needs) => needs.AddsTo(Stream.Of(To)).Row<MoneyDue>(MoneyDue.Key(Transfer, To)).Row<ReferenceUsed>(Reference);

    public Decision<MoneyState> Decide(Books books)
    {
        if (By.Person is not { } cashier || !By.Holds(books, Role.Cashier)) return new NotAllowed(Role.Cashier);
        if (books.Find<MoneyDue>(MoneyDue.Key(Transfer, To)) is not { } due) return new NotFound("transfer", Transfer.ToString());
        if (due.IsOver(Transfer) is { } over) return over;
        if (due.Approver is not { } approver) return new MoneyIsNotApproved(Transfer);
        if (Person.IsOne(books, cashier, approver)) return new SecondPersonNeeded("transfer");
        if (Crossing.Gains(books, cashier, To)) return new GainsBySigning(cashier);
        if (books.Find<ReferenceUsed>(Reference) is not null) return new ReferenceAlreadyUsed(Reference);
        books.Add(Stream.Of(To), new MoneyPaid(Transfer, To, Reference, approver, cashier,
            [new Leg(AccountName.Payable(To), Commodity.Fen, null, due.Amount.Count), new Leg(AccountName.Paid(due.Bearer), Commodity.Fen, null, -due.Amount.Count)], books.Today, books.Today));
        return books.Accept(new MoneyState(Transfer, To, due.Amount, IsApproved: true, Reference));
    }
}

/// <param name="Reference">The bank's, once it is paid.</param>
/// <param name="IsGivenBack">It will not be paid; points given for it went back.</param>
public sealed record MoneyState(TransferId Transfer, Subject To, Fen Fen, bool IsApproved, string? Reference, bool IsGivenBack = false);

/// <summary>It is paid once.</summary>
public sealed record MoneyIsPaid(TransferId Transfer, string Reference) : Rejection;

/// <summary>It will not be paid; points given for it went back.</summary>
public sealed record MoneyIsGivenBack(TransferId Transfer) : Rejection;

/// <summary>The accountant has not approved it yet.</summary>
public sealed record MoneyIsNotApproved(TransferId Transfer) : Rejection;
