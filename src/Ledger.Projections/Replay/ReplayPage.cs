using Ledger.Journal;

namespace Ledger.Projections.Replay;

/// <summary>A page of an account's replay: it costs its own events, however long the account is.</summary>
public static class ReplayPage
{
    /// <summary>What a page reads at most: most events of a stream may take no line in a passbook.</summary>
    public const int MostEvents = 1000;

    private const int FewestAtOnce = 50;

    /// <summary>Goes on with a replay until the page is full, its events are read, or there are no more.</summary>
    /// <param name="events">The stream's events after a version, so many at most, as far as the replay is known.</param>
    /// <param name="after">The version of the stream the replay stands at.</param>
    /// <param name="lines">Lines at most, above zero.</param>
    /// <returns>The version the page ends at; null where nothing comes after it.</returns>
    public static async Task<long?> Read(AccountReplay replay, Func<long, int, Task<IReadOnlyList<RecordedEvent>>> events, long after, int lines)
    {
        var atOnce = Math.Max(lines, FewestAtOnce);
        for (var seen = 0; ;)
        {
            // One more than the page takes tells whether it is the last.
            var found = await events(after, atOnce + 1);
            foreach (var recorded in found)
            {
                if (replay.Lines.Count == lines || seen++ == MostEvents) return after;
                replay.Add(recorded);
                after = recorded.Version;
            }
            if (found.Count <= atOnce) return null;
        }
    }
}
