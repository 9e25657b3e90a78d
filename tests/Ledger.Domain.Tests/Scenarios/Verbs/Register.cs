using System.Text.Json;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>A person enters the books.</summary>
internal sealed class Register : IVerb
{
    public string Name => "register";

    public Rejection? Do(Town town, JsonElement members)
    {
        Opening.Register(town, members.Text("person")!, default, members.Text("referredBy"));
        return null;
    }
}
