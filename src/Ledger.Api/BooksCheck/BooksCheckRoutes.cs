using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Projections.BooksCheck;

namespace Ledger.Api.BooksCheck;

internal static class BooksCheckRoutes
{
    public static void Map(LedgerRoutes routes) =>
        routes.Read<GetBooksCheck.Answer>("books-check", "Do the books add up, in all and for every origin? 积分总账核对", GetBooksCheck.Handle,
            [new("asOf", QueryKind.Date, "Only what is booked up to this date, lots past it counted as expired; as posted unless told."), new("knownOn", QueryKind.Instant, "As the books knew it at this instant."), Query.AtLeast], typeof(NotAllowed));
}

public static class GetBooksCheck
{
    /// <param name="AddUp">Whether every total and every fact balances.</param>
    public sealed record Answer(long JournalNumber, bool AddUp, DateOnly? AsOf, IReadOnlyList<CommodityTotals> Commodities, IReadOnlyList<Difference> Differences, IReadOnlyList<UnbalancedFact> Unbalanced);

    /// <summary>It names nobody: the committee sees it as the accountant does.</summary>
    private static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.Accountant, Role.CommitteeMember, Role.Auditor];

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, Readers)) return call.Refuse(new NotAllowed(Readers));
        var reader = call.Service<BooksCheckReader>();
        var (asOf, knownOn) = (call.Date("asOf"), await call.KnownOn());
        var books = asOf is null && knownOn is null ? await reader.Now(call.Community, call.Cancel) : await reader.At(call.Community, knownOn, asOf, call.Cancel);
        return call.Ok(new Answer(books.KnownOn, books.AddUp, books.AsOf, books.Commodities, books.Differences, books.Unbalanced));
    }
}
