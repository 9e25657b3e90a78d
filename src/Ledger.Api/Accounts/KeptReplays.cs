using Ledger.Projections.Replay;

namespace Ledger.Api.Accounts;

/// <summary>
/// Where pages of traces ended on this node, so that the next goes on from there (ADR 0027). Nothing but time depends on it: what is
/// not here any more, or was read at another node, is replayed from the journal again.
/// </summary>
public sealed class KeptReplays
{
    /// <summary>A lot takes some 700 bytes where no other page of the account shares it.</summary>
    public const int MostKept = 500, MostLots = 30_000;

    private readonly Lock _gate = new();
    private readonly Queue<Kept> _kept = new();
    private int _lots;

    /// <summary>The last place kept at or before a version of the account's stream; null where there is none.</summary>
    /// <param name="account">Everything that makes the history what it is: whose, in what, up to when and to which number.</param>
    public Kept? Find(ReplayedFor account, long version)
    {
        lock (_gate) return _kept.Where(one => one.Account == account && one.Version <= version).MaxBy(one => one.Version);
    }

    /// <summary>The oldest go first.</summary>
    public void Keep(ReplayedFor account, long version, AccountReplay replay)
    {
        lock (_gate)
        {
            if (_kept.Any(one => one.Version == version && one.Account == account)) return;
            _kept.Enqueue(new(account, version, replay.NextPage()));
            _lots += replay.Lots;
            while (_kept.Count > MostKept || (_lots > MostLots && _kept.Count > 1)) _lots -= _kept.Dequeue().Replay.Lots;
        }
    }

    /// <param name="Replay">Not to be added to: the next page is another's, too.</param>
    public sealed record Kept(ReplayedFor Account, long Version, AccountReplay Replay);
}

/// <param name="KnownOn">The journal number it is cut at: what lies before it never changes.</param>
public sealed record ReplayedFor(string Community, string Holder, string Commodity, DateOnly AsOf, long KnownOn);
