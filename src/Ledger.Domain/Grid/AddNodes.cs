namespace Ledger.Domain.Grid;

/// <summary>Adds nodes to the grid tree, parents before children. At most 500 at once.</summary>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(UnknownNode), typeof(TreeTooDeep))]
public sealed record AddNodes(Actor By, IReadOnlyList<NewNode> Nodes) : ICommand<NodesAdded>
{
    public const int DeepestLevel = 10;

    public void Name(Needs needs)
    {
        foreach (var node in Nodes) needs.Row<GridNode>(GridNode.Key(node.Node)).Row<GridNode>(GridNode.Key(node.Parent));
    }

    public Decision<NodesAdded> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        foreach (var node in Nodes)
        {
            if (books.Find<GridNode>(GridNode.Key(node.Node)) is not null) return new IdAlreadyUsed("node", node.Node.Value);
            if (books.Find<GridNode>(GridNode.Key(node.Parent)) is not { } parent || !parent.ExistsOn(node.From)) return new UnknownNode("parent", node.Parent);
            if (parent.Path.Count >= DeepestLevel) return new TreeTooDeep(DeepestLevel);
            books.Add(Stream.Node(node.Node), new NodeAdded(node.Node, node.Parent, node.Kind, node.Name, node.From));
        }
        return books.Accept(new NodesAdded(Nodes.Count));
    }
}

/// <param name="From">The date from which acts may name it; may lie in the past, since no act was attributed to it before.</param>
public sealed record NewNode(Code Node, Code Parent, NodeKind Kind, Title Name, DateOnly From);

public sealed record NodesAdded(int Count);

/// <summary>The grid tree has no such node on the date.</summary>
public sealed record UnknownNode(string Field, Code Node) : Rejection;

/// <summary>The grid tree has at most this many levels.</summary>
public sealed record TreeTooDeep(int Deepest) : Rejection;
