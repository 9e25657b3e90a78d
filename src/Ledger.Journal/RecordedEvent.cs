namespace Ledger.Journal;

/// <summary>An event as the journal keeps it.</summary>
/// <param name="Number">seq_id: the community's journal number, from 1 without a gap, in commit order.</param>
/// <param name="Data">JSON in UTF-8. What is read has its members in the database's order: nobody needs another but a leaf, which makes the canonical form itself.</param>
/// <param name="Headers">The same; empty when there are none.</param>
public sealed record RecordedEvent(
    string Tenant, long Number, Guid Id, string Stream, long Version, string Type, DateTimeOffset RecordedAt,
    Guid CorrelationId, Guid? CausationId, byte[] Headers, byte[] Data);

/// <summary>The closed list of header names. Values are UUIDs or codes of <c>[a-z0-9][a-z0-9._:-]{0,99}</c>.</summary>
public static class EventHeaders
{
    public const string Actor = "actor";
    public const string ActingFor = "acting_for";
    public const string Terminal = "terminal";
    public const string Evidence = "evidence";
    public const string Reason = "reason";

    public static readonly IReadOnlySet<string> Names = new HashSet<string> { Actor, ActingFor, Terminal, Evidence, Reason };
}

/// <param name="Number">The last journal number, 0 in a community just opened.</param>
/// <param name="Root">Merkle tree head over all leaves (RFC 9162).</param>
public sealed record JournalHead(string Tenant, long Number, DateTimeOffset RecordedAt, int StateGeneration, byte[] Root);

/// <summary>State rows and the number they stand at, from one snapshot.</summary>
/// <param name="ReadAt">By the database's clock, which all nodes share.</param>
public sealed record StateSnapshot(long Number, DateTimeOffset RecordedAt, DateTimeOffset ReadAt, IReadOnlyDictionary<StateKey, object> Rows, IReadOnlyList<IReadOnlyList<KeyValuePair<string, object>>> Ranges);
