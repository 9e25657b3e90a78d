namespace Ledger.Journal.Append;

/// <summary>
/// How the places of one transaction are given out. While people wait, background work gets at most a quarter of them
/// and always that much, so that neither starves the other; among communities each gets a fair share first.
/// </summary>
internal static class BatchFilling
{
    /// <summary>Adds what waits in each queue to the batch of the same place, behind what that holds, until they hold so many together.</summary>
    public static void Fill(IReadOnlyList<CommunityQueue> due, IReadOnlyList<CommunityBatch> batches, int most)
    {
        var held = batches.Sum(batch => batch.Commands.Count);
        var heldBackground = batches.Sum(batch => batch.Commands.Count(command => command.Submission.Lane == Lane.Background));
        for (var i = 0; i < due.Count; i++) most -= due[i].TakeAgain(most - held, batches[i].Commands);
        var arePeople = held > heldBackground || due.Any(queue => queue.Waiting(Lane.People) > 0);
        var places = most - held;
        var background = Math.Clamp(arePeople ? most / 4 - heldBackground : places, 0, Math.Min(places, due.Sum(queue => queue.Waiting(Lane.Background))));
        Share(due, Lane.People, places - background, batches);
        Share(due, Lane.Background, background, batches);
    }

    private static void Share(IReadOnlyList<CommunityQueue> due, Lane lane, int places, IReadOnlyList<CommunityBatch> batches)
    {
        if (due.Count == 0) return;
        var fair = places / due.Count;
        for (var i = 0; i < due.Count; i++) places -= due[i].Take(lane, fair, batches[i].Commands);
        for (var i = 0; i < due.Count && places > 0; i++) places -= due[i].Take(lane, places, batches[i].Commands);
    }
}
