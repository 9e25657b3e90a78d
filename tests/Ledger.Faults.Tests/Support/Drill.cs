namespace Ledger.Faults.Tests.Support;

/// <summary>A kind of fault, drilled: write, break, mend, ask everybody what he was told, and look it up.</summary>
internal sealed class Drill(Place place, Kind kind, Village village, Func<string> connection, TimeSpan pace) : IDisposable
{
    private readonly string _diaries = place.NewFolder("diaries");

    public Kind Kind => kind;

    public Village Village => village;

    public string Connection => connection();

    public Checker Checker => new(village, connection());

    public int Writers { get; init; } = 4;

    /// <summary>Acknowledged writes before the fault; a few hundred milliseconds more go by at random.</summary>
    public int Before { get; init; } = 25;

    public int After { get; init; } = 10;

    public static async Task<Drill> Begin(Place place, Kind kind, Func<string> connection, Uri node, int volunteers = 6, TimeSpan pace = default) =>
        new(place, kind, await Village.Open(new Caller(place.Issuer), node, place.NewName(kind.Name), volunteers), connection, pace);

    /// <summary>One round. The fault returns once things are mended, as far as it mends them.</summary>
    public async Task Round(IReadOnlyList<Uri> nodes, Func<Crowd, Task> fault, Uri? asked = null)
    {
        try
        {
            await using var crowd = Crowd(nodes);
            await crowd.Acknowledge(Before);
            await Task.Delay(kind.Random.Next(300));
            await fault(crowd);
            await crowd.Acknowledge(After);
            await Check(await crowd.Stop(), asked ?? nodes[0]);
        }
        catch
        {
            foreach (var error in place.Undertaker.Errors.TakeLast(5)) kind.Say(error);
            throw;
        }
    }

    public Crowd Crowd(IReadOnlyList<Uri> nodes, Action<Intention, Said>? heard = null, Func<Exception, bool>? unbearable = null) => new(village, nodes, kind.Random, _diaries, Writers, pace, heard, unbearable);

    /// <summary>The round's writes: lost ones first, before anything is sent again.</summary>
    public async Task Check(IReadOnlyList<Written> written, Uri node)
    {
        await Checker.Acknowledged(written, kind.Findings);
        kind.Count(await Checker.Resolve(written, node, kind.Findings));
        kind.Findings.None($"{kind.Name}, LEDGER_SEED={kind.Seed}");
    }

    /// <summary>The whole: every write of every round, balances, books, proof, read models.</summary>
    public async Task End(Uri node, string? keys = null)
    {
        var head = await Checker.Whole(kind.Written, kind.Findings);
        await Checker.Balances(kind.Written, node, head, kind.Findings);
        var books = await village.Get(node, $"/books-check?atLeast={head}");
        if (!books.IsWell || !books.Json.GetProperty("addUp").GetBoolean()) kind.Findings.Wrong.Enqueue($"the books do not add up: {books}");
        await Tools.Doctor(connection(), keys ?? place.Keys, kind.Findings);
        await Tools.Rebuilt(connection(), village.Code, kind.Findings);
        kind.Report();
        kind.Findings.None($"{kind.Name}, LEDGER_SEED={kind.Seed}");
    }

    public void Dispose() => village.Caller.Dispose();
}
