using System.Collections.Concurrent;

namespace Ledger.Journal.Following;

/// <summary>
/// Of several nodes one brings a community's read models forward, and the others look now and then whether it still does. Nobody is
/// elected: whoever finds that they were moved since he looked leaves them to whoever did. A guess that saves work, no more.
/// </summary>
internal sealed class Leading
{
    private readonly ConcurrentDictionary<string, (long Stood, bool ByOther)> _looks = [];

    /// <summary>At the last look another node had brought it forward: a commit in it need not wake this one.</summary>
    public bool IsByOther(string tenant) => _looks.TryGetValue(tenant, out var look) && look.ByOther;

    /// <param name="stands">The numbers of all its read models together.</param>
    public void Look(string tenant, long stands) => _looks[tenant] = (stands, _looks.TryGetValue(tenant, out var look) && stands > look.Stood);

    /// <summary>This node has brought it forward since it looked.</summary>
    public void Moved(string tenant, long by) => _looks[tenant] = (_looks[tenant].Stood + by, false);
}
