using System.Globalization;
using Ledger.Api.Rulebooks;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Demo;

/// <summary>The first day: the books open, with tree, rules, people, posts, merchants and offers.</summary>
internal sealed class Founding(CommunitySample sample, DemoRequest request, Village village, DemoPen pen, PersonVault vault)
{
    private const int AtOnce = 50;

    private readonly DateTimeOffset _morning = LocalTime.On(DemoRequest.From, new(8, 30));

    public async Task Found()
    {
        await Open();
        await pen.Write(_morning, new AddNodes(village.Administrator.Actor, sample.Tree));
        await Publish(_morning, village.Administrator, sample.Rulebooks[0].Document);
        foreach (var some in village.Everybody.Where(person => person != village.Administrator).Chunk(AtOnce)) await Register(some);
        foreach (var merchant in sample.Merchants.Index()) await Enrol(merchant.Index, merchant.Item);
        await GrantAll();
        foreach (var merchant in sample.Merchants.Index())
            foreach (var offer in merchant.Item.Offers.Index()) await Offer(merchant.Index, offer.Index, offer.Item);
        foreach (var (place, elder) in village.Volunteers.Where(person => person.HasNoPhone).Index()) await Help(elder, village.Assistants[place % village.Assistants.Count]);
        await pen.Write(_morning, new SetWorkCalendar(village.Office.Actor, 2026, [.. Days("06-19", 3), .. Days("09-25", 3), .. Days("10-01", 7)], [new(2026, 9, 20), new(2026, 10, 10)]));
    }

    public static MerchantId MerchantId(CommunitySample sample, DemoRequest request, int merchant) => Domain.MerchantId.Of(request.Id(sample.Code, "merchant", merchant));

    public static OfferId OfferId(CommunitySample sample, DemoRequest request, int merchant, int offer) => Domain.OfferId.Of(request.Id(sample.Code, $"offer {merchant}", offer));

    public Task<RulebookIsPublished> Publish(DateTimeOffset at, Invented by, string document)
    {
        var rulebook = DemoRulebooks.Read(document);
        return pen.Write(at, new PublishRulebook(by.Actor, rulebook, PublishRulebookEndpoint.HashOf(rulebook)));
    }

    private Task Open()
    {
        var administrator = village.Administrator;
        var records = vault.Seal(sample.Code, administrator.Id, administrator.Record);
        return pen.Write(_morning, new OpenCommunity(Actor.Operator, sample.Name, LocalTime.Zone, sample.HoldMinutes, sample.Root, administrator.Id, SignIn(administrator)!, records), opens: true);
    }

    private Task Register(IReadOnlyList<Invented> people) => pen.Write(_morning, new RegisterPersons(village.Administrator.Actor,
        [.. people.Select(person => new NewPerson(person.Id, person.Residence, person.Node, person.Household, SignIn(person)))],
        [.. people.SelectMany(person => vault.Seal(sample.Code, person.Id, person.Record))]));

    private Task Enrol(int number, MerchantSample merchant) =>
        pen.Write(_morning, new EnrolMerchant(village.Administrator.Actor, MerchantId(sample, request, number), merchant.Name, merchant.Category, sample.Circle));

    private async Task GrantAll()
    {
        await Grant(village.Office, Role.Office);
        await Grant(village.Auditor, Role.Auditor);
        await Grant(village.Accountant, Role.Accountant);
        await Grant(village.Cashier, Role.Cashier);
        foreach (var officer in village.Officers) await Grant(officer, Role.GridOfficer);
        foreach (var assistant in village.Assistants) await Grant(assistant, Role.GridAssistant);
        foreach (var leader in village.Leaders) await Grant(leader, Role.TeamLeader);
        foreach (var owner in village.Owners.Index()) await Grant(owner.Item, Role.MerchantOwner, MerchantId(sample, request, owner.Index));
    }

    /// <summary>Whoever has no phone has a helper (代办人), who sees the account and fetches things for it.</summary>
    private Task Help(Invented elder, Invented helper) =>
        pen.Write(_morning, new BindRelation(village.Office.Actor, elder.Id, helper.Id, RelationKind.Helper, DemoRequest.From, null, null));

    /// <summary>Of the State Council's calendar for 2026, from the first day of the books on.</summary>
    private static IEnumerable<DateOnly> Days(string first, int count) => Enumerable.Range(0, count).Select(day => DateOnly.Parse($"2026-{first}", CultureInfo.InvariantCulture).AddDays(day));

    private Task Grant(Invented person, Role role, MerchantId? merchant = null) =>
        pen.Write(_morning, new GrantRole(village.Administrator.Actor, person.Id, role, merchant, DemoRequest.From, null));

    private Task Offer(int merchant, int number, OfferSample offer) =>
        pen.Write(_morning, new PublishOffer(village.Office.Actor, OfferId(sample, request, merchant, number), MerchantId(sample, request, merchant), TermsOf(offer)));

    public static OfferTerms TermsOf(OfferSample offer) =>
        new(offer.Title, offer.Item is null ? new Points(offer.Points * 100) : Points.Zero, new Fen(offer.Fen), offer.Bearer, offer.Stock, offer.From ?? DemoRequest.From, offer.Until, Item: offer.Item);

    private static string? SignIn(Invented person) => person.Subject is { } subject ? Callers.SignInHash(DemoSignIn.Issuer, subject) : null;
}
