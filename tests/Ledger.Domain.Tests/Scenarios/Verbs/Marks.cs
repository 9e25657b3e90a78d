using System.Text.Json;
using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Sets a mark from today on.</summary>
internal sealed class SetsMark : IVerb
{
    public string Name => "mark";

    public Rejection? Do(Town town, JsonElement members) => town.Send(new SetMark(
        town.By(members.Text("by") ?? "office"), town.Subject(members.Text("of")!), members.Text("code")!, members.Number("value") is { } value ? InSmallest(town.Document, members.Text("code")!, value) : null));

    private static long InSmallest(RulebookDocument document, string mark, long whole) =>
        whole * (document.Marks?.FirstOrDefault(one => one.Code.Value == mark)?.Value is { } declared ? Unit.Find(declared.Unit)!.Smallest : 1);
}

/// <summary>Ends one today.</summary>
internal sealed class EndsMark : IVerb
{
    public string Name => "end-mark";

    public Rejection? Do(Town town, JsonElement members) => town.Send(new EndMark(town.By("office"), town.Subject(members.Text("of")!), members.Text("code")!));
}
