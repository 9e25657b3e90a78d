using System.Globalization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios.Due;

/// <summary>Posts acts whose public notice or period is over.</summary>
internal sealed class Notices : IDue
{
    public int Turn => 0;

    public void Run(Town town)
    {
        ActId[] over = [.. town.Look.Range<OnNotice>("", Days.Of(town)).Concat(town.Look.Range<OnNotice>(OnNotice.Later, OnNotice.Later + Days.Of(town))).Select(row => row.Value.Act)];
        if (over.Length > 0) town.Must(new PostAccruals(Actor.Scheduler, over));
    }
}

/// <summary>Ends holds whose time is over.</summary>
internal sealed class Holds : IDue
{
    public int Turn => 0;

    public void Run(Town town)
    {
        foreach (var due in town.Look.Range<HoldDue>("", HoldDue.UpTo(town.Journal.Now))) town.Must(new ExpireHold(Actor.Scheduler, due.Value.Redemption));
    }
}

/// <summary>Lets lots lapse that are past their day.</summary>
internal sealed class Lapses : IDue
{
    public int Turn => 0;

    public void Run(Town town)
    {
        foreach (var due in town.Look.Range<LapseDue>("", Days.Of(town)).Select(row => row.Value).DistinctBy(due => (due.HeldBy ?? due.Person, due.Commodity))) town.Must(new LapseLots(Actor.Scheduler, due.Person, due.HeldBy, due.Commodity));
    }
}

/// <summary>Lets lots lapse on whose account nothing happens.</summary>
internal sealed class Idle : IDue
{
    public int Turn => 0;

    public void Run(Town town)
    {
        if (RulebookVersions.On(town.Look, town.Today) is not { IsIdling: true } || Rulebook.InForce(town.Look, town.Today) is not { } rulebook) return;
        foreach (var (key, account) in town.Look.Range<Account>("", "\uffff").Where(row => Idling.MayBeOver(rulebook, row.Value, town.Today)))
            if (LapseLots.Of(Actor.Scheduler, key, account) is { } lapse) town.Must(lapse);
    }
}

/// <summary>Counts what stands in the windows of a version that was published after it.</summary>
internal sealed class Fillings : IDue
{
    public void Run(Town town)
    {
        foreach (var version in RulebookVersions.Of(town.Look).Versions.Where(version => version.Filling is not null)) 
            foreach (var of in Enum.GetValues<Filled>()) town.Must(new FillMeters(Actor.Scheduler, version.Version, of, null, null));
    }
}

internal static class Days
{
    public static string Of(Town town) => town.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
