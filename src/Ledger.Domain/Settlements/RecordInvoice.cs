using System.Text.RegularExpressions;

namespace Ledger.Domain.Settlements;

/// <summary>Records the number of the invoice (发票) for a statement: the owner who wrote it, or the accountant who has it before him. Again: another one took its place.</summary>
/// <param name="Invoice">In any of the forms of <see cref="IsInvoice"/>.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(InvoiceAlreadyUsed))]
public sealed partial record RecordInvoice(Actor By, MerchantId Merchant, StatementId Statement, string Invoice, long? Expected) : ICommand<StatementChanged>
{
    public string Invoice { get; init => field = Checked(value); } = Checked(Invoice);

    /// <summary>
    /// As China writes them: the 20 digits of a fully digitalised e-invoice (数电票); of an older one its code of 10 or 12 digits (发票代码) and
    /// its number of 8 (发票号码), together or with a hyphen between; or, as shops have it at hand, that number alone.
    /// </summary>
    public static bool IsInvoice(string? text) => text is not null && Form().IsMatch(text);

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

    /// <summary>One form for each invoice. 18 digits in a row are kept apart: they would look like an identity card's.</summary>
    private static string Checked(string invoice) => !IsInvoice(invoice) ? throw new ArgumentOutOfRangeException(nameof(invoice), invoice, "An e-invoice's 20 digits, or code and number, or a number of 8 digits are expected.")
        : invoice.Replace("-", "", StringComparison.Ordinal) is { Length: 18 } digits ? $"{digits[..10]}-{digits[10..]}" : invoice.Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex("^([0-9]{20}|([0-9]{10}([0-9]{2})?-?)?[0-9]{8})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
