using Ledger.Api.Hosting;
using Ledger.Api.Vault;
using Ledger.Vault;
using Ledger.Testing;

namespace Ledger.Api.Tests.Support;

/// <summary>
/// One or more nodes on one fresh database, sharing clock and keys. As a class or collection fixture its communities are the
/// tests' own, so that many tests share the start-up; a test that moves the clock only ever moves it forward.
/// </summary>
public class TestApi : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _keyFolder = Path.Combine(Path.GetTempPath(), $"ledger-keys-{Guid.NewGuid():N}");
    private readonly List<Node> _nodes = [];
    private TestDatabase? _database;
    private Task<Town>? _shared;

    protected virtual int NodeCount => 1;

    protected virtual void Configure(LedgerOptions options) { }

    /// <summary>When the clock starts to stand.</summary>
    protected virtual DateTimeOffset Start => SettableClock.Morning;

    public SettableClock Clock => field ??= new(Start);

    public TestDatabase Database => _database!;

    public string KeyFolder => _keyFolder;

    public KeyFolder Keys { get; private set; } = null!;

    public IReadOnlyList<Node> Nodes => _nodes;

    public Node Node => _nodes[0];

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        Keys = new KeyFolder(_keyFolder);
        for (var n = 0; n < NodeCount; n++) await AddNode();
    }

    /// <summary>Another node on the same database.</summary>
    public async Task<Node> AddNode(Action<LedgerOptions>? configure = null, string connectionSuffix = "")
    {
        var node = await Node.Start(Database.ConnectionString + connectionSuffix, Keys, Clock, options =>
        {
            Configure(options);
            configure?.Invoke(options);
        });
        _nodes.Add(node);
        return node;
    }

    /// <summary>A community with people of all roles, two merchants, a terminal and an offer.</summary>
    public Task<Town> OpenTown(string name = "haian", object? rulebook = null) => Town.Open(this, name, rulebook);

    /// <summary>One town for tests that change nothing in it.</summary>
    public Task<Town> SharedTown() => _shared ??= OpenTown("shared");

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        if (Directory.Exists(_keyFolder)) Directory.Delete(_keyFolder, recursive: true);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}

/// <summary>Two nodes on one database.</summary>
public sealed class TwoNodes : TestApi
{
    protected override int NodeCount => 2;
}

/// <summary>Tests that share one service; each opens a community of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedApi : ICollectionFixture<TestApi>
{
    public const string Name = "one service";
}
