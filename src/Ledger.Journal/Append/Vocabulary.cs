namespace Ledger.Journal.Append;

/// <summary>What this binary understands, to be compared with what the head row says is in use.</summary>
internal sealed class Vocabulary
{
    private readonly HashSet<string> _known;

    public Vocabulary(IReadOnlyCollection<string> eventNames, int generation)
    {
        _known = [.. eventNames];
        Names = [.. _known.Order(StringComparer.Ordinal)];
        Generation = generation;
    }

    /// <summary>Sorted, so that two nodes of one version write the same array.</summary>
    public string[] Names { get; }

    public int Generation { get; }

    public bool Knows(string eventName) => _known.Contains(eventName);

    /// <summary>Why this node may not append, or null. One that knows less would fold state it does not understand.</summary>
    public string? WhyTooOld(LockedHead head)
    {
        if (head.Generation > Generation) return $"state generation {head.Generation} is in use, it knows {Generation}.";
        var unknown = head.OtherNames?.FirstOrDefault(name => !_known.Contains(name));
        return unknown is null ? null : $"it does not know the event {unknown}.";
    }

    public bool IsNewerThan(LockedHead head) => head.Generation < Generation || head.OtherNames is not null;
}
