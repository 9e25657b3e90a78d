namespace Ledger.Bench.Rig;

/// <summary>The operation everything is measured by: POST of one attested micro-act of somebody, from a recorder.</summary>
internal sealed class Awards(Load load, IReadOnlyList<Node> nodes, IReadOnlyList<Village> villages)
{
    private int _next;

    public Awards(Load load, Node node, Village village) : this(load, [node], [village]) { }

    /// <summary>Until the compiler has seen what is hot: it costs more than the work itself at first.</summary>
    public Task Warm(int seconds = 30) => Run(64, TimeSpan.FromSeconds(seconds));

    public Task<Done> Run(int connections, TimeSpan time) => load.Run(connections, time, async _ => await Post());

    private Task<HttpResponseMessage> Post()
    {
        var number = Interlocked.Increment(ref _next);
        var village = villages[number % villages.Count];
        return Post(nodes[number % nodes.Count], village, (int)(number * 7919L % village.People), Guid.NewGuid());
    }

    public Task<HttpResponseMessage> Post(Node node, Village village, int person, Guid act) => load.Post($"{node.Url}/v1/communities/{village.Name}/acts", village.Recorder,
        $$"""{"actType":"parcel","startedAt":"{{TestBed.Yesterday:yyyy-MM-ddTHH:mm:sszzz}}","place":"root","attest":true,"people":[{"act":"{{act}}","person":"{{village.Person(person)}}"}]}""");
}
