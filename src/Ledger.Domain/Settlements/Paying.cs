using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Settlements;

/// <summary>The accountant approves the payment of a statement that the merchant found right: the first signature (rule 11).</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(StatementIsPaid), typeof(StatementIsNotReady), typeof(NothingToPay), typeof(GainsBySigning))]
public sealed record ApprovePayment(Actor By, MerchantId Merchant, StatementId Statement, long? Expected) : ICommand<StatementChanged>
{
    public void Name(Needs needs) => Signing.Name(needs, By, Merchant, Statement);

    public Decision<StatementChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Accountant)) return new NotAllowed(Role.Accountant);
        if (Found.Refuses(books, Merchant, Statement, Expected, null, out var statement) is { } refusal) return refusal;
        if (statement.Reference is { } paid) return new StatementIsPaid(Statement, paid);
        if (statement.Status != StatementStatus.Reconciled) return new StatementIsNotReady(Statement, statement.Status, StatementStatus.Reconciled);
        if (statement.Issued.Total.Count <= 0) return new NothingToPay(Statement, statement.Issued.Total);
        if (Signing.Gains(books, By, Merchant)) return new GainsBySigning(By.Person!.Value);
        books.Add(Stream.Merchant(Merchant), new PaymentApproved(Statement, Merchant, By.Person!.Value, statement.Issued.Total));
        return books.Accept(new StatementChanged(Statement, StatementStatus.Approved));
    }
}

/// <summary>The cashier records the payment with the bank's reference: the second signature, by somebody else.</summary>
/// <param name="Reference">4 to 40 capital letters, digits and hyphens.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(StatementIsPaid), typeof(StatementIsNotReady), typeof(SecondPersonNeeded),
    typeof(GainsBySigning), typeof(ReferenceAlreadyUsed))]
public sealed record MakePayment(Actor By, MerchantId Merchant, StatementId Statement, string Reference, long? Expected) : ICommand<PaymentIsMade>
{
    public string Reference { get; init => field = Checked(value); } = Checked(Reference);

    public static bool IsReference(string? text) => text is { Length: >= 4 and <= 40 } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-');

    public void Name(Needs needs)
    {
        Signing.Name(needs, By, Merchant, Statement);
        needs.Row<ReferenceUsed>(Reference);
    }

    public Decision<PaymentIsMade> Decide(Books books)
    {
        if (!By.Holds(books, Role.Cashier)) return new NotAllowed(Role.Cashier);
        if (Found.Refuses(books, Merchant, Statement, Expected, null, out var statement) is { } refusal) return refusal;
        if (statement.Reference is { } paid) return new StatementIsPaid(Statement, paid);
        if (statement.Status != StatementStatus.Approved) return new StatementIsNotReady(Statement, statement.Status, StatementStatus.Approved);
        var approver = statement.Approver!.Value;
        if (Person.IsOne(books, By.Person!.Value, approver)) return new SecondPersonNeeded("statement");
        if (Signing.Gains(books, By, Merchant)) return new GainsBySigning(By.Person!.Value);
        if (books.Find<ReferenceUsed>(Reference) is not null) return new ReferenceAlreadyUsed(Reference);
        books.Add(Stream.Merchant(Merchant), new PaymentMade(Statement, Merchant, Reference, approver, By.Person!.Value,
            Transfer.Legs(Merchant, statement.Issued.Due, back: false), books.Today, books.Today));
        return books.Accept(new PaymentIsMade(Statement, Reference, statement.Issued.Total));
    }

    private static string Checked(string reference) => IsReference(reference) ? reference : throw new ArgumentOutOfRangeException(nameof(reference), reference, "4 to 40 capital letters, digits and hyphens are expected.");
}

public sealed record PaymentIsMade(StatementId Statement, string Reference, Fen TotalFen);

/// <summary>Records that a payment came back (退票): the statement is owed again, to be approved and paid anew with another reference.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(StatementIsNotReady))]
public sealed record ReturnPayment(Actor By, MerchantId Merchant, StatementId Statement, Code Reason, long? Expected) : ICommand<StatementChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Statement>(Statement.ToString());

    public Decision<StatementChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Cashier, Role.Accountant)) return new NotAllowed(Role.Cashier, Role.Accountant);
        if (Found.Refuses(books, Merchant, Statement, Expected, StatementStatus.Paid, out var statement) is { } refusal) return refusal;
        books.Add(Stream.Merchant(Merchant), new PaymentReturned(Statement, Merchant, statement.Reference!, Reason,
            Transfer.Legs(Merchant, statement.Issued.Due, back: true), books.Today, books.Today));
        return books.Accept(new StatementChanged(Statement, StatementStatus.Reconciled));
    }
}

/// <summary>Who signs for money must not gain by it, nor his household.</summary>
internal static class Signing
{
    public static void Name(Needs needs, Actor by, MerchantId merchant, StatementId statement)
    {
        needs.AddsTo(Stream.Merchant(merchant)).Row<Statement>(statement.ToString()).StartingWith<Ownership>(Ownership.Prefix(merchant));
        if (by.Person is { } person) needs.Row<Person>(person.ToString());
    }

    public static bool Gains(Books books, Actor by, MerchantId merchant)
    {
        if (by.Person is not { } signer || books.Find<Person>(signer.ToString()) is null) return true;
        var owners = books.StartingWith<Ownership>(Ownership.Prefix(merchant)).Where(row => row.Value.Covers(books.Today)).Select(row => row.Value.Person).ToList();
        return owners.Any(owner => TwoPeople.Gains(books, signer, owner));
    }
}

/// <summary>What was owed is paid, by bearer; a returned payment is the opposite entry.</summary>
internal static class Transfer
{
    public static IReadOnlyList<Leg> Legs(MerchantId merchant, IReadOnlyList<BearerFen> due, bool back)
    {
        var sign = back ? -1 : 1;
        return
        [
            new Leg(AccountName.Payable(merchant), Commodity.Fen, null, sign * Sums.Total(due).Count),
            .. due.Where(part => part.Fen.Count != 0).Select(part => new Leg(AccountName.Paid(part.Bearer), Commodity.Fen, null, -sign * part.Fen.Count)),
        ];
    }
}
