using System.Diagnostics.Metrics;

namespace Ledger.Journal.Following;

/// <summary>How a node follows. The defaults suit a small machine.</summary>
public sealed record FollowerOptions
{
    /// <summary>All communities are looked at this often; waking only makes it faster.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After a pass over a community began, the next begins this much later, and takes in what was written meanwhile: of a
    /// pass by itself comes half its cost. Whoever waits for a number is served at once.
    /// </summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Communities worked on at once, each with one connection.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Events per transaction, at most 1,000.</summary>
    public int Batch { get; init; } = 1000;

    /// <summary>Events per transaction of a rebuild, which holds up following for as long; three times as many are held in memory.</summary>
    public int RebuildBatch { get; init; } = 5000;

    /// <summary>Batches of one community before the next in line has its turn.</summary>
    public int BatchesPerTurn { get; init; } = 10;

    /// <summary>Off behind a pooler in transaction mode, which keeps no session to listen in.</summary>
    public bool Listen { get; init; } = true;

    /// <summary>The pause before what failed is tried again. For a poisoned event it doubles up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The host's, so that its numbers are told apart from another node's in the same process.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Told of rebuilds the follower does by itself: after a version went up, or a kill.</summary>
    public IProgress<RebuildProgress>? RebuildProgress { get; init; }
}
