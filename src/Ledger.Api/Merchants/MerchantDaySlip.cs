using System.Globalization;
using System.Text;
using Ledger.Api.Explanations;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Settlements;
using Ledger.Projections.MerchantRedemptions;

namespace Ledger.Api.Merchants;

/// <summary>The day's list as plain text, for the printer beside the till (今日核销清单). Nobody is named on it.</summary>
public static class MerchantDaySlip
{
    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<MerchantId>("merchant");
        var look = await call.Look(needs => needs.Row<Merchant>(id.ToString()).StartingWith<Unsettled>(Unsettled.Prefix(id)));
        if (look.Books.Find<Merchant>(id.ToString()) is not { } merchant || !call.MaySeeMerchant(look.Books, id)) return call.NotFound("merchant");
        var date = call.Date("date") ?? look.Books.Today;
        var (day, lines) = await WholeDay(call, id, date);
        var titles = await call.OfferTitles(lines.Select(line => line.Offer));
        var rulebook = (await call.RulebookOn())(date);
        return Results.Text(Write(merchant, date, day, lines, titles, look.Books, commodity => rulebook?.UnitOf(commodity) ?? "points"), "text/plain", Encoding.UTF8);
    }

    private static async Task<(MerchantDay Day, IReadOnlyList<MerchantMovement> Lines)> WholeDay(Call call, MerchantId id, DateOnly date)
    {
        var lines = new List<MerchantMovement>();
        while (true)
        {
            var day = await call.Service<MerchantReader>().Day(call.Community, id, date, lines.LastOrDefault()?.At.Number ?? 0, Query.LargestPage, call.Cancel);
            lines.AddRange(day.Movements);
            if (day.Movements.Count < Query.LargestPage) return (day, lines);
        }
    }

    private static string Write(Merchant merchant, DateOnly date, MerchantDay day, IReadOnlyList<MerchantMovement> lines, IReadOnlyDictionary<OfferId, Title> titles, Domain.Books books, Func<Code?, string> unitOf)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(books.Community.Zone);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{merchant.Name.Zh}  今日核销 {Say.Day(date)}\n\n时间   类别  积分        元          份  项目\n");
        foreach (var line in lines)
            text.Append(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(line.At.RecordedAt, zone):HH:mm}  {Kind(line.Kind)}  {(line.Commodity is null ? Say.Points(line.Points) : Amounts.Of(line.Points.Hundredths, unitOf(line.Commodity)).Zh),-10}  {Say.Yuan(line.Fen),-10}  {line.Quantity,-2}  {titles.GetValueOrDefault(line.Offer)?.Zh}\n");
        var open = Open.Of(books, merchant.Id);
        return text.Append(string.Create(CultureInfo.InvariantCulture, $"""

            核销 {Sum(day.Captured)}
            退还 {Sum(day.Refunded)}
            撤销 {Sum(day.Undone)}
            当日合计 {Say.Points(day.Points)} 积分{Beside(day.Further)}，{Say.Yuan(day.Owed)} 元
            未出结算单累计 {Say.Points(open.PointsHundredths)} 积分{Beside(open.Further)}，{Say.Yuan(open.Fen)} 元

            """).ReplaceLineEndings("\n")).ToString();

        string Beside(IReadOnlyList<FurtherAmount> further) => string.Concat(further.Select(one => $"，{Amounts.Of(one.Amount, unitOf(one.Commodity)).Zh}"));
    }

    private static string Sum(MovementTotals totals) => $"{totals.Times} 笔，{Say.Points(totals.Points)} 积分，{Say.Yuan(totals.Fen)} 元";

    private static string Kind(MovementKind kind) => kind switch
    {
        MovementKind.Captured => "核销",
        MovementKind.CapturedOffline => "离线",
        MovementKind.Refunded => "退还",
        MovementKind.Undone => "撤销",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>What a merchant has earned that is on no statement yet.</summary>
/// <param name="PointsHundredths">In the first commodity; <paramref name="Further"/>: in others.</param>
public sealed record Open(Points PointsHundredths, Fen Fen, IReadOnlyList<FurtherAmount> Further)
{
    internal static Open Of(Domain.Books books, MerchantId merchant)
    {
        var lines = books.StartingWith<Unsettled>(Unsettled.Prefix(merchant)).SelectMany(row => row.Value.Lines).ToList();
        return new Open(new Points(lines.Where(line => line.Commodity is null).Sum(line => line.Points.Hundredths)), new Fen(lines.Sum(line => line.Fen.Count)),
            [.. lines.Where(line => line.Commodity is not null).GroupBy(line => line.Commodity!.Value).OrderBy(same => same.Key.Value, StringComparer.Ordinal).Select(same => new FurtherAmount(same.Key, same.Sum(line => line.Points.Hundredths)))]);
    }
}

internal static class OfferTitlesOfLines
{
    /// <summary>Joined at the answer: a line keeps only which offer it was.</summary>
    public static async Task<IReadOnlyDictionary<OfferId, Title>> OfferTitles(this Call call, IEnumerable<OfferId> offers)
    {
        var named = offers.Distinct().ToList();
        var look = await call.Look(needs => named.Aggregate(needs, (all, offer) => all.Row<Offer>(offer.ToString())));
        return named.Select(offer => look.Books.Find<Offer>(offer.ToString())).OfType<Offer>().ToDictionary(offer => offer.Id, offer => offer.Title);
    }
}
