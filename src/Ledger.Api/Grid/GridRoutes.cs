using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Grid;

namespace Ledger.Api.Grid;

internal static class GridRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<AddNodesEndpoint.Request, NodesAdded>("POST", "grid-nodes", "Add nodes to the grid tree 建立网格", AddNodesEndpoint.Handle, new AddNodesEndpoint.Validator(), typeof(AddNodes));
        routes.Read<ListNodes.Answer>("grid-nodes", "The grid tree 网格树", ListNodes.Handle);
    }
}

public static class AddNodesEndpoint
{
    /// <param name="Nodes">1 to 500, parents before children.</param>
    public sealed record Request(IReadOnlyList<NewNode> Nodes);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Nodes).Between(1, 500).Once(node => node.Node);
            RuleForEach(request => request.Nodes).ChildRules(node =>
            {
                node.RuleFor(n => n.Name).Named();
                node.RuleFor(n => n.From).InOurTimes();
            });
        }
    }

    public static Task<IResult> Handle(WriteCall<Request> call) => call.Send(new AddNodes(call.By, call.Body.Nodes));
}

public static class ListNodes
{
    /// <param name="Path">From the root to the node itself.</param>
    public sealed record Node(Code Code, Code? Parent, NodeKind Kind, Title Name, DateOnly From, IReadOnlyList<Code> Path);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Node> Nodes);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.StartingWith<GridNode>(""));
        return call.Ok(new Answer(look.Number, [.. look.Books.StartingWith<GridNode>("").Select(row => row.Value).Select(n => new Node(n.Node, n.Parent, n.Kind, n.Name, n.From, n.Path))]));
    }
}
