using Ledger.Api.SignIn;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;
using SignInRow = Ledger.Domain.Persons.SignIn;

namespace Ledger.Api.Demo;

/// <summary>Finds the personas in the books by their sign-in, whatever seed they were loaded with, and ids worth trying.</summary>
public sealed class DemoPeople(IJournalReader reader, DemoSignIn signIn, Books.Bookkeeper bookkeeper)
{
    /// <summary>So far back acts are looked for that wait for their attestation.</summary>
    private const int EventsBack = 1500, ActsShown = 5;

    public sealed record Shown(string Community, Title CommunityName, string Persona, Title Post, string Calling, string What, PersonId Person);

    /// <param name="Token">A bearer token; it lasts eight hours.</param>
    /// <param name="Merchant">The merchant persona's shop.</param>
    /// <param name="Offer">An offer of that shop; affordable for the volunteer unless the points are spent.</param>
    /// <param name="WaitingActs">Acts recorded and not yet attested.</param>
    public sealed record SignedIn(
        string Token, string Community, string Persona, string Calling, PersonId PersonId, PersonId Volunteer, MerchantId? Merchant, OfferId? Offer, Code Node, Code ActType,
        IReadOnlyList<ActId> WaitingActs);

    public async Task<IReadOnlyList<Shown>> All(CancellationToken cancel)
    {
        var shown = new List<Shown>();
        foreach (var sample in DemoHistory.Communities)
            foreach (var persona in sample.Personas)
                if (await PersonOf(sample, persona, cancel) is { } person)
                    shown.Add(new Shown(sample.Code, sample.Name, persona.Code, persona.Post, persona.Calling, persona.What, person));
        return shown;
    }

    /// <summary>Null when there is no such persona.</summary>
    public async Task<SignedIn?> SignIn(string community, string personaCode, CancellationToken cancel)
    {
        if (DemoHistory.Communities.FirstOrDefault(one => one.Code == community) is not { } sample) return null;
        if (sample.Personas.FirstOrDefault(one => one.Code == personaCode) is not { } persona) return null;
        if (await PersonOf(sample, persona, cancel) is not { } person) return null;
        var volunteer = (await PersonOf(sample, sample.PersonaOf(PersonaKind.Volunteer), cancel))!.Value;
        var (merchant, offer) = await ShopOf(sample, volunteer, cancel);
        return new SignedIn(signIn.TokenFor(persona.SubjectIn(community)), community, persona.Code, persona.Calling, person, volunteer, merchant, offer,
            sample.Posts[0], sample.Habit.ActType, await WaitingActs(community, cancel));
    }

    private async Task<PersonId?> PersonOf(CommunitySample sample, Persona persona, CancellationToken cancel)
    {
        var key = Callers.SignInHash(DemoSignIn.Issuer, persona.SubjectIn(sample.Code));
        var look = await bookkeeper.Look(sample.Code, new Needs().Row<SignInRow>(key), cancel);
        return look?.Books.Find<SignInRow>(key)?.Person;
    }

    private async Task<(MerchantId?, OfferId?)> ShopOf(CommunitySample sample, PersonId volunteer, CancellationToken cancel)
    {
        var owner = (await PersonOf(sample, sample.PersonaOf(PersonaKind.Merchant), cancel))!.Value;
        var look = await bookkeeper.Look(sample.Code, new Needs().Row<Domain.Communities.Community>("").StartingWith<RoleHeld>(RoleHeld.Prefix(owner)).StartingWith<Offer>("")
            .Row<Account>(Account.Key(volunteer, Commodity.Points)).Row<Account>(Account.Key(volunteer, Commodity.Minutes)).StartingWith<LotHeld>(LotHeld.Prefix(volunteer, Commodity.Points)).Row<RulebookVersions>("").StartingWith<Rulebook>(""), cancel);
        var merchant = look!.Books.StartingWith<RoleHeld>(RoleHeld.Prefix(owner)).Select(row => row.Value.Merchant).FirstOrDefault(held => held is not null);
        var available = Holding.Of(look.Books, volunteer).Available;
        var offers = look.Books.StartingWith<Offer>("").Select(row => row.Value).Where(offer => offer.Merchant == merchant).OrderBy(offer => offer.Price.Hundredths).ToList();
        var affordable = offers.Where(offer => !offer.WhyNot(1, available, look.Books.Today, null, 0).Any()).ToList();
        // One for which the shop is owed something, so that its payable moves.
        return (merchant, (affordable.LastOrDefault(offer => offer.Settlement.Count > 0) ?? affordable.LastOrDefault() ?? offers.FirstOrDefault())?.Id);
    }

    private async Task<IReadOnlyList<ActId>> WaitingActs(string community, CancellationToken cancel)
    {
        var head = await reader.Head(community, cancel);
        var recorded = new List<ActId>();
        await foreach (var one in reader.Read(community, Math.Max(0, head!.Number - EventsBack), head.Number, cancel))
            if (EventNames.All[one.Type] == typeof(ActRecorded)) recorded.Add(((ActRecorded)DomainJson.ReadFact(one.Type, one.Data)).Act);
        recorded.Reverse();
        var look = await bookkeeper.Look(community, recorded.Aggregate(new Needs(), (needs, act) => needs.Row<Act>(act.ToString())), cancel);
        return [.. recorded.Where(act => look!.Books.Find<Act>(act.ToString())?.Status == ActStatus.Recorded).Take(ActsShown)];
    }
}
