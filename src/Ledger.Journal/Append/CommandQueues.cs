namespace Ledger.Journal.Append;

/// <summary>Bounded queues per community and lane, and what the next transaction takes from them.</summary>
internal sealed class CommandQueues(JournalOptions options)
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Dictionary<string, CommunityQueue> _communities = [];

    // Commands nobody waited for any more, until they are counted.
    private readonly List<PendingCommand> _dropped = [];

    // Communities that wait, in turn: who was served goes to the end.
    private readonly LinkedList<CommunityQueue> _turn = [];
    private bool _closed;

    /// <summary>Null when it was taken in.</summary>
    public JournalAnswer? TryAdd(PendingCommand command)
    {
        lock (_gate)
        {
            if (_closed) return Unavailable.Stopping;
            var lane = command.Submission.Lane;
            var queue = Of(command.Submission.Tenant);
            if (!queue.TryAdd(command, lane == Lane.People ? options.PeopleQueue : options.BackgroundQueue)) return Unavailable.QueueFull(options.RetryAfter);
            TakeTurn(queue);
            Wake();
            return null;
        }
    }

    /// <summary>What shares the next transaction; empty when nothing is due.</summary>
    public IReadOnlyList<CommunityBatch> Take()
    {
        lock (_gate)
        {
            var due = Due();
            var batches = due.ConvertAll(queue => new CommunityBatch(queue.Tenant, []));
            Fill(due, batches);
            return batches.FindAll(batch => batch.Commands.Count > 0);
        }
    }

    /// <summary>Adds what has come since to batches of a transaction under way. Only while their heads are locked and nothing of their state is read.</summary>
    public void TopUp(IReadOnlyList<CommunityBatch> batches)
    {
        lock (_gate) Fill([.. batches.Select(batch => Of(batch.Tenant))], batches);
    }

    /// <summary>After a transaction that did not come about. The pause grows with each failure, to a second at most.</summary>
    public void PutBack(CommunityBatch batch, bool alone)
    {
        lock (_gate)
        {
            var queue = Of(batch.Tenant);
            var pause = Math.Min(1000, 10 << Math.Min(queue.Failures, 7)) * (0.5 + Random.Shared.NextDouble() / 2);
            queue.PutBack(batch.Commands, TimeSpan.FromMilliseconds(pause), alone);
            TakeTurn(queue);
        }
    }

    /// <summary>After a transaction that did; a community nothing waits for is forgotten.</summary>
    public void Succeeded(string tenant)
    {
        lock (_gate)
        {
            if (!_communities.TryGetValue(tenant, out var queue)) return;
            queue.Succeeded();
            if (queue.IsEmpty) _communities.Remove(tenant);
        }
    }

    /// <summary>Takes in nothing more; what waits is still served.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Wake();
        }
    }

    /// <summary>What a stop leaves undecided.</summary>
    public IReadOnlyList<PendingCommand> TakeAll()
    {
        var left = new List<PendingCommand>();
        lock (_gate)
        {
            foreach (var queue in _turn) queue.TakeAll(left);
            _turn.Clear();
        }
        return left;
    }

    /// <summary>Those left out since the last time because nobody waited for them any more.</summary>
    public IReadOnlyList<PendingCommand> TakeDropped()
    {
        lock (_gate)
        {
            if (_dropped.Count == 0) return [];
            List<PendingCommand> dropped = [.. _dropped];
            _dropped.Clear();
            return dropped;
        }
    }

    /// <summary>Each lane over all communities.</summary>
    public IReadOnlyList<LaneStanding> Standing()
    {
        lock (_gate)
            return [.. _turn.SelectMany(queue => queue.Standing).Concat(CommunityQueue.Nothing).GroupBy(lane => lane.Name).Select(lane => new LaneStanding(lane.Key, lane.Sum(one => one.Commands), lane.Max(one => one.Oldest)))];
    }

    /// <summary>True once it is closed and nothing waits.</summary>
    public bool IsDrained
    {
        get { lock (_gate) return _closed && _turn.Count == 0; }
    }

    /// <summary>Until something is added, or a pause ends.</summary>
    public Task Wait()
    {
        int timeoutMs;
        lock (_gate) timeoutMs = _turn.Count == 0 ? Timeout.Infinite : (int)Math.Max(1, _turn.Min(queue => queue.NotBefore) - Environment.TickCount64);
        return _signal.WaitAsync(timeoutMs);
    }

    private CommunityQueue Of(string tenant)
    {
        if (_communities.TryGetValue(tenant, out var queue)) return queue;
        _communities.Add(tenant, queue = new CommunityQueue(tenant, _dropped));
        return queue;
    }

    private void TakeTurn(CommunityQueue queue)
    {
        if (queue.Place.List is null) _turn.AddLast(queue.Place);
    }

    private void Fill(IReadOnlyList<CommunityQueue> due, IReadOnlyList<CommunityBatch> batches)
    {
        BatchFilling.Fill(due, batches, options.MaxBatch);
        foreach (var queue in due.Where(queue => queue.Place.List is not null)) GoBehind(queue);
    }

    private void GoBehind(CommunityQueue queue)
    {
        _turn.Remove(queue.Place);
        if (!queue.IsEmpty) _turn.AddLast(queue.Place);
    }

    private List<CommunityQueue> Due()
    {
        var due = new List<CommunityQueue>();
        var most = options.GroupCommunities ? options.MaxCommunities : 1;
        foreach (var queue in _turn)
        {
            if (queue.NotBefore > Environment.TickCount64) continue;
            if (queue.Alone && due.Count > 0) continue;
            due.Add(queue);
            if (queue.Alone || due.Count >= most) break;
        }
        return due;
    }

    private void Wake()
    {
        if (_signal.CurrentCount == 0) _signal.Release();
    }
}
