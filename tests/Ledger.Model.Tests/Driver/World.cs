using Ledger.Api.Tests.Support;
using Ledger.Model;

namespace Ledger.Model.Tests;

/// <summary>The service, with a community opened for this run.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly TestApi _api = new();
    private readonly Dictionary<Guid, ApiClient> _callers = [];
    private readonly Dictionary<(Guid Redemption, int Print), string> _codes = [];

    private readonly Func<Reply, string?>? _mishear;

    private World(Cast cast, Func<Reply, string?>? mishear) => (Cast, _mishear) = (cast, mishear);

    public Cast Cast { get; }

    public string Community => "model";

    public ApiClient Watcher => Caller(Cast.Watcher);

    /// <param name="mishear">What is heard instead of an answer, to show that the run listens; null: what was said.</param>
    public static async Task<World> Open(int seed, Func<Reply, string?>? mishear = null)
    {
        var world = new World(new Cast(seed), mishear);
        await world._api.InitializeAsync();
        world._api.Clock.Advance(Cast.Beginning - world._api.Clock.Now);
        await world.Found();
        return world;
    }

    public void Wait(TimeSpan time) => _api.Clock.Advance(time);

    public Task Tick() => _api.Node.Scheduler.Tick(Community, CancellationToken.None);

    public string PathTo(string path) => $"/v1/communities/{Community}/{path}";

    public async Task<Reply> Send(Deed deed, string key, bool change = false)
    {
        if (deed is AtCounter counter) counter.Digits = DigitsOf(counter.Code);
        if (deed is Offline offline)
            foreach (var line in offline.Lines) line.Digits = DigitsOf(line.Code);
        if (deed is CloseMonth { Hash: "" } month) month.Hash = await HashOf(month);
        var reply = await Heard(await Caller(deed.By).Send(new HttpMethod(deed.Method), PathTo(deed.Path), change ? AskAgain.Other(Text(deed.Body))! : Text(deed.Body), key, deed.WithStaleTag ? "\"1\"" : null));
        if (deed is Hold hold && reply.Problem is null) _codes[(hold.Redemption, 0)] = reply.Says("code");
        if (deed is Reprint reprint && reply.Problem is null) _codes[(reprint.Redemption, (int)reply.Long("print") - 1)] = reply.Says("code");
        return reply;
    }

    public async Task<Reply> Get(ApiClient caller, string path) => await Heard((await caller.Get(PathTo(path))).Ok());

    private async Task<Reply> Heard(Reply said)
    {
        if (_mishear?.Invoke(said) is not { } other) return said;
        using var asked = new HttpRequestMessage(HttpMethod.Get, "http://misheard/");
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)said.Status) { Content = new StringContent(other, System.Text.Encoding.UTF8, said.MediaType!), RequestMessage = asked };
        return await Reply.Read(response);
    }

    /// <summary>What is not told is left out.</summary>
    public static string Text(object body) => System.Text.Json.JsonSerializer.Serialize(body, Json);

    private ApiClient Caller(Guid who)
    {
        if (!_callers.TryGetValue(who, out var caller)) _callers.Add(who, caller = _api.Node.As(Cast.SubjectOf(who)));
        return caller;
    }

    /// <summary>A code that nobody was given has a right check digit too.</summary>
    private string DigitsOf(Code code)
    {
        var known = _codes.TryGetValue((code.Redemption, code.Print), out var digits);
        return known && code.Wrong == 0 ? digits! : Digits.NobodysCode(known ? digits! : "0123456789", code.Wrong);
    }

    /// <summary>Of the month's table as it is now; a month that has none yet is asked with any.</summary>
    private async Task<string> HashOf(CloseMonth month)
    {
        var table = await Watcher.Get(PathTo($"months/{month.Month:yyyy-MM}?atLeast={(await Watcher.Get(PathTo("journal/head"))).Number}"));
        return month.Rightly && table.Problem is null ? table.Says("tableHash") : new string('0', 64);
    }

    private async Task Found()
    {
        await _api.Node.Operator.Put($"/v1/communities/{Community}", new
        {
            name = new { zh = "对照社区" }, zone = "Asia/Shanghai", holdMinutes = Cast.HoldMinutes, root = "root",
            administrator = new { person = Cast.Administrator, name = "管理员", subject = Cast.SubjectOf(Cast.Administrator) },
        }).Accepted();
        var administrator = Caller(Cast.Administrator);
        await administrator.Post(PathTo("grid-nodes"), new { nodes = Cast.Nodes.Select(node => Town.Node(node, node, "grid")) }).Accepted();
        await administrator.Post(PathTo("rulebooks"), Text(Cast.First.Json)).Accepted();
        foreach (var merchant in Cast.Merchants) await administrator.Post(PathTo("merchants"), new { merchant, name = new { zh = "商户" }, category = "shop", circle = "circle" }).Accepted();
        foreach (var (person, home, node) in Cast.People)
            await administrator.Post(PathTo("persons"), new Register(Cast.Administrator, person, Cast.SubjectOf(person), home, node).Body).Accepted();
        await administrator.Post(PathTo("persons"), new Register(Cast.Administrator, Cast.Watcher, Cast.SubjectOf(Cast.Watcher), null, null).Body).Accepted();
        foreach (var (person, role, merchant) in Cast.Given.Append((Cast.Watcher, "auditor", null))) await administrator.Post(PathTo($"persons/{person}/roles"), new { role, from = "2020-01-01", merchant }).Accepted();
        foreach (var (terminal, merchant) in Cast.Terminals)
        {
            var invited = await administrator.Post(PathTo($"merchants/{merchant}/terminals"), new { terminal }).Accepted();
            var paired = await _api.Node.Anonymous.Post(PathTo("terminals/pairings"), new { pairingCode = invited.Says("pairingCode") }).Accepted();
            _callers.Add(terminal, _api.Node.With(paired.Says("credential")));
        }
    }

    public async ValueTask DisposeAsync() => await _api.DisposeAsync();
}
