using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Journal;

/// <summary>What a node's journal is told.</summary>
public sealed record JournalOptions
{
    /// <summary>Every stored event name this binary knows; nothing else is appended, and no journal that holds others.</summary>
    public required IReadOnlyCollection<string> EventNames { get; init; }

    /// <summary>Commands per transaction. Above a thousand the wait for the slowest costs more than the commits saved.</summary>
    public int MaxBatch { get; init; } = 500;

    /// <summary>Communities per transaction.</summary>
    public int MaxCommunities { get; init; } = 64;

    /// <summary>Whether one transaction may carry several communities. Off on Citus, where they may lie on different nodes.</summary>
    public bool GroupCommunities { get; init; } = true;

    /// <summary>Waiting commands of one community in the lane of people; the next is told to come again.</summary>
    public int PeopleQueue { get; init; } = 2000;

    /// <summary>The same for the background lane.</summary>
    public int BackgroundQueue { get; init; } = 500;

    /// <summary>What <see cref="JournalAnswer.Unavailable.RetryAfter"/> says.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a transaction waits for a head another node holds before it steps back.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the reads or the writes of one transaction may take.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stop waits for what is queued.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock of tests and demo. Null: the database's, one clock for all nodes.</summary>
    public TimeProvider? Clock { get; init; }

    public ILogger? Logger { get; init; }

    /// <summary>The host's, so that its numbers are told apart from another node's in the same process.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>For tests: called at each point of the writer's transaction, may throw or kill the connection.</summary>
    public Func<FaultPoint, NpgsqlConnection, ValueTask>? AtFaultPoint { get; init; }
}

/// <summary>The places where a crash leaves something different behind.</summary>
public enum FaultPoint
{
    BeforeLock,

    /// <summary>The heads are locked; nothing that was read has been looked at.</summary>
    AfterLock,
    AfterRead,
    AfterDecide,

    /// <summary>The events are inserted, the head has not moved.</summary>
    AfterEvents,

    /// <summary>Everything is written.</summary>
    BeforeCommit,

    /// <summary>The database has committed and this node does not know it.</summary>
    AfterCommit,
    BeforeAnswer,
}
