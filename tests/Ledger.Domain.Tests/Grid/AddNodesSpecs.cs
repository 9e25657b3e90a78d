using Ledger.Domain.Grid;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Grid;

public sealed class AddNodesSpecs
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    [Fact]
    public void Parents_come_before_children_in_one_request() => Spec.Given(Some.Opening())
        .When(Add(Node("grid-1", Some.Root), Node("building-1", "grid-1")))
        .Then(new NodeAdded("grid-1", Some.Root, NodeKind.Grid, new Title("网格"), Today), new NodeAdded("building-1", "grid-1", NodeKind.Grid, new Title("网格"), Today))
        .ThenResult(new NodesAdded(2));

    [Fact]
    public void A_node_may_be_older_than_the_books() => Spec.Given(Some.Opening()).When(Add(Node("grid-1", Some.Root) with { From = new DateOnly(1999, 1, 1) })).ThenFacts(typeof(NodeAdded));

    [Fact]
    public void Five_hundred_nodes_in_a_chain_of_branches_need_no_further_read_but_roles() => Spec.Given(Some.Opening())
        .When(Add([.. Enumerable.Range(0, 500).Select(n => Node($"node-{n}", n < 9 ? Some.Root : $"node-{n % 9}"))])).ThenResult(new NodesAdded(500)).ThenFurtherReads(0);

    [Fact]
    public void Only_the_administration_adds_nodes() => Spec.Given(Some.Usual).When(Add(Node("x", Some.Root)) with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));

    [Fact]
    public void A_name_is_given_once()
    {
        Spec.Given(Some.Usual).When(Add(Node(Some.Grid, Some.Root))).ThenRejected(new IdAlreadyUsed("node", "grid-1"));
        Spec.Given(Some.Usual).When(Add(Node("x", Some.Root), Node("x", Some.Root))).ThenRejected(new IdAlreadyUsed("node", "x"));
    }

    [Fact]
    public void A_parent_must_exist() => Spec.Given(Some.Usual).When(Add(Node("x", "nowhere"))).ThenRejected(new UnknownNode("parent", "nowhere"));

    [Fact]
    public void A_parent_must_exist_on_the_day() =>
        Spec.Given(Some.Usual).When(Add(Node("x", Some.Grid) with { From = new DateOnly(2024, 12, 31) })).ThenRejected(new UnknownNode("parent", Some.Grid));

    [Fact]
    public void The_tree_has_a_bottom() => Spec.Given(Some.Opening())
        .And(Add([.. Enumerable.Range(1, 9).Select(level => Node($"level-{level}", level == 1 ? Some.Root : $"level-{level - 1}"))]))
        .When(Add(Node("level-10", "level-9"))).ThenRejected(new TreeTooDeep(10));

    [Fact]
    public void Refusals_come_in_order()
    {
        Spec.Given(Some.Usual).When(Add(Node(Some.Grid, "nowhere")) with { By = Actor.Nobody }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual).When(Add(Node(Some.Grid, "nowhere"))).ThenRejected<IdAlreadyUsed>();
    }

    [Fact]
    public void One_bad_node_refuses_all() => Spec.Given(Some.Usual).When(Add(Node("x", Some.Root), Node("y", "nowhere"))).ThenRejected<UnknownNode>();

    private static AddNodes Add(params NewNode[] nodes) => new(Some.AdministratorActs, nodes);

    private static NewNode Node(Code node, Code parent) => new(node, parent, NodeKind.Grid, new Title("网格"), Today);
}
