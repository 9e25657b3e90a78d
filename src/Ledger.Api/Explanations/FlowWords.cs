using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Projections.Explanations;

namespace Ledger.Api.Explanations;

/// <summary>What a part of a credit came from or became, in the community's words.</summary>
internal sealed class FlowWords
{
    private readonly Domain.Books _books;
    private readonly List<RulebookDocument> _documents;

    private FlowWords(Domain.Books books) => (_books, _documents) = (books, [.. books.StartingWith<Rulebook>("").OrderByDescending(row => row.Value.Number).Select(row => row.Value.Document)]);

    /// <summary>With what the parts are about.</summary>
    public static async Task<FlowWords> Of(Call call, IReadOnlyList<FlowPart> parts) => new((await call.Look(needs =>
    {
        needs.StartingWith<Rulebook>("");
        foreach (var about in parts.Select(part => part.To.About).Distinct())
        {
            if (about.Offer is { } offer) needs.Row<Offer>(offer.ToString());
            if (about.Merchant is { } merchant) needs.Row<Merchant>(merchant.ToString());
            if (about.Redemption is { } redemption) needs.Row<Redemption>(redemption.ToString());
        }
        return needs;
    })).Books);

    /// <summary>What amounts of a commodity are counted in.</summary>
    public string UnitOf(string commodity) =>
        Unit.Find((_documents.SelectMany(one => one.Commodities.Where(own => own.Code.Value == commodity)).FirstOrDefault() ?? _documents[0].Commodities[0]).Unit)!.Counts;

    /// <summary>What a further commodity is called; null: it is the first.</summary>
    public Title? Commodity(string commodity) => _documents.SelectMany(one => one.Commodities).FirstOrDefault(one => one.Code.Value == commodity && commodity != Domain.Accounts.Commodity.Points)?.Title;

    public Title Board(Code code) => _documents.Select(one => one.Boards.FirstOrDefault(board => board.Code == code)?.Title).FirstOrDefault(title => title is not null) ?? new(code.Value);

    public Title ActType(Code? code) => _documents.Select(one => one.Acts.FirstOrDefault(type => type.Code == code)?.Title).FirstOrDefault(title => title is not null) ?? new("志愿服务", "service");

    /// <summary>Where it came into being.</summary>
    public Title From(FlowPart part) => part.From.Role switch
    {
        AccountName.Issued => ActType(part.From.About.ActType),
        AccountName.Opened => new("期初（纸质存折）", "the paper passbook"),
        AccountName.ReceivedRole => new("他人转入", "what somebody else gave"),
        AccountName.DebtRole => new("当时还没有的积分（欠分，后来补上）", "points that were not there then (a debt, paid later)"),
        _ => new("此前的余额", "what was there before"),
    };

    public Title CameFrom(FlowPart part, long amount, bool withDay)
    {
        var (of, fund, source) = (Amounts.Of(amount, UnitOf(part.Commodity)), Fund(part.From.Leg.Lot!.Funding), From(part));
        var day = withDay ? Day(part.From.BookedOn) : new("", "");
        return new($"{of.Zh}来自{(withDay ? $"{day.Zh}的" : "")}“{source.Zh}”，由{fund.Zh}出资。", $"{of.En} came from “{source.En ?? source.Zh}”{(withDay ? $" of {day.En}" : "")}, funded by {fund.En ?? fund.Zh}.");
    }

    public Title Became(FlowPart part, long amount)
    {
        var (of, day) = (Amounts.Of(amount, UnitOf(part.Commodity)), Day(part.To.BookedOn));
        var offer = part.To.About.Offer is { } id ? _books.Find<Offer>(id.ToString())?.Title : null;
        var merchant = part.To.About.Merchant is { } at ? _books.Find<Merchant>(at.ToString())?.Name : null;
        return part.To.Role switch
        {
            AccountName.AvailableRole when part.To.Leg.Lot?.ExpiresOn is { } last && Day(last) is var until => new($"{of.Zh}还没有用，有效期到{until.Zh}。", $"{of.En} are still there, good until {until.En}."),
            AccountName.AvailableRole => new($"{of.Zh}还没有用。", $"{of.En} are still there."),
            AccountName.HeldRole when offer is not null => new($"{of.Zh}于{day.Zh}预扣：{offer.Zh}（{merchant?.Zh}）。", $"{of.En} are held since {day.En}: {offer.En ?? offer.Zh} ({merchant?.En ?? merchant?.Zh})."),
            AccountName.HeldRole => new($"{of.Zh}预扣着。", $"{of.En} are held."),
            AccountName.SpentRole when Bearer(part) is var bearer => new($"{of.Zh}于{day.Zh}在{merchant?.Zh}兑换了“{offer?.Zh}”，商户款由{bearer.Zh}承担。",
                $"{of.En} were spent on {day.En} at {merchant?.En ?? merchant?.Zh} for {offer?.En ?? offer?.Zh}; {bearer.En ?? bearer.Zh} bears what the merchant is owed."),
            AccountName.Expired => new($"{of.Zh}于{day.Zh}到期。", $"{of.En} lapsed on {day.En}."),
            AccountName.ClawedBack => new($"{of.Zh}于{day.Zh}追回。", $"{of.En} were taken back on {day.En}."),
            AccountName.Deducted => new($"{of.Zh}于{day.Zh}扣除。", $"{of.En} were deducted on {day.En}."),
            AccountName.DebtRole => new($"{of.Zh}于{day.Zh}还了欠分。", $"{of.En} paid a debt on {day.En}."),
            AccountName.SentRole when part.To.Leg.Account == AccountName.Cashed => new($"{of.Zh}于{day.Zh}换现。", $"{of.En} were cashed on {day.En}."),
            AccountName.SentRole => new($"{of.Zh}于{day.Zh}转出。", $"{of.En} were handed on on {day.En}."),
            _ => new($"{of.Zh}于{day.Zh}销户结清。", $"{of.En} went with the account on {day.En}."),
        };
    }

    /// <summary>Who bears what the merchant is owed.</summary>
    public string? BearerOf(FlowPart part) => part.HeldFor is { } id ? _books.Find<Redemption>(id.ToString())?.Placed.Bearer.ToString() : null;

    public Title Fund(Code code) => code.Value == "community" ? new("社区", "the community") : _documents.Select(one => one.Funds?.FirstOrDefault(fund => fund.Code == code)?.Title).FirstOrDefault(title => title is not null) ?? new(code.Value);

    public Title Bearer(Bearer bearer) => bearer.Kind switch
    {
        BearerKind.Community => new("社区", "the community"),
        BearerKind.Merchant => new("商户自己", "the merchant himself"),
        _ => Fund(bearer.Donor!.Value),
    };

    private Title Bearer(FlowPart part) => part.HeldFor is { } id && _books.Find<Redemption>(id.ToString()) is { } redemption ? Bearer(redemption.Placed.Bearer) : new("社区", "the community");

    public static Title Day(DateOnly day) => Amounts.Of(day.Year * 10_000 + day.Month * 100 + day.Day, "date");
}
