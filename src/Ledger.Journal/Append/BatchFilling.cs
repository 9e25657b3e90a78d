namespace Ledger.Journal.Append;

/// <summary>
/// How the places of one transaction are given out. While people wait, background work gets at most a quarter of them
/// and always that much, so that neither starves the other; among communities each gets a fair share first.
/// </summary>
internal static class BatchFilling
{
    public static IReadOnlyList<CommunityBatch> Fill(IReadOnlyList<CommunityQueue> due, int most)
    {
        var taken = due.Select(_ => new List<PendingCommand>()).ToList();
        for (var i = 0; i < due.Count; i++) most -= due[i].TakeAgain(most, taken[i]);
        var people = due.Sum(queue => queue.Waiting(Lane.People));
        var background = Math.Min(due.Sum(queue => queue.Waiting(Lane.Background)), people > 0 ? most / 4 : most);
        Share(due, Lane.People, most - background, taken);
        Share(due, Lane.Background, background, taken);
        return [.. due.Select((queue, i) => new CommunityBatch(queue.Tenant, taken[i])).Where(batch => batch.Commands.Count > 0)];
    }

    private static void Share(IReadOnlyList<CommunityQueue> due, Lane lane, int places, List<List<PendingCommand>> taken)
    {
        if (due.Count == 0) return;
        var fair = places / due.Count;
        for (var i = 0; i < due.Count; i++) places -= due[i].Take(lane, fair, taken[i]);
        for (var i = 0; i < due.Count && places > 0; i++) places -= due[i].Take(lane, places, taken[i]);
    }
}
