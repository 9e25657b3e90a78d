namespace Ledger.Journal.Append;

/// <summary>What waits for one community. Not safe by itself: <see cref="CommandQueues"/> locks.</summary>
internal sealed class CommunityQueue
{
    /// <param name="dropped">Takes those nobody waits for any more.</param>
    public CommunityQueue(string tenant, List<PendingCommand> dropped)
    {
        (Tenant, _dropped) = (tenant, dropped);
        Place = new LinkedListNode<CommunityQueue>(this);
    }

    /// <summary>What a node says of its lanes while nothing waits.</summary>
    public static readonly IReadOnlyList<LaneStanding> Nothing = [.. new CommunityQueue("", []).Standing];

    private readonly List<PendingCommand> _dropped;
    private readonly Queue<PendingCommand> _people = [];
    private readonly Queue<PendingCommand> _background = [];

    /// <summary>Commands whose transaction did not come about: they go first, and are not counted against the bounds.</summary>
    private Queue<PendingCommand> _again = [];

    public string Tenant { get; }

    /// <summary>Its place in the turn; in no list while nothing waits.</summary>
    public LinkedListNode<CommunityQueue> Place { get; }

    /// <summary>In milliseconds of <see cref="Environment.TickCount64"/>: not tried before.</summary>
    public long NotBefore { get; private set; }

    /// <summary>Its last transaction failed together with others: it goes alone next time.</summary>
    public bool Alone { get; private set; }

    public int Failures { get; private set; }

    public bool IsEmpty => _again.Count + _people.Count + _background.Count == 0;

    public int Waiting(Lane lane) => Of(lane).Count;

    /// <summary>For operators: what is tried again is a lane of its own.</summary>
    public IEnumerable<LaneStanding> Standing => [Of("people", _people), Of("background", _background), Of("again", _again)];

    public bool TryAdd(PendingCommand command, int bound)
    {
        var queue = Of(command.Submission.Lane);
        if (queue.Count >= bound) DropDead(queue);
        if (queue.Count >= bound) return false;
        queue.Enqueue(command);
        return true;
    }

    public int TakeAgain(int most, List<PendingCommand> into) => Take(_again, most, into);

    public int Take(Lane lane, int most, List<PendingCommand> into) => Take(Of(lane), most, into);

    public void TakeAll(List<PendingCommand> into)
    {
        foreach (var queue in (Queue<PendingCommand>[])[_again, _people, _background]) Take(queue, int.MaxValue, into);
    }

    public void PutBack(IEnumerable<PendingCommand> commands, TimeSpan pause, bool alone)
    {
        _again = new Queue<PendingCommand>(commands.Concat(_again));
        NotBefore = Environment.TickCount64 + (long)pause.TotalMilliseconds;
        Alone |= alone;
        Failures++;
    }

    public void Succeeded() => (Failures, Alone) = (0, false);

    private static LaneStanding Of(string lane, Queue<PendingCommand> queue) => new(lane, queue.Count, queue.TryPeek(out var first) ? first.Waited : default);

    private Queue<PendingCommand> Of(Lane lane) => lane == Lane.People ? _people : _background;

    private int Take(Queue<PendingCommand> queue, int most, List<PendingCommand> into)
    {
        var taken = 0;
        while (taken < most && queue.TryDequeue(out var command))
        {
            if (IsDead(command)) continue;
            into.Add(command);
            taken++;
        }
        return taken;
    }

    private void DropDead(Queue<PendingCommand> queue)
    {
        for (var left = queue.Count; left > 0; left--)
        {
            var command = queue.Dequeue();
            if (!IsDead(command)) queue.Enqueue(command);
        }
    }

    private bool IsDead(PendingCommand command)
    {
        if (!command.IsAbandoned && command.IsPastDeadline) command.Answer(Unavailable.DeadlinePassed);
        if (command.IsAbandoned) _dropped.Add(command);
        return command.IsAbandoned;
    }
}

/// <summary>What waits in a lane.</summary>
/// <param name="Oldest">How long the first in line has waited.</param>
internal readonly record struct LaneStanding(string Name, int Commands, TimeSpan Oldest);
