using System.Text.Json;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>A person enters the books.</summary>
internal sealed class Register : IVerb
{
    public string Name => "register";

    public Rejection? Do(Town town, JsonElement members)
    {
        if (members.Text("referredBy") is not null) town.NotDecided("register.referredBy");
        Opening.Register(town, members.Text("person")!, default);
        return null;
    }
}
