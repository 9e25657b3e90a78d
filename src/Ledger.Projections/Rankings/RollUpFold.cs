namespace Ledger.Projections.Rankings;

/// <summary>Adds what hangs at each node to every node above it.</summary>
public static class RollUpFold
{
    /// <param name="own">What hangs at each path itself.</param>
    public static IReadOnlyList<NodeTotal> Of(IEnumerable<KeyValuePair<string, long>> own)
    {
        var nodes = new SortedDictionary<string, NodeTotal>(StringComparer.Ordinal);
        foreach (var (path, amount) in own)
        {
            foreach (var above in Upwards(path)) Add(above, 0, amount);
            Add(path, amount, 0);
        }
        return [.. nodes.Values];

        void Add(string path, long own, long total)
        {
            var node = nodes.GetValueOrDefault(path) ?? new NodeTotal(path, 0, 0);
            nodes[path] = node with { Own = node.Own + own, Total = node.Total + total };
        }
    }

    private static IEnumerable<string> Upwards(string path)
    {
        yield return path;
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }
}
