using System.Globalization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios.Due;

/// <summary>Posts acts whose public notice is over.</summary>
internal sealed class Notices : IDue
{
    public void Run(Town town)
    {
        ActId[] over = [.. town.Look.Range<OnNotice>("", Days.Of(town)).Select(row => row.Value.Act)];
        if (over.Length > 0) town.Must(new PostAccruals(Actor.Scheduler, over));
    }
}

/// <summary>Ends holds whose time is over.</summary>
internal sealed class Holds : IDue
{
    public void Run(Town town)
    {
        foreach (var due in town.Look.Range<HoldDue>("", HoldDue.UpTo(town.Journal.Now))) town.Must(new ExpireHold(Actor.Scheduler, due.Value.Redemption));
    }
}

/// <summary>Lets lots lapse that are past their day.</summary>
internal sealed class Lapses : IDue
{
    public void Run(Town town)
    {
        foreach (var person in town.Look.Range<LapseDue>("", Days.Of(town)).Select(row => row.Value.Person).Distinct()) town.Must(new LapseLots(Actor.Scheduler, person));
    }
}

internal static class Days
{
    public static string Of(Town town) => town.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
