using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Balances;
using Ledger.Projections.Passbook;

namespace Ledger.Api.Accounts;

public static class GetPassbook
{
    /// <param name="What">What happened, in the community's words.</param>
    /// <param name="Change">What came to or went from what can be spent, in the commodity's smallest unit.</param>
    /// <param name="Balance">The running balance after this line.</param>
    /// <param name="Debt">What is owed after this line (欠分).</param>
    /// <param name="Helper">Who acted for the holder (代办人).</param>
    public sealed record Line(
        long Number, DateOnly BookedOn, DateOnly OccurredOn, Title What, long Change, long HeldChange, long Balance, long Held, long Debt, long JournalNumber,
        ActId? Act, RedemptionId? Redemption, OfferId? Offer, MerchantId? Merchant, Agent? Helper);

    /// <param name="Name">Absent when it is unknown or forgotten.</param>
    public sealed record Agent(PersonId Person, string? Name);

    /// <param name="ExpiresNext">What lapses when, soonest first.</param>
    public sealed record Answer(
        long JournalNumber, PersonId Person, string Commodity, DateOnly AsOf, long Available, IReadOnlyList<LotAmount> ExpiresNext, IReadOnlyList<Line> Lines, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var asked = AskedCommodity.In(call);
        var look = await call.LookAt(id, needs => AccountNow.Name(needs.Row<Person>(id.ToString()).Row<RulebookVersions>(""), id, asked));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        if (await AskedCommodity.Of(call) is var (commodity, fault) && fault is not null) return fault;
        var (asOf, knownOn, holder) = (call.Date("asOf") ?? look.Books.Today, await call.KnownOn(), AccountName.Holder(id));
        var query = $"persons/{id}/passbook/{commodity}/{asOf}/{knownOn}";
        if (!call.TryCursor(query, out long? before, out var refusal)) return refusal;
        var (reader, rulebooks) = (call.Service<PassbookReader>(), await call.Rulebooks(look.Books));
        var (rulebookOn, now) = (Call.InForce(look.Books, rulebooks), AccountNow.Of(look.Books, id, commodity));
        var page = call.Number("after") is { } after
            ? await reader.Page(call.Community, holder, commodity, after, call.PageSize, asOf, knownOn, call.Cancel, rulebookOn, now)
            : await reader.Newest(call.Community, holder, commodity, before, call.PageSize, asOf, knownOn, call.Cancel, rulebookOn, now);
        var lines = await Told(call, page.Lines, rulebooks);
        var more = call.Number("after") is null && lines.Count == call.PageSize && lines[^1].Number > 1;
        return call.Ok(new Answer(page.KnownOn, id, commodity, asOf, page.Available, [.. page.Live.Where(lot => lot.Lot.ExpiresOn is not null)], lines,
            more ? call.Service<Cursors>().Seal($"{call.Community}/{query}", lines[^1].Number) : null));
    }

    /// <summary>The lines in the community's words, with who acted for the holder.</summary>
    internal static async Task<IReadOnlyList<Line>> Told(Call call, IReadOnlyList<PassbookLine> lines, IReadOnlyList<Rulebook> rulebooks)
    {
        var words = await PassbookWords.Of(call, lines, rulebooks);
        var helpers = await call.Service<PersonVault>().Open(call.Community, lines.Select(words.HelperOn).OfType<PersonId>(), call.Cancel);
        return [.. lines.Select(line => new Line(line.Line, line.BookedOn, line.OccurredOn, words.Of(line), line.AvailableChange, line.HeldChange, line.Available, line.Held, line.Debt,
            line.Number, line.Act, line.Redemption, line.Offer, line.Merchant, words.HelperOn(line) is { } helper ? new Agent(helper, helpers.GetValueOrDefault(helper)?.Name) : null))];
    }
}
