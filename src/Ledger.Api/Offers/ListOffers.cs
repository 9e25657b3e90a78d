using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;

namespace Ledger.Api.Offers;

/// <summary>An offer as people see it.</summary>
/// <param name="PriceHundredths">Points per unit, in hundredths; absent: the rulebook says it, to each person his own.</param>
/// <param name="Left">Units to be had; absent: without limit.</param>
/// <param name="PerPerson">How many units one person may take in a period; absent: without limit.</param>
/// <param name="SoldOut">Only while it is.</param>
/// <param name="Item">An item of the rulebook, which says who may have it and what it costs.</param>
/// <param name="Commodity">What it is paid in; absent: points.</param>
public sealed record OfferShown(OfferId Offer, MerchantId Merchant, Title? MerchantName, Title Title, Points? PriceHundredths, long? Left, DateOnly OpensOn, DateOnly? ClosesOn, PersonLimit? PerPerson, bool IsWithdrawn, SoldOut? SoldOut, long ETag, Code? Item = null, Code? Commodity = null)
{
    public static OfferShown Of(Offer offer, Domain.Books books) => new(offer.Id, offer.Merchant, books.Find<Merchant>(offer.Merchant.ToString())?.Name, offer.Title, offer.Item is null ? offer.Price : null,
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

/// <summary>Offers that are not withdrawn, page by page, each as the decision itself would answer it; on each page what can be taken now comes first, the cheapest before.</summary>
public static class OffersForPerson
{
    /// <param name="Offer">With what a unit costs this person; without a price where that depends on what he asks for.</param>
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
        if (!await call.MaySee(first.Books, id) || first.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        var page = await call.FirstRows<Offer>(after, new { isWithdrawn = false });
        var look = await call.Look(needs => page.Aggregate(needs, (more, row) => more.Row<Merchant>(row.Value.Merchant.ToString())));
        var (band, fromVault) = await call.BothFromVaultToday(id);
        var asked = new JudgeOffers(call.By, id, [.. page.Select(row => row.Value.Id)], band, fromVault);
        var answer = await call.Service<Bookkeeper>().Ask(asked, call.Community, call.Caller.Id, call.Cancel);
        if (answer is Answer<OffersJudged>.Refused refused) return call.Refuse(refused.Reason, refused.Number);
        if (answer is Answer<OffersJudged>.Unavailable away) return ProblemResult.Away(away.RetryAfter);
        if (answer is not Answer<OffersJudged>.Accepted { Result: var told }) throw new InvalidOperationException(answer.GetType().Name);
        var shown = page.ToDictionary(row => row.Value.Id, row => OfferShown.Of(row.Value, look.Books));
        return call.Ok(new Answer(look.Number, told.Available, [.. told.Offers.Select(one => new Choice(shown[one.Offer] with { PriceHundredths = one.Price, Commodity = one.Commodity }, one.Against.Count == 0,
            [.. one.Against.Select(ProblemCatalogue.Tell).Select(problem => new Reason(problem.Type.Uri, problem.Detail.Zh, problem.Detail.En))]))
            .OrderByDescending(choice => choice.CanBeTaken).ThenBy(choice => choice.Offer.PriceHundredths?.Hundredths ?? long.MaxValue)], call.NextAfter(query, page)));
    }
}
