using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Tests.Scenarios.Due;

/// <summary>Judges the ladders whose period has ended.</summary>
internal sealed class Judging : IDue
{
    public void Run(Town town)
    {
        foreach (var ladder in Rulebook.InForce(town.Look, town.Today)?.Document.Ladders?.Where(one => one.Judged.IsForm) ?? [])
            town.Must(new JudgeLadder(Actor.Scheduler, ladder.Code, null, null));
    }
}

/// <summary>Gives what comes with a period's first day.</summary>
internal sealed class Periods : IDue
{
    public void Run(Town town)
    {
        foreach (var (period, _) in Following.Due(town.Look).ToList()) town.Must(new FollowPeriod(Actor.Scheduler, period, null, null));
    }
}

/// <summary>Closes the rounds that have ended.</summary>
internal sealed class Rounds : IDue
{
    public void Run(Town town)
    {
        foreach (var due in DueRound.All(town.Look, town.Today).ToList()) town.Must(new CountRound(Actor.Scheduler, due.Rank, due.To, null, null));
    }
}
