using Ledger.Domain.Watches;

namespace Ledger.Domain.Tests.Scenarios.Due;

/// <summary>Lets watches look whose day has come.</summary>
internal sealed class Watches : IDue
{
    public void Run(Town town)
    {
        foreach (var due in Watching.Due(town.Look, town.Today).ToList()) town.Must(new RunWatch(Actor.Scheduler, due.Watch, null, null));
    }
}
