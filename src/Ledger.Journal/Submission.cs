namespace Ledger.Journal;

/// <summary>Who waits for the answer. Background work takes at most a quarter of a batch while people wait.</summary>
public enum Lane { People, Background }

/// <summary>
/// The scope of idempotency: one effect per (tenant, caller, key), whatever is retried.
/// The command id, and from it every event id, is computed from these three.
/// </summary>
/// <param name="Caller">An opaque id of who calls: a party, a terminal, or the scheduler. At most 200 characters.</param>
/// <param name="Key">The client's Idempotency-Key, or a key computed from what the command is about. At most 200 characters.</param>
public readonly record struct CommandKey(string Caller, string Key);

/// <summary>One command on its way into one community's journal.</summary>
public sealed record Submission
{
    /// <summary>The community whose books are touched.</summary>
    public required string Tenant { get; init; }

    public required CommandKey Key { get; init; }

    /// <summary>Keyed hash of method, route and canonical body: the same key with another fingerprint is refused.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>
    /// The decision. Pure, called under the head lock, possibly more than once: when it looked at a row that was not
    /// loaded, its answer (or what it threw) is discarded, the row is read and it is asked again, at most <see cref="MostReadings"/> times.
    /// </summary>
    public required Func<IDecisionView, Verdict> Decide { get; init; }

    /// <summary>Asked again more often, naming its needs is beyond the command, which is a bug.</summary>
    public int MostReadings { get; init; } = 3;

    /// <summary>The rows and ranges the command can name beforehand: each saves a round.</summary>
    public StateNeeds Needs { get; init; } = StateNeeds.None;

    /// <summary>The streams it will probably append to: naming them saves a round. A wrong guess costs nothing else.</summary>
    public IReadOnlyList<string> Streams { get; init; } = [];

    public Lane Lane { get; init; } = Lane.People;

    /// <summary>The request this belongs to.</summary>
    public Guid CorrelationId { get; init; }

    /// <summary>The command or event that caused it.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>Who and why: names from <see cref="EventHeaders.Names"/>, values UUIDs or codes. Hashed for ever, so nothing else is let in.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>After this long in the queue the command is dropped undecided. One on its way to the database is waited for a second longer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True only for the command that opens a community: its head row is made in the same transaction.</summary>
    public bool OpensTenant { get; init; }
}

/// <summary>What a decision says. State changes are put through the view beside it.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <param name="Reply">What the idempotency record keeps: ids, facts and codes, never sentences.</param>
    public sealed record Accepted(IReadOnlyList<NewEvent> Events, byte[] Reply) : Verdict;

    /// <summary>Nothing is written but the idempotency record and rows of kinds that are not derived (a guess counter).</summary>
    public sealed record Refused(byte[] Reply) : Verdict;
}

/// <summary>A fact to be appended.</summary>
/// <param name="Stream">Stream id, at most 200 characters.</param>
/// <param name="StreamType">Marten's aggregate alias of the stream, lower case.</param>
/// <param name="Type">The stored event name, lower case and versioned: <c>act-recorded.v1</c>.</param>
/// <param name="Data">JSON in UTF-8: integers within 2^53, no fractions, no nulls, no U+0000, no lone surrogates. Any member order.</param>
public sealed record NewEvent(string Stream, string StreamType, string Type, byte[] Data);

/// <summary>How a submission ended.</summary>
public abstract record JournalAnswer
{
    private JournalAnswer() { }

    /// <summary>Decided, now or (when <paramref name="Replayed"/>) by an earlier call with the same key.</summary>
    /// <param name="Number">The journal number of its last event; for a refusal or an empty acceptance, of the head.</param>
    public sealed record Decided(bool Accepted, long Number, DateTimeOffset RecordedAt, byte[] Reply, bool Replayed) : JournalAnswer;

    /// <summary>The key was used with another fingerprint.</summary>
    public sealed record KeyReused : JournalAnswer;

    /// <summary>There is no such community, or (for an opening) there is one already and the key is new.</summary>
    public sealed record NoSuchTenant : JournalAnswer;

    /// <summary>The queue is full, the database away, or the deadline passed: nothing is known to have happened, the same key may be sent again.</summary>
    public sealed record Unavailable(string Reason, TimeSpan RetryAfter) : JournalAnswer;

    /// <summary>The command threw or wrote what the database refuses: a bug, and it alone failed.</summary>
    public sealed record Failed(Exception Error) : JournalAnswer;
}
