using System.Text.Json;
using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Sets a mark from today on.</summary>
internal sealed class SetsMark : IVerb
{
    public string Name => "mark";

    public Rejection? Do(Town town, JsonElement members) => town.IsInVault(members.Text("code")!) ? Keep(town, members, ends: false) : town.Send(new SetMark(
        town.By(members.Text("by") ?? "office"), town.Subject(members.Text("of")!), members.Text("code")!, members.Number("value") is { } value ? InSmallest(town.Document, members.Text("code")!, value) : null));

    /// <summary>One that is kept in the vault.</summary>
    public static Rejection? Keep(Town town, JsonElement members, bool ends)
    {
        var (person, mark) = (town.Person(members.Text("of")!), new Code(members.Text("code")!));
        if (town.Send(new KeepMark(town.By(members.Text("by") ?? "office"), person, mark, null, [new SideRow(SideKinds.Vault, $"{person}|mark-{mark}", "Y2lwaGVy")])) is { } refusal) return refusal;
        town.Keep(person, mark, ends);
        return null;
    }

    private static long InSmallest(RulebookDocument document, string mark, long whole) =>
        whole * (document.Marks?.FirstOrDefault(one => one.Code.Value == mark)?.Value is { } declared ? Unit.Find(declared.Unit)!.Smallest : 1);
}

/// <summary>Ends one today.</summary>
internal sealed class EndsMark : IVerb
{
    public string Name => "end-mark";

    public Rejection? Do(Town town, JsonElement members) => town.IsInVault(members.Text("code")!) ? SetsMark.Keep(town, members, ends: true) : town.Send(new EndMark(town.By("office"), town.Subject(members.Text("of")!), members.Text("code")!));
}
