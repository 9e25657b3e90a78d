namespace Ledger.Domain.Grid;

/// <summary>A node with its path from the root, itself included.</summary>
public sealed record GridNode(Code Node, Code? Parent, NodeKind Kind, Title Name, DateOnly From, IReadOnlyList<Code> Path, long Number)
{
    /// <summary>The root stands for the community itself, which is older than its books.</summary>
    public bool ExistsOn(DateOnly day) => Parent is null || From <= day;

    public static string Key(Code node) => node.Value;

    public static void Evolve(IStates states, NodeAdded fact, At at)
    {
        IReadOnlyList<Code> above = fact.Parent is { } parent ? states.Find<GridNode>(Key(parent))?.Path ?? [] : [];
        states.Put(Key(fact.Node), new GridNode(fact.Node, fact.Parent, fact.Kind, fact.Name, fact.From, [.. above, fact.Node], at.Number));
    }
}
