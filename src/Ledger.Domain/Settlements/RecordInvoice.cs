namespace Ledger.Domain.Settlements;

/// <summary>Records the number of the invoice (发票) for a statement: the owner who wrote it, or the accountant who has it before him. Again: another one took its place.</summary>
/// <param name="Invoice">8 digits, or the 20 of an electronic one.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(InvoiceAlreadyUsed))]
public sealed record RecordInvoice(Actor By, MerchantId Merchant, StatementId Statement, string Invoice, long? Expected) : ICommand<StatementChanged>
{
    public string Invoice { get; init => field = Checked(value); } = Checked(Invoice);

    public static bool IsInvoice(string? text) => text is { Length: 8 or 20 } && text.All(char.IsAsciiDigit);

    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Statement>(Statement.ToString()).Row<InvoiceUsed>(Invoice);

    public Decision<StatementChanged> Decide(Books books)
    {
        if (!By.Owns(books, Merchant) && !By.Holds(books, Role.Accountant)) return new NotAllowed(Role.MerchantOwner, Role.Accountant);
        if (Found.Refuses(books, Merchant, Statement, Expected, null, out var statement) is { } refusal) return refusal;
        if (statement.Invoice == Invoice) return books.Accept(new StatementChanged(Statement, statement.Status));
        if (books.Find<InvoiceUsed>(Invoice) is not null) return new InvoiceAlreadyUsed(Invoice);
        books.Add(Stream.Merchant(Merchant), new InvoiceRecorded(Statement, Merchant, Invoice));
        return books.Accept(new StatementChanged(Statement, statement.Status));
    }

    private static string Checked(string invoice) => IsInvoice(invoice) ? invoice : throw new ArgumentOutOfRangeException(nameof(invoice), invoice, "8 or 20 digits are expected.");
}
