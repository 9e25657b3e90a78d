namespace Ledger.Journal.Following;

/// <summary>How a node follows. The defaults suit a small machine.</summary>
public sealed record FollowerOptions
{
    /// <summary>All communities are looked at this often; waking only makes it faster.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Communities worked on at once, each with one connection.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Events per transaction, at most 1,000.</summary>
    public int Batch { get; init; } = 1000;

    /// <summary>Batches of one community before the next in line has its turn.</summary>
    public int BatchesPerTurn { get; init; } = 10;

    /// <summary>Off behind a pooler in transaction mode, which keeps no session to listen in.</summary>
    public bool Listen { get; init; } = true;

    /// <summary>The pause before what failed is tried again. For a poisoned event it doubles up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told of rebuilds the follower does by itself: after a version went up, or a kill.</summary>
    public IProgress<RebuildProgress>? RebuildProgress { get; init; }
}
