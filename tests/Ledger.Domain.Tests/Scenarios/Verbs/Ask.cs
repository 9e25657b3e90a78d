using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Asks for a passage: what is on an item is placed, and captured at once unless it is to be held.</summary>
internal sealed class Ask : IVerb
{
    public string Name => "ask";

    public Rejection? Do(Town town, JsonElement members)
    {
        var code = new Code(members.Text("passage")!);
        var passage = town.Document.Passages?.FirstOrDefault(one => one.Code == code);
        if (passage is { Kind: PassageKind.Share or PassageKind.Subsidy }) return Money(town, members, passage);
        if (passage is null or { Kind: PassageKind.Cash } && members.Text("item") is null && members.Text("to") is null) return Cash(town, members, code);
        if (passage is { Kind: PassageKind.Gift or PassageKind.Family or PassageKind.Pool or PassageKind.Grant or PassageKind.Reissue, Item: null }) return Transfer(town, members, passage);
        if ((members.Text("item") ?? (passage?.Item ?? passage?.Items?[0] ?? town.Document.Items?.FirstOrDefault()?.Code)?.Value) is not { } item)
        {
            town.NotDecided($"ask {code}");
            return null;
        }
        return Hold(town, members, code, item);
    }

    /// <summary>What goes from one account to another, or from a fund to one.</summary>
    private static Rejection? Transfer(Town town, JsonElement members, Passage passage)
    {
        var id = TransferId.Of(town.Id("transfer", members.Text("id") ?? $"{town.Journal.Events.Count()}"));
        Subject? subject = members.Text("subject") is { } whose ? town.Subject(whose) : null;
        Points? amount = members.Text("amount") is { } text ? new Points(Amounts.Units(text)) : null;
        Subject? to = members.Text("to") is { } receiver ? town.Subject(receiver) : null;
        var vault = members.Text("to") is { } bearer && !bearer.Contains(':') ? town.Vault(bearer, town.Today) : null;
        return passage.Kind is PassageKind.Grant or PassageKind.Reissue
            ? town.Send(new GrantPoints(town.By(members.Text("person")!), id, passage.Code, to ?? subject!.Value, amount, Inputs(town, members), vault))
            : town.Send(new SendPoints(town.By(members.Text("person")!), id, town.Person(members.Text("person")!), passage.Code, amount, to, For(members), Inputs(town, members), subject, Vault: town.Vault(members.Text("person")!, town.Today), ReceiversVault: vault));
    }

    /// <summary>Money by the rulebook: shared among all households and people, or asked for.</summary>
    private static Rejection? Money(Town town, JsonElement members, Passage passage)
    {
        var (id, person) = (TransferId.Of(town.Id("transfer", $"{town.Journal.Events.Count()}")), members.Text("person")!);
        if (passage.Kind == PassageKind.Subsidy)
            return town.Send(new AskForMoney(town.By(person), id, town.Person(person), passage.Code, members.Text("subject") is { } subject ? town.Subject(subject) : null, Inputs(town, members), town.Vault(person, town.Today)));
        var people = town.Journal.Rows.All<Ledger.Domain.Persons.Person>().Select(row => row.Value).ToList();
        return town.Send(new ShareOut(town.By(person), id, passage.Code, [.. people.Select(one => Subject.Of(one.Id)), .. people.Select(one => one.Household).OfType<HouseholdId>().Distinct().Select(Subject.Of)], Inputs(town, members)));
    }

    /// <summary>Points for money; a passage that is not there is asked for in this way too.</summary>
    private static Rejection? Cash(Town town, JsonElement members, Code passage)
    {
        var (id, person) = (TransferId.Of(town.Id("transfer", members.Text("id") ?? $"{town.Journal.Events.Count()}")), members.Text("person")!);
        var amount = members.Text("amount") is { } text ? new Points(Amounts.Units(text)) : Points.Zero;
        return town.Send(new CashPoints(town.By(person), id, town.Person(person), passage, amount, Inputs(town, members), members.Text("subject") is { } subject ? town.Subject(subject) : null, Vault: town.Vault(person, town.Today)));
    }

    private static Rejection? Hold(Town town, JsonElement members, Code passage, Code item)
    {
        var (person, merchant) = (members.Text("person")!, members.Text("merchant") ?? "shop");
        var id = RedemptionId.Of(town.Id("redemption", members.Text("id") ?? $"{town.Journal.Events.Count()}"));
        var asking = new Asking(passage, Channel(members), members.Text("amount") is { } amount ? new Points(Amounts.Units(amount)) : null, Bill(members), For(members), Inputs(town, members), members.Text("to") is { } receiver ? town.Person(receiver) : null);
        var hold = new PlaceHold(town.By(person), id, town.Person(person), OfferOf(town, merchant, item), members.Number("units") ?? 1, [CodeOf(id)], Asking: asking, Vault: town.Vault(person, town.Today), Account: members.Text("subject") is { } subject ? town.Subject(subject) : null, ReceiversVault: members.Text("to") is { } to ? town.Vault(to, town.Today) : null);
        return town.Send(hold) ?? (members.Flag("hold") ? null : Take(town, id));
    }

    /// <summary>The merchant takes what was held.</summary>
    public static Rejection? Take(Town town, RedemptionId id)
    {
        var merchant = town.Look.Find<Redemption>(id.ToString())!.Placed.Merchant;
        return town.Send(new CaptureRedemption(Clerk(town, merchant), merchant, CodeOf(id), null));
    }

    /// <summary>Whoever stands at the counter.</summary>
    public static Actor Clerk(Town town, MerchantId merchant)
    {
        var clerk = town.By($"clerk-{merchant}");
        if (town.Look.Find<Ledger.Domain.Persons.Person>(clerk.Person!.Value.ToString()) is not null) return clerk;
        town.Must(new Ledger.Domain.Persons.RegisterPersons(Opening.Administrator(town), [new(clerk.Person.Value, Ledger.Domain.Persons.Residence.Resident, null, null, null)], []));
        town.Must(new Ledger.Domain.Persons.GrantRole(Opening.Administrator(town), clerk.Person.Value, Role.MerchantClerk, merchant, town.Today, null));
        return clerk;
    }

    public static string CodeOf(RedemptionId id) => Town.Hash($"code {id}");

    /// <summary>Every merchant offers every item; what it costs is borne by the community where no fund bears it.</summary>
    public static OfferId OfferOf(Town town, string merchant, Code item)
    {
        var offer = OfferId.Of(town.Id("offer", $"{merchant} {item}"));
        if (town.Look.Find<Offer>(offer.ToString()) is not null) return offer;
        long? stock = town.Scenario.Root.TryGetProperty("stock", out var stocks) && stocks.TryGetProperty(item.Value, out var left) ? left.GetInt64() : null;
        town.Must(new PublishOffer(town.By("office"), offer, MerchantId.Of(town.Id("merchant", merchant)),
            new OfferTerms(new(item.Value), Points.Zero, new Fen(100), new Bearer(BearerKind.Community), stock, town.Today, null, Item: item)));
        return offer;
    }

    private static Channel? Channel(JsonElement members) => members.Text("channel") is { } channel ? Enum.Parse<Channel>(channel, ignoreCase: true) : null;

    private static AskedFor For(JsonElement members) => members.Text("for") is { } who ? Enum.Parse<AskedFor>(who, ignoreCase: true) : AskedFor.Self;

    private static Fen? Bill(JsonElement members) => members.TryGetProperty("bill", out var bill) ? new Fen((long)(bill.GetDecimal() * 100)) : null;

    private static IReadOnlyList<ActInput>? Inputs(Town town, JsonElement members) => !members.TryGetProperty("inputs", out var inputs) ? null
        : [.. inputs.EnumerateObject().Select(input => new ActInput(input.Name, Act.InSmallest(town.Document, input.Name, input.Value.GetInt64())))];
}

/// <summary>Takes what was held.</summary>
internal sealed class Capture : IVerb
{
    public string Name => "capture";

    public Rejection? Do(Town town, JsonElement members) => Ask.Take(town, RedemptionId.Of(town.Id("redemption", members.Text("asking")!)));
}

/// <summary>Gives back the whole of what was taken.</summary>
internal sealed class Refund : IVerb
{
    public string Name => "refund";

    public Rejection? Do(Town town, JsonElement members)
    {
        var id = RedemptionId.Of(town.Id("redemption", members.Text("asking")!));
        var held = town.Look.Find<Redemption>(id.ToString())!;
        return town.Send(new RefundRedemption(Ask.Clerk(town, held.Placed.Merchant), id, RefundId.Of(town.Id("refund", $"{town.Journal.Events.Count()}")), held.Placed.Quantity, Restock: true, members.Text("reason")!));
    }
}
