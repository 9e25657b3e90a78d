namespace Ledger.Journal.Append;

/// <summary>What this binary understands, to be compared with what the head row says is in use.</summary>
internal sealed class Vocabulary(IReadOnlyCollection<string> eventNames, int generation)
{
    private readonly HashSet<string> _known = [.. eventNames];

    public int Generation => generation;

    public bool Knows(string eventName) => _known.Contains(eventName);

    /// <summary>Whether rows of this node's generation are not filled yet: what it folded on top of nothing would be wrong.</summary>
    public bool HasOlderState(LockedHead head) => head.Generation < generation;

    /// <summary>Why this node may not append, or null. One that knows less would fold state it does not understand.</summary>
    public string? WhyTooOld(LockedHead head)
    {
        if (head.Generation > generation) return $"state generation {head.Generation} is in use, it knows {generation}.";
        return head.Names.All(_known.Contains) ? null : $"it does not know the event {head.Names.First(name => !_known.Contains(name))}.";
    }
}

/// <summary>
/// The event names in use, by community, as last read under the lock. Names are only ever added to a head, so as many
/// names are the same names, and the array need not travel with every lock.
/// </summary>
internal sealed class NamesInUse
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly Dictionary<string, IReadOnlySet<string>> _byTenant = [];

    public IReadOnlySet<string> Of(string tenant) => _byTenant.GetValueOrDefault(tenant, None);

    public IReadOnlySet<string> Learn(string tenant, string[] names) => _byTenant[tenant] = names.ToHashSet();
}
