namespace Ledger.Journal;

/// <summary>Names one state row of a community. Keys are ordered by their bytes (collation C).</summary>
public readonly record struct StateKey(string Kind, string Key);

/// <summary>The rows of one kind with From ≤ key &lt; Before. More than <see cref="Most"/> rows is an error, never a cut.</summary>
public readonly record struct StateRange(string Kind, string From, string Before, int Most = 1000)
{
    /// <summary>All rows of a kind whose key starts with the prefix. U+10FFFF is the last of all in the order of bytes.</summary>
    public static StateRange StartingWith(string kind, string prefix, int most = 1000) => new(kind, prefix, prefix + "\U0010FFFF", most);

    public bool Holds(StateKey key) => key.Kind == Kind && string.CompareOrdinal(From, key.Key) <= 0 && string.CompareOrdinal(key.Key, Before) < 0;
}

/// <summary>Which rows of a range are read: what a reader may see stands in the statement's WHERE.</summary>
/// <param name="Parts">Rows that contain one of these; absent: any.</param>
/// <param name="Kind">Looked at and handed out are not the range's own rows, but the rows of this kind</param>
/// <param name="Member">that these name by key under this member.</param>
public sealed record RowsWith(IReadOnlyList<RowPart>? Parts, string? Kind = null, string? Member = null);

/// <summary>A JSON object that a row contains, for keys of the range from <paramref name="From"/> to before <paramref name="Before"/>.</summary>
public readonly record struct RowPart(string Json, string From = "", string Before = "\U0010FFFF");

public sealed record StateNeeds(IReadOnlyList<StateKey> Rows, IReadOnlyList<StateRange> Ranges)
{
    public static readonly StateNeeds None = new([], []);
}

/// <summary>
/// What a decision sees: rows as they are after every decision before it in the batch. Rows are opaque to the journal;
/// a row handed out must not be changed in place, a changed one is put back.
/// </summary>
public interface IDecisionView
{
    string Tenant { get; }

    /// <summary>Recorded time of the batch: UTC, whole microseconds, taken under the head lock, never before the head's last.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The journal number the decision's first event will get.</summary>
    long NextNumber { get; }

    object? Find(StateKey key);

    /// <summary>In key order.</summary>
    IReadOnlyList<KeyValuePair<string, object>> Range(StateRange range);

    void Put(StateKey key, object row);

    void Remove(StateKey key);
}

/// <summary>The application's knowledge of its rows: how they are written, and which are folded from events.</summary>
public interface IStateCodec
{
    /// <summary>Counts up when a kind of state row is added or changes its meaning; a node appends and reads state only where the head row names the same.</summary>
    int Generation { get; }

    object Read(string kind, byte[] json);

    byte[] Write(string kind, object row);

    /// <summary>False for what cannot be rebuilt from events (vault ciphertext, codes, guess counters): kept in a table of its own and in the backup.</summary>
    bool IsDerived(string kind);
}

/// <summary>The application's one fold of events into rows: what a decision puts, put again from the stored event.</summary>
public interface IStateFold
{
    /// <summary>Reads and puts rows through the view, as the decision did. It may be asked again when it looked at a row not loaded.</summary>
    void Apply(IDecisionView view, RecordedEvent recorded);
}

/// <summary>State was to be read whose rows are of another generation than this node's: it would be misread, so it is not read at all.</summary>
public sealed class StateGenerationException(string tenant, int inUse, int known)
    : Exception($"The state of {tenant} is of generation {inUse}, this node knows {known}.");
