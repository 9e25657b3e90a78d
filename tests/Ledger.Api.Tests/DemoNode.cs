using Ledger.Api.Demo;
using Ledger.Api.Tests.Support;
using Ledger.Api.Vault;
using Ledger.Vault;
using Ledger.Journal;
using Ledger.Testing;

namespace Ledger.Api.Tests;

/// <summary>A service on a fresh database, into which a small demo is loaded.</summary>
public sealed class DemoNode : IAsyncLifetime
{
    /// <summary>A dozen days with a tenth of the people.</summary>
    public static readonly DemoRequest Small = new(Seed: 7, DemoRequest.From.AddDays(12), Percent: 10);

    /// <summary>The whole half year with few people.</summary>
    public static readonly DemoRequest Whole = new(DemoRequest.UsualSeed, DemoRequest.UsualUntil, Percent: 5);

    public static readonly string[] Communities = ["haian", "baiheyuan"];

    private readonly string _keys = Path.Combine(Path.GetTempPath(), $"ledger-keys-{Guid.NewGuid():N}");

    /// <summary>Its clock stands in the evening of the history's last day.</summary>
    public DemoRequest Request { get; init; } = Small;

    public TestDatabase Database { get; private set; } = null!;

    public Node Node { get; private set; } = null!;

    /// <summary>Everything the load said.</summary>
    public List<string> Told { get; } = [];

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.Create();
        var evening = new SettableClock(new DateTimeOffset(Request.Until.ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.FromHours(8)));
        Node = await Node.Start(Database.ConnectionString, new KeyFolder(_keys), evening);
    }

    public static async Task<DemoNode> Started()
    {
        var node = new DemoNode();
        await node.InitializeAsync();
        return node;
    }

    public Task Load(DemoRequest? request = null) => new DemoHistory(Database.ConnectionString, Node.App.Services).Load(request ?? Request, Told.Add);

    /// <summary>Breaks off with the line of that number: in the middle of a day of the one community, wherever the other is.</summary>
    public Task LoadUntilLine(int line)
    {
        var told = 0;
        var history = new DemoHistory(Database.ConnectionString, Node.App.Services) { TellEvery = TimeSpan.Zero };
        return history.Load(Small, _ =>
        {
            if (++told >= line) throw new OperationCanceledException();
        });
    }

    public async Task<JournalHead> Head(string community) => (await Node.Service<IJournalReader>().Head(community, CancellationToken.None))!;

    /// <summary>Number and root of both journals.</summary>
    public async Task<string> Roots()
    {
        var (haian, baiheyuan) = (await Head("haian"), await Head("baiheyuan"));
        return $"{haian.Number} {Convert.ToHexStringLower(haian.Root)}, {baiheyuan.Number} {Convert.ToHexStringLower(baiheyuan.Root)}";
    }

    public async Task<long> Count(string table)
    {
        await using var command = Database.DataSource.CreateCommand($"SELECT count(*) FROM ledger.{table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        await Database.DisposeAsync();
        if (Directory.Exists(_keys)) Directory.Delete(_keys, recursive: true);
    }
}
