using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Balances;
using Ledger.Projections.Passbook;

namespace Ledger.Api.Accounts;

/// <summary>The account of the household somebody lives in today (家庭账户): who may see his own account sees it, and no address names a household.</summary>
public static class HouseholdAccount
{
    /// <param name="Commodity">As the books keep it: <c>points</c> for the first of the rulebook.</param>
    /// <param name="Available">What can be spent, in the commodity's smallest unit; lots past their date are left out.</param>
    public sealed record BalanceAnswer(long JournalNumber, HouseholdId Household, string Commodity, DateOnly AsOf, long Available, long Held, long Earned, long Debt, IReadOnlyList<LotAmount> Lots);

    public sealed record PassbookAnswer(long JournalNumber, HouseholdId Household, string Commodity, DateOnly AsOf, long Available, IReadOnlyList<GetPassbook.Line> Lines, string? NextCursor);

    public static async Task<IResult> Balance(Call call)
    {
        if (await HomeOf(call) is not { } home) return call.NotFound("household");
        var (asOf, knownOn, rulebookOn) = (call.Date("asOf") ?? home.Books.Today, await call.KnownOn(), Call.InForce(home.Books, await call.Rulebooks(home.Books)));
        if (await AskedCommodity.Of(call) is var (commodity, fault) && fault is not null) return fault;
        var reader = call.Service<BalanceReader>();
        var balance = await reader.At(call.Community, home.Holder, commodity, asOf, knownOn, call.Cancel, rulebookOn);
        var lots = await reader.Lots(call.Community, home.Holder, commodity, asOf, balance.KnownOn, call.Cancel, rulebookOn);
        return call.Ok(new BalanceAnswer(balance.KnownOn, home.Id, commodity, asOf, balance.Available, balance.Held, balance.Earned, balance.Debt, lots.Live));
    }

    public static async Task<IResult> Passbook(Call call)
    {
        if (await HomeOf(call) is not { } home) return call.NotFound("household");
        if (await AskedCommodity.Of(call) is var (commodity, fault) && fault is not null) return fault;
        var (asOf, knownOn) = (call.Date("asOf") ?? home.Books.Today, await call.KnownOn());
        var query = $"{home.Holder}/passbook/{commodity}/{asOf}/{knownOn}";
        if (!call.TryCursor(query, out long? before, out var refusal)) return refusal;
        var rulebooks = await call.Rulebooks(home.Books);
        var now = AccountNow.Of((await call.LookAt(call.Id<PersonId>("person"), needs => AccountNow.Name(needs, Subject.Of(home.Id), commodity))).Books, Subject.Of(home.Id), commodity);
        var page = await call.Service<PassbookReader>().Newest(call.Community, home.Holder, commodity, before, call.PageSize, asOf, knownOn, call.Cancel, Call.InForce(home.Books, rulebooks), now);
        var lines = await GetPassbook.Told(call, page.Lines, rulebooks);
        var more = lines.Count == call.PageSize && lines[^1].Number > 1;
        return call.Ok(new PassbookAnswer(page.KnownOn, home.Id, commodity, asOf, page.Available, lines, more ? call.Service<Cursors>().Seal($"{call.Community}/{query}", lines[^1].Number) : null));
    }

    private static async Task<(HouseholdId Id, string Holder, Domain.Books Books)?> HomeOf(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).Row<RulebookVersions>(""));
        return await call.MaySee(look.Books, id) && look.Books.Find<Person>(id.ToString())?.Household is { } home ? (home, Subject.Of(home).ToString(), look.Books) : null;
    }
}
