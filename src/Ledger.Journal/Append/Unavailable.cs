namespace Ledger.Journal.Append;

/// <summary>The reasons for coming again later.</summary>
internal static class Unavailable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static readonly JournalAnswer DeadlinePassed = new JournalAnswer.Unavailable("The deadline passed before the books were known to be written: the same key may be sent again.", Soon);

    public static readonly JournalAnswer Stopping = new JournalAnswer.Unavailable("This node is stopping.", Soon);

    public static JournalAnswer QueueFull(TimeSpan retryAfter) => new JournalAnswer.Unavailable("Too many commands wait for this community.", retryAfter);

    public static readonly JournalAnswer StateIsFilled = new JournalAnswer.Unavailable("The state of this community is being filled for this version.", Soon);

    public static JournalAnswer TooOld(string what) => new JournalAnswer.Unavailable($"This node is older than the books: {what}", TimeSpan.FromSeconds(10));

    /// <summary>For a single question that failed: names the class of error, never its text, which may quote data.</summary>
    public static JournalAnswer Database(Exception error) =>
        new JournalAnswer.Unavailable($"The database is not at hand ({(error as Npgsql.PostgresException)?.SqlState ?? error.GetType().Name}).", Soon);
}
