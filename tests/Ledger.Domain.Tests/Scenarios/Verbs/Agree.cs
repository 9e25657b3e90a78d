using System.Text.Json;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Agrees to what a watch asked; a deduction without notice is decided at once.</summary>
internal sealed class Agree : IVerb
{
    public string Name => "agree";

    public Rejection? Do(Town town, JsonElement members)
    {
        if (town.SendBy(null, by => new AgreeWatch(by, members.Text("watch")!, town.Subject(members.Text("subject")!))) is { } refusal) return refusal;
        Deduct.DecideOpen(town);
        return null;
    }
}
