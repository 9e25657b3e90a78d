using System.Text.Json;
using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>The books on the day before the rulebook takes effect: everybody who is there, and the document.</summary>
internal static class Opening
{
    public static readonly Code Root = "community";

    private static readonly Dictionary<string, Role> Roles = new()
    {
        ["office"] = Role.Office, ["office-2"] = Role.Office, ["accountant"] = Role.Accountant, ["cashier"] = Role.Cashier, ["officer"] = Role.GridOfficer,
        ["assistant"] = Role.GridAssistant, ["leader"] = Role.TeamLeader, ["auditor"] = Role.Auditor,
    };

    private static readonly HashSet<string> ByRegistration = ["code", "born", "residence", "household", "registered", "node"];

    public static Actor Administrator(Town town) => town.By("administrator");

    public static void Play(Town town, RulebookDocument document)
    {
        town.Journal.Now = town.Local(document.EffectiveFrom.AddDays(-1).ToDateTime(new TimeOnly(8, 0))).ToUniversalTime();
        town.Must(new OpenCommunity(Actor.Operator, new("示例社区"), town.ZoneId, 1440, Root, town.Person("administrator"), Town.Hash("administrator"), []));
        foreach (var code in Town.Officials)
        {
            town.Must(new RegisterPersons(Administrator(town), [new(town.Person(code), Residence.Resident, null, null, null)], []));
            town.Must(new GrantRole(Administrator(town), town.Person(code), Roles.GetValueOrDefault(code, Role.CommitteeMember), null, town.Today, null));
        }
        foreach (var year in town.Scenario.List("holidays").Select(day => DateOnly.Parse(day.GetString()!)).GroupBy(day => day.Year))
            town.Must(new SetWorkCalendar(Administrator(town), year.Key, [.. year], []));
        Nodes(town);
        foreach (var (code, _) in Named(town, "teams", "team")) town.Must(new FoundTeam(town.By("office"), TeamId.Of(town.Id("team", code)), new(code), town.Today));
        foreach (var (code, _) in Named(town, "merchants", "merchant").Append(("shop", default)))
            town.Must(new EnrolMerchant(Administrator(town), MerchantId.Of(town.Id("merchant", code)), new(code), "shop", "circle"));
        Publish(town, document);
        foreach (var (list, kind) in new[] { ("households", "household"), ("teams", "team"), ("merchants", "merchant"), ("places", "place"), ("activities", "activity") })
            foreach (var (code, json) in Named(town, list, kind)) Set(town, $"{kind}:{code}", json, ["code", "node"]);
        foreach (var person in People(town).Where(person => person.Json.Text("registered") is null)) Register(town, person.Code, person.Json);
    }

    /// <summary>Those who enter the books later, on their day.</summary>
    public static void Arrive(Town town)
    {
        foreach (var person in People(town).Where(person => person.Json.Text("registered") is { } day && DateOnly.Parse(day) <= town.Today))
            if (town.Look.Find<Person>(town.Person(person.Code).ToString()) is null) Register(town, person.Code, person.Json);
    }

    public static void Register(Town town, string code, JsonElement json, string? referredBy = null)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("born", out var born)) town.Born(code, born.ValueKind == JsonValueKind.Null ? null : DateOnly.Parse(born.GetString()!));
        HouseholdId? household = json.Text("household") is { } home ? HouseholdId.Of(town.Id("household", home)) : null;
        var residence = json.Text("residence") == "non-resident" ? Residence.NonResident : Residence.Resident;
        town.Must(new RegisterPersons(Administrator(town), [new(town.Person(code), residence, null, household, null, ReferredBy: referredBy is null ? null : town.Person(referredBy))], []));
        if (town.BornOn(code)?.AddYears(14) > town.Today) Guard(town, code);
        Set(town, code, json, ByRegistration);
    }

    /// <summary>Publishes through the command. A document that no decision keeps yet is taken in as it is, so that the other steps count; publishing it does not pass.</summary>
    public static void Publish(Town town, RulebookDocument document)
    {
        var hash = RulebookParts.HashOf(document);
        town.Published.Add(document);
        if (document.Passages?.Any(passage => passage.Kind == PassageKind.Cash) == true) Decide(town, document, hash);
        if (town.Send(new PublishRulebook(town.By("office"), document, hash)) is not { } refusal) return;
        var errors = (refusal as RulebookIsContradictory)?.Findings.Where(finding => finding.Severity == Severity.Error).ToList() ?? [];
        if (errors.Count == 0 || errors.Any(finding => finding.Code.Value is not ("not-decided-yet" or "cash-without-decision"))) throw new InvalidOperationException($"The document is refused: {Said.By(refusal)}");
        town.NotDecided($"rulebook {document.Version} {errors[0].Pointer}");
        town.Take(Stream.Community, new RulebookPublished(document, hash));
    }

    /// <summary>The decision without which points are not paid out.</summary>
    private static void Decide(Town town, RulebookDocument document, string hash)
    {
        town.Must(new DraftRulebook(town.By("office"), document, hash));
        town.Must(new CheckRulebook(town.By("office"), document.Version));
        town.Must(new RecordDecision(town.By("office"), document.Version, hash, "decided", town.Today, null));
    }

    public static RulebookDocument Read(Town town, string file) => town.Instead.TryGetValue(file, out var instead) ? instead :
        DocumentJson.Read(File.ReadAllBytes(Repository.PathOf("rulebooks", town.Scenario.Scheme, file))).Document ?? throw new InvalidOperationException($"{file} cannot be read.");

    private static IEnumerable<(string Code, JsonElement Json)> People(Town town) => town.Scenario.List("people").Select(Coded);

    /// <summary>Those of a list, and those who are only named by a person.</summary>
    private static IEnumerable<(string Code, JsonElement Json)> Named(Town town, string list, string member)
    {
        var listed = town.Scenario.List(list).Select(Coded).ToList();
        var named = People(town).Select(person => person.Json.Text(member)).OfType<string>().Distinct().Except(listed.Select(one => one.Code));
        return [.. listed, .. named.Select(code => (code, default(JsonElement)))];
    }

    private static (string Code, JsonElement Json) Coded(JsonElement one) => one.ValueKind == JsonValueKind.String ? (one.GetString()!, default) : (one.Text("code")!, one);

    private static void Nodes(Town town)
    {
        var named = town.Scenario.Steps.Select(step => step.Do is { } verb ? verb.Value.Text("place") : null).OfType<string>().Distinct();
        var places = town.Scenario.List("places").Select(Coded).ToList();
        var nodes = places.Select(place => (place.Code, Above: place.Json.Text("node"))).ToList();
        nodes.AddRange(named.Concat(nodes.Select(node => node.Above).OfType<string>()).Distinct().Except(places.Select(place => place.Code)).Select(code => (code, (string?)null)).ToList());
        foreach (var (code, above) in nodes.OrderBy(node => node.Above is null ? 0 : 1))
            town.Must(new AddNodes(Administrator(town), [new(code, above is null ? Root : new Code(above), NodeKind.Area, new(code), OpenCommunity.BeforeTheBooks)]));
    }

    private static void Guard(Town town, string child)
    {
        var guardian = $"guardian-of-{child}";
        town.Must(new RegisterPersons(Administrator(town), [new(town.Person(guardian), Residence.Resident, null, null, null)], []));
        town.Must(new BindRelation(town.By("office"), town.Person(child), town.Person(guardian), RelationKind.Guardian, town.Today, null, null));
        foreach (var may in Enum.GetValues<ChildMay>()) town.Must(new ConsentForChild(town.By(guardian), town.Person(child), may, true));
    }

    private static void Set(Town town, string bearer, JsonElement json, IReadOnlySet<string> known)
    {
        if (json.ValueKind != JsonValueKind.Object) return;
        foreach (var member in json.EnumerateObject().Where(member => !known.Contains(member.Name)))
            if (Registry<IListed>.All.FirstOrDefault(one => one.Name == member.Name) is { } listed) listed.Set(town, bearer, member.Value);
            else town.NotDecided($"{member.Name} of {bearer}");
    }

    private static void Set(Town town, string bearer, JsonElement json, string[] known) => Set(town, bearer, json, known.ToHashSet());
}
