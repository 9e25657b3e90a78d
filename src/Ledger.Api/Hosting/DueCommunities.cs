using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Journal;

namespace Ledger.Api.Hosting;

/// <summary>
/// Which communities the scheduler looks after in a round. Rows that wait for an hour or a day are asked for in all
/// communities by one question. What follows from rulebooks and days is looked for when a community's day begins, as long
/// as looking brings anything, and every few minutes, for what somebody has changed in the middle of a day.
/// </summary>
/// <param name="clock">It says who is looked after early, nothing else: what is due the books' clock says.</param>
public sealed class DueCommunities(IJournalReader reader, TimeProvider clock)
{
    /// <summary>Longest without a look, whatever there is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Those in which the last look found nothing to do: when that was, and where they are.
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, Zone Zone)> _quiet = [];

    /// <summary>In the order of their codes.</summary>
    public async Task<IReadOnlyList<string>> Now(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var communities = await reader.Tenants(cancel);
        var due = communities.ToHashSet();
        var quiet = _quiet.Where(look => IsQuiet(look.Value, now)).ToLookup(look => look.Value.Zone.DateOf(now), look => look.Key);
        foreach (var sameDay in quiet) due.ExceptWith(sameDay.Except(await reader.WithRows(sameDay, WaitingRows.All(now, sameDay.Key), cancel)));
        return [.. communities.Where(due.Contains)];
    }

    /// <summary>A look begins; what it sends says otherwise afterwards.</summary>
    public void NotAgain(string community, DateTimeOffset began, Zone zone) => _quiet[community] = (began, zone);

    /// <summary>A look did something, or could not: there may be more.</summary>
    public void Again(string community) => _quiet.TryRemove(community, out _);

    private static bool IsQuiet((DateTimeOffset At, Zone Zone) look, DateTimeOffset now) =>
        now >= look.At && now - look.At < Longest && look.Zone.DateOf(now) == look.Zone.DateOf(look.At);
}
