using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Domain.Imports;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Records an act, or the same on successive days.</summary>
internal sealed class Act : IVerb
{
    private static readonly HashSet<string> Known = ["id", "person", "type", "on", "from", "to", "minutes", "activity", "place", "source", "class", "papers", "inputs", "marks", "by", "days", "served", "servedIs", "recorders"];

    public string Name => "act";

    public Rejection? Do(Town town, JsonElement members)
    {
        foreach (var member in members.EnumerateObject().Where(member => !Known.Contains(member.Name))) town.NotDecided($"act.{member.Name}");
        foreach (var entry in Entries(town, members))
            if ((members.Text("by") == "import" ? Imported(town, entry) : town.Send(new RecordActs(Recorder(town, members), [entry], Attest: false, []))) is { } refusal) return refusal;
        return null;
    }

    private static Rejection? Imported(Town town, ActEntry entry) =>
        town.Send(new CommitImport(town.By("office"), ImportId.Of(entry.Act.Value), Town.Hash($"{entry.Act}"), [], [entry], [])) is ImportLineRefused refused ? refused.Because : null;

    public static IEnumerable<int> Ids(JsonElement members) => Enumerable.Range(members.Number("id")!.Value, members.Number("days") ?? 1);

    public static Actor Recorder(Town town, JsonElement members) => town.By(members.Text("by") switch
    {
        null when members.Texts("recorders") is [var first, ..] => first,
        "self" => members.Text("person")!,
        "leader" => "leader",
        _ => "officer",
    });

    private static IEnumerable<ActEntry> Entries(Town town, JsonElement members)
    {
        var first = members.Text("on") is { } on ? DateOnly.Parse(on) : town.Today;
        return Ids(members).Select((id, number) => Entry(town, members, id, first.AddDays(number)));
    }

    private static ActEntry Entry(Town town, JsonElement members, int id, DateOnly day)
    {
        var from = TimeOnly.Parse(members.Text("from") ?? "09:00");
        var minutes = members.Number("minutes");
        var to = members.Text("to") is { } end ? TimeOnly.Parse(end) : from.AddMinutes(members.Text("from") is null ? minutes ?? 0 : 0);
        var started = day.ToDateTime(from);
        var ended = (to < from ? day.AddDays(1) : day).ToDateTime(to);
        return new(town.Act(id), town.Person(members.Text("person")!), members.Text("type")!, town.Local(started), town.Local(ended), minutes is { } kept ? new Minutes(kept) : null,
            members.Text("place") ?? Opening.Root.Value, Class(members.Text("class")), null, null,
            AgeBand.On(town.BornOn(members.Text("person")!), day, RulebookVersions.On(town.Look, day)?.Ages), SourceOf(town, members), Inputs: Inputs(town, members)?.Where(input => !IsAsked(town, input.Input)).ToList(),
            Marks: [.. members.Texts("marks").Select(mark => new Code(mark)).Where(mark => !IsAsked(town, mark))], Served: members.Text("served") is { } served ? town.Person(served) : null,
            ServedIs: members.Text("servedIs") is { } relation ? Enum.Parse<ServedIs>(relation, ignoreCase: true) : members.Text("served") is null ? ServedIs.None : null,
            Papers: [.. members.Texts("papers").Select(paper => new ActPaper(paper, Town.Hash($"{id} {paper}")))], Recorders: [.. members.Texts("recorders").Skip(1).Select(town.Person)],
            VaultMarks: town.MarksOn(town.Person(members.Text("person")!), day));
    }

    /// <summary>Whether some review of acts asks for it: it is stated with a signature.</summary>
    private static bool IsAsked(Town town, Code code) => town.Document.Review?.Any(review => review.Steps.Any(step => step.Asks?.Contains(code) == true)) == true;

    private static Evidence Class(string? text) => text switch { "leader-signed" => Evidence.LeaderSigned, "back-filled" => Evidence.BackFilled, _ => Evidence.SystemTimed };

    private static Source? SourceOf(Town town, JsonElement members) => (members.Text("activity"), members.Text("source")) switch
    {
        ({ } activity, _) => new("activity", town.Id("activity", activity)),
        (_, { } source) => new(source, town.Id("source", source)),
        _ => null,
    };

    /// <summary>Whole units, as the input counts them.</summary>
    public static IReadOnlyList<ActInput>? Inputs(Town town, JsonElement members) => !members.TryGetProperty("inputs", out var inputs) ? null
        : [.. inputs.EnumerateObject().Select(input => new ActInput(input.Name, InSmallest(town.Document, input.Name, input.Value.GetInt64())))];

    public static long InSmallest(RulebookDocument document, string input, long whole) =>
        whole * (document.Inputs?.FirstOrDefault(one => one.Code.Value == input) is { } declared ? Unit.Find(declared.Unit)!.Smallest : 1);
}
