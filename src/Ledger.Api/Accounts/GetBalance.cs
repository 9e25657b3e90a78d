using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Balances;

namespace Ledger.Api.Accounts;

public static class GetBalance
{
    /// <param name="AvailableHundredths">What can be spent (可用); lots past their date are left out.</param>
    /// <param name="HeldHundredths">Reserved by open holds (预扣).</param>
    /// <param name="EarnedHundredths">Earned less what was clawed back (累计获得): spending and lapsing leave it.</param>
    /// <param name="DebtHundredths">Owed (欠分): later credits pay it first.</param>
    /// <param name="ServedMinutes">Service time, never spent.</param>
    /// <param name="Further">The other commodities of the rulebook.</param>
    public sealed record Answer(
        long JournalNumber, PersonId Person, DateOnly AsOf, Points AvailableHundredths, Points HeldHundredths, Points EarnedHundredths, Points DebtHundredths, Minutes ServedMinutes,
        IReadOnlyList<EvidenceMinutes>? MinutesByEvidence, IReadOnlyList<LotAmount> Lots, IReadOnlyList<Further> Further);

    /// <summary>What he has in a commodity of the rulebook that is not the first, in its smallest unit.</summary>
    public sealed record Further(string Commodity, long Available, long Held, long Earned, long Debt, IReadOnlyList<LotAmount> Lots);

    /// <summary>Now: from the rows decisions read. At another date: from the entries.</summary>
    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.LookAtHolding(id, needs => needs.Row<Person>(id.ToString()).StartingWith<Account>(Account.Prefix(id)));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is not { } person) return call.NotFound("person");
        IReadOnlyList<PersonId> ids = [id, .. person.Aliases ?? []];
        var commodities = Account.CommoditiesOf(look.Books, id).Where(one => one != Commodity.Points).ToList();
        if (call.Date("asOf") is not null || call.Instant("knownOn") is not null) return await AtAnotherDate(call, ids, commodities, look.Books.Today);
        var holding = Holding.Of(look.Books, id);
        var (earned, minutes) = ids.Count == 1 ? Earned(look.Books, ids)
            : Earned((await call.Look(needs => ids.Aggregate(needs, (more, one) => more.Row<Account>(Account.Key(one, Commodity.Points)).Row<Account>(Account.Key(one, Commodity.Minutes))))).Books, ids);
        return call.Ok(new Answer(look.Number, id, look.Books.Today, holding.Available, new(holding.Account.Held), new(earned), new(holding.Account.Debt), new(minutes), null, holding.Live, await FurtherNow(call, ids, commodities)), holding.Account.Number);
    }

    private static async Task<IReadOnlyList<Further>> FurtherNow(Call call, IReadOnlyList<PersonId> ids, IReadOnlyList<string> commodities)
    {
        if (commodities.Count == 0) return [];
        var books = (await call.Look(needs => commodities.Aggregate(needs.Row<RulebookVersions>("").StartingWith<Rulebook>(""), (more, one) =>
            ids.Aggregate(more.Row<Account>(Account.Key(ids[0], Commodity.Minutes)).StartingWith<LotHeld>(LotHeld.Prefix(ids[0], one)), (all, id) => all.Row<Account>(Account.Key(id, one)))))).Books;
        return [.. commodities.Select(one => Holding.Of(books, ids[0], one) is var has
            ? new Further(one, has.Available.Hundredths, has.Account.Held, ids.Sum(id => books.Find<Account>(Account.Key(id, one))?.Earned ?? 0), has.Account.Debt, has.Live) : null!)];
    }

    /// <summary>Under every id somebody was registered with: points were handed on, the record of what was earned and served stays where it is.</summary>
    private static (long Points, long Minutes) Earned(Domain.Books books, IReadOnlyList<PersonId> ids) =>
        (ids.Sum(id => books.Find<Account>(Account.Key(id, Commodity.Points))?.Earned ?? 0), ids.Sum(id => books.Find<Account>(Account.Key(id, Commodity.Minutes))?.Earned ?? 0));

    private static async Task<IResult> AtAnotherDate(Call call, IReadOnlyList<PersonId> ids, IReadOnlyList<string> commodities, DateOnly today)
    {
        var id = ids[0];
        var (asOf, knownOn) = (call.Date("asOf") ?? today, await call.KnownOn());
        var (reader, holder, rulebookOn) = (call.Service<BalanceReader>(), AccountName.Holder(id), await call.RulebookOn());
        var points = await reader.At(call.Community, holder, Commodity.Points, asOf, knownOn, call.Cancel, rulebookOn);
        var minutes = await reader.At(call.Community, holder, Commodity.Minutes, asOf, points.KnownOn, call.Cancel);
        var lots = await reader.Lots(call.Community, holder, Commodity.Points, asOf, points.KnownOn, call.Cancel, rulebookOn);
        var (earned, served, evidence) = (points.Earned, minutes.Earned, minutes.Minutes);
        foreach (var alias in ids.Skip(1))
        {
            earned += (await reader.At(call.Community, AccountName.Holder(alias), Commodity.Points, asOf, points.KnownOn, call.Cancel)).Earned;
            var under = await reader.At(call.Community, AccountName.Holder(alias), Commodity.Minutes, asOf, points.KnownOn, call.Cancel);
            served += under.Earned;
            evidence = [.. evidence.Concat(under.Minutes).GroupBy(one => one.Evidence).Select(same => new EvidenceMinutes(same.Key, new(same.Sum(one => one.Minutes.Count)))).OrderBy(one => one.Evidence)];
        }
        var further = new List<Further>();
        foreach (var one in commodities)
        {
            var has = await reader.At(call.Community, holder, one, asOf, points.KnownOn, call.Cancel, rulebookOn);
            var (live, got) = ((await reader.Lots(call.Community, holder, one, asOf, points.KnownOn, call.Cancel, rulebookOn)).Live, has.Earned);
            foreach (var alias in ids.Skip(1)) got += (await reader.At(call.Community, AccountName.Holder(alias), one, asOf, points.KnownOn, call.Cancel)).Earned;
            further.Add(new(one, has.Available, has.Held, got, has.Debt, live));
        }
        return call.Ok(new Answer(points.KnownOn, id, asOf, new(points.Available), new(points.Held), new(earned), new(points.Debt), new(served), evidence, lots.Live, further));
    }
}
