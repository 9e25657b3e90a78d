using Ledger.Api.Http;
using Ledger.Api.Settlements;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;
using Ledger.Projections.Explanations;
using Ledger.Projections.MerchantRedemptions;

namespace Ledger.Api.Explanations;

/// <summary>From what a merchant is owed back to the acts: by board and who funded them, and then line by line (结算单说明).</summary>
public static class ExplainStatement
{
    /// <summary>So many lines at once: the whole account of whoever spent is read for each.</summary>
    private const int MostLines = 20;

    /// <summary>What acts of one board gave and one fund bears.</summary>
    /// <param name="Amount">In the smallest unit of the commodity; what came back is taken off. Together they are what the statement's lines come to.</param>
    public sealed record Behind(string Commodity, Code Board, Code Funding, long Amount, Title Says);

    /// <param name="From">What was spent by it and had not come back when the statement was issued, by what it was given for.</param>
    public sealed record Line(long Number, DateOnly BookedOn, MovementKind Kind, RedemptionId Redemption, OfferId Offer, long Quantity, Points PointsHundredths, Fen Fen, IReadOnlyList<ExplainRedemption.Origin> From);

    /// <param name="Due">By who bears it.</param>
    /// <param name="Behind">Of the whole statement, not only of this page's lines.</param>
    public sealed record Answer(
        long JournalNumber, StatementId Statement, MerchantId Merchant, long Sequence, Month Month, Fen TotalFen, IReadOnlyList<BearerFen> Due, IReadOnlyList<Title> Says, IReadOnlyList<Behind> Behind,
        IReadOnlyList<Line> Lines, string? NextCursor);

    public static readonly Query[] Queries = [Query.Limit, Query.Cursor, Query.AtLeast];

    public static async Task<IResult> Handle(Call call)
    {
        var (look, merchant, statement) = await GetStatement.Find(call);
        if (statement is not { Issued: var issued }) return call.NotFound("statement");
        if (!call.TryCursor($"statements/{issued.Statement}/explanation", out long? after, out var refusal)) return refusal;
        var (flows, most) = (call.Service<FlowReader>(), Math.Min(call.PageSize, MostLines));
        var (number, spent) = await flows.Spent(call.Community, issued.Merchant, issued.After, issued.Through, call.Cancel);
        var (_, movements) = await call.Service<MerchantReader>().Between(call.Community, issued.Merchant, Math.Max(issued.After, after ?? 0), issued.Through, most, call.Cancel);

        var holds = (await call.Look(needs => movements.Aggregate(needs, (more, line) => more.Row<Redemption>(line.Redemption.ToString())))).Books;
        var placed = movements.Select(line => holds.Find<Redemption>(line.Redemption.ToString())!.Placed).ToList();
        var maySee = call.By.HoldsEverywhere(look.Books, Call.Staff);
        var parts = movements.Count == 0 ? [] : (await flows.Of(call.Community, [.. placed.SelectMany(hold => new[] { hold.Owner.ToString(), AccountName.Holder(hold.Person) }).Distinct()], andGivers: false, call.Cancel, issued.Through)).Parts
            .Where(part => part.To.Role == AccountName.SpentRole).ToList();
        call.Shows(maySee ? [.. placed.Select(hold => hold.Person)] : []);
        var words = await FlowWords.Of(call, []);
        return call.Ok(new Answer(Math.Min(look.Number, number), issued.Statement, issued.Merchant, issued.Sequence, issued.Month, issued.Total, issued.Due, Says(issued, merchant?.Name, words),
            [.. spent.Where(one => one.Amount != 0).Select(one => new Behind(one.Commodity, one.Board, one.Funding, one.Amount, Said(one, words)))],
            [.. movements.Select(line => new Line(line.At.Number, line.At.BookedOn, line.Kind, line.Redemption, line.Offer, line.Quantity, line.Points, line.Fen,
                line.Refund is null ? ExplainRedemption.Origins(parts.Where(part => part.HeldFor == line.Redemption), words, maySee, maySee) : []))],
            movements.Count == most ? call.Service<Cursors>().Seal($"{call.Community}/statements/{issued.Statement}/explanation", movements[^1].At.Number) : null));
    }

    private static IReadOnlyList<Title> Says(StatementIssued issued, Title? merchant, FlowWords words)
    {
        var (captures, refunds, total) = (issued.Amounts.Sum(lines => lines.Captures), issued.Amounts.Sum(lines => lines.Refunds), Amounts.Of(issued.Total.Count, "fen"));
        return
        [
            new($"{merchant?.Zh}第{issued.Sequence}号结算单：核销{captures}笔，退还{refunds}笔，应付{total.Zh}。", $"Statement {issued.Sequence} of {merchant?.En ?? merchant?.Zh}: {captures} redeemed, {refunds} given back, {total.En} due."),
            .. issued.Due.Where(due => due.Fen.Count != 0).Select(due => (Fen: Amounts.Of(due.Fen.Count, "fen"), Bearer: words.Fund(due.Bearer[(due.Bearer.IndexOf(':') + 1)..])))
                .Select(due => new Title($"其中{due.Fen.Zh}由{due.Bearer.Zh}承担。", $"{due.Fen.En} of it borne by {due.Bearer.En ?? due.Bearer.Zh}.")),
        ];
    }

    private static Title Said(SpentFrom one, FlowWords words)
    {
        var (of, board, fund) = (Amounts.Of(one.Amount, words.UnitOf(one.Commodity)), words.Board(one.Board), words.Fund(one.Funding));
        return new($"{of.Zh}来自“{board.Zh}”，由{fund.Zh}出资。", $"{of.En} came from “{board.En ?? board.Zh}”, funded by {fund.En ?? fund.Zh}.");
    }
}
