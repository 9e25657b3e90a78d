using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Domain.Settlements;
using Ledger.Projections.MerchantRedemptions;
using Ledger.Projections.Settlements;

namespace Ledger.Api.Settlements;

public static class GetStatement
{
    /// <param name="After">Its lines are all captures and refunds of the merchant with a journal number above this</param>
    /// <param name="Through">and up to this.</param>
    /// <param name="CarriedIn">Left over by statements that came to nothing or less, the first of them by its number.</param>
    /// <param name="TotalFen">What is due; at or below zero it is carried into the next statement.</param>
    /// <param name="Reference">The bank's, while it is paid.</param>
    public sealed record Answer(
        long JournalNumber, StatementId Statement, MerchantId Merchant, Title? MerchantName, long Sequence, Month Month, long After, long Through, IReadOnlyList<SettledLines> Amounts,
        IReadOnlyList<BearerFen> CarriedIn, long? CarriedFrom, IReadOnlyList<BearerFen> Due, Fen TotalFen, DateOnly IssuedOn, StatementStatus Status,
        IReadOnlyList<RedemptionId> Disputed, string? Invoice, string? Reference);

    public static async Task<IResult> Handle(Call call)
    {
        var (look, merchant, statement) = await Find(call);
        if (statement is null) return call.NotFound("statement");
        var issued = statement.Issued;
        return call.Ok(new Answer(look.Number, issued.Statement, issued.Merchant, merchant?.Name, issued.Sequence, issued.Month, issued.After, issued.Through, issued.Amounts,
            issued.CarriedIn, issued.CarriedFrom, issued.Due, issued.Total, issued.IssuedOn, statement.Status, statement.Disputed, statement.Invoice, statement.Reference), statement.Number);
    }

    /// <summary>The statement, for those who may see what the merchant earns: its owner, who pays, and who checks.</summary>
    internal static async Task<(Books.Reading Look, Merchant? Merchant, Statement? Statement)> Find(Call call)
    {
        var (merchant, id) = (call.Merchant(), call.Statement());
        var look = await call.Look(needs => needs.Row<Merchant>(merchant.ToString()));
        var found = call.MaySeeStatements(look.Books, merchant) ? await call.Find<Statement>(id.ToString(), [new { issued = new { merchant } }]) : null;
        return (look, look.Books.Find<Merchant>(merchant.ToString()), found);
    }

    internal static bool MaySeeStatements(this Call call, Domain.Books books, MerchantId merchant) =>
        call.By.Owns(books, merchant) || call.By.Holds(books, Role.Administrator, Role.Office, Role.Accountant, Role.Cashier, Role.Auditor);
}

public static class ListStatements
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<ListedStatement> Statements, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Merchant();
        var look = await call.Look(needs => needs.Row<Merchant>(id.ToString()));
        if (look.Books.Find<Merchant>(id.ToString()) is null || !call.MaySeeStatements(look.Books, id)) return call.NotFound("merchant");
        if (!call.TryCursor($"merchants/{id}/statements", out long? before, out var refusal)) return refusal;
        var page = await call.Service<StatementReader>().List(call.Community, id, before, call.PageSize, call.Cancel);
        return call.Ok(new Answer(page.JournalNumber, page.Statements,
            page.Statements.Count == call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/merchants/{id}/statements", page.Statements[^1].Sequence) : null));
    }
}

public static class GetStatementLines
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<MerchantMovement> Lines, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        var (_, _, statement) = await GetStatement.Find(call);
        if (statement is null) return call.NotFound("statement");
        var (id, issued) = (call.Statement(), statement.Issued);
        if (!call.TryCursor($"statements/{id}/lines", out long? after, out var refusal)) return refusal;
        var (number, lines) = await call.Service<MerchantReader>().Between(call.Community, issued.Merchant, Math.Max(issued.After, after ?? 0), issued.Through, call.PageSize, call.Cancel);
        return call.Ok(new Answer(number, lines, lines.Count == call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/statements/{id}/lines", lines[^1].At.Number) : null));
    }
}

public static class GetStatementSteps
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<StatementStep> Steps);

    public static async Task<IResult> Handle(Call call)
    {
        if ((await GetStatement.Find(call)).Statement is null) return call.NotFound("statement");
        var (number, steps) = await call.Service<StatementReader>().Steps(call.Community, call.Merchant(), call.Statement(), call.Cancel);
        return call.Ok(new Answer(number, steps));
    }
}
