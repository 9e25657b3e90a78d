using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Offers;

/// <summary>An offer as people see it.</summary>
/// <param name="PriceHundredths">Points per unit, in hundredths.</param>
/// <param name="Left">Units to be had; absent: without limit.</param>
/// <param name="PerPerson">How many units one person may take in a period; absent: without limit.</param>
/// <param name="SoldOut">Only while it is.</param>
/// <param name="Item">An item of the rulebook: its price is told by a dry run of the redemption.</param>
public sealed record OfferShown(OfferId Offer, MerchantId Merchant, Title? MerchantName, Title Title, Points PriceHundredths, long? Left, DateOnly OpensOn, DateOnly? ClosesOn, PersonLimit? PerPerson, bool IsWithdrawn, SoldOut? SoldOut, long ETag, Code? Item = null)
{
    public static OfferShown Of(Offer offer, Domain.Books books) => new(offer.Id, offer.Merchant, books.Find<Merchant>(offer.Merchant.ToString())?.Name, offer.Title, offer.Price,
        offer.Left, offer.OpensOn, offer.ClosesOn, offer.PerPerson, offer.IsWithdrawn,
        offer.SoldOut is { } soldOut && soldOut.Covers(books.Today) ? soldOut : null, offer.Number, offer.Item);
}

public static class ListOffers
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<OfferShown> Offers, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        if (!call.TryCursor("offers", out string? after, out var refusal)) return refusal;
        var page = await call.FirstRows<Offer>(after);
        var look = await call.Look(needs => page.Aggregate(needs, (all, row) => all.Row<Merchant>(row.Value.Merchant.ToString())));
        return call.Ok(new Answer(look.Number, [.. page.Select(row => OfferShown.Of(row.Value, look.Books))], call.NextAfter("offers", page)));
    }
}

public static class GetOffer
{
    /// <param name="SettlementFen">What the merchant is owed per unit, in fen.</param>
    public sealed record Answer(long JournalNumber, OfferShown Offer, Fen SettlementFen, Bearer Bearer);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<OfferId>("offer");
        if (await call.Find<Offer>(id.ToString(), null) is not { } offer) return call.NotFound("offer");
        var look = await call.Look(needs => needs.Row<Merchant>(offer.Merchant.ToString()));
        return call.Ok(new Answer(look.Number, OfferShown.Of(offer, look.Books), offer.Settlement, offer.Bearer), offer.Number);
    }
}

/// <summary>Offers that are not withdrawn, page by page; on each page what can be taken now comes first, the cheapest before.</summary>
public static class OffersForPerson
{
    /// <param name="WhyNot">Every reason against it, the weightiest first; empty when it can be taken now.</param>
    public sealed record Choice(OfferShown Offer, bool CanBeTaken, IReadOnlyList<Reason> WhyNot);

    public sealed record Reason(string Type, string Zh, string En);

    public sealed record Answer(long JournalNumber, Points AvailableHundredths, IReadOnlyList<Choice> Offers, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var query = $"persons/{id}/offers";
        if (!call.TryCursor(query, out string? after, out var refusal)) return refusal;
        var first = await call.Look(needs => needs.Row<Person>(id.ToString()));
        if (!await call.MaySee(first.Books, id) || first.Books.Find<Person>(id.ToString()) is not { } person) return call.NotFound("person");
        var (today, page) = (first.Books.Today, await call.FirstRows<Offer>(after, new { isWithdrawn = false }));
        string[] periods = [new PersonLimit(LimitPeriod.Month, 1).PeriodOf(today), new PersonLimit(LimitPeriod.Quarter, 1).PeriodOf(today)];
        var look = await call.LookAtHolding(id, needs => page.Select(row => row.Value.Merchant.ToString()).Distinct().Aggregate(
            periods.Aggregate(needs, (more, period) => more.StartingWith<OfferUse>(OfferUse.Prefix(id, period))).Row<LossReport>(id.ToString()),
            (more, merchant) => more.Row<Merchant>(merchant).Row<DaysOff>(merchant)));
        var available = Holding.Of(look.Books, id).Available;
        var used = periods.SelectMany(period => look.Books.StartingWith<OfferUse>(OfferUse.Prefix(id, period))).ToDictionary(row => row.Key, row => row.Value.Units);
        Rejection[] always = [.. person.IsSuspended ? [new AccountSuspended(id)] : Array.Empty<Rejection>(), .. LossReport.Of(look.Books, id) is not null ? [new ReportedLost(id)] : Array.Empty<Rejection>()];
        return call.Ok(new Answer(look.Number, available, [.. page.Select(row => row.Value).Select(offer =>
        {
            var reasons = always.Concat(offer.WhyNot(1, available, today, look.Books.Find<DaysOff>(offer.Merchant.ToString()),
                    offer.PerPerson is { } limit ? used.GetValueOrDefault(OfferUse.Key(id, offer.Id, limit.PeriodOf(today))) : 0))
                .Select(ProblemCatalogue.Tell).Select(problem => new Reason(problem.Type.Uri, problem.Detail.Zh, problem.Detail.En)).ToList();
            return new Choice(OfferShown.Of(offer, look.Books), reasons.Count == 0, reasons);
        }).OrderByDescending(choice => choice.CanBeTaken).ThenBy(choice => choice.Offer.PriceHundredths.Hundredths)], call.NextAfter(query, page)));
    }
}
