namespace Ledger.Faults.Tests.Support;

/// <summary>What all kinds share: a folder, an issuer, a durable PostgreSQL. Each kind has a community or a database of its own.</summary>
public sealed class Place : IAsyncLifetime
{
    private Undertaker _undertaker = null!;
    private Service? _service;
    private int _names;

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), $"ledger-faults-{Guid.NewGuid():N}");

    internal Issuer Issuer { get; private set; } = null!;

    internal Postgres Postgres { get; private set; } = null!;

    internal string Keys => Path.Combine(Folder, "keys");

    internal Undertaker Undertaker => _undertaker;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        // PostgreSQL runs as another account when we are root, and has to walk through.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        _undertaker = new Undertaker(Folder);
        Issuer = await Issuer.Start();
        Postgres = await Postgres.Start(Path.Combine(Folder, "shared"));
    }

    public async Task DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        await Postgres.DisposeAsync();
        await Issuer.DisposeAsync();
        _undertaker.Dispose();
    }

    internal string NewName(string kind) => $"{kind}-{Interlocked.Increment(ref _names)}";

    internal string NewFolder(string kind) => Directory.CreateDirectory(Path.Combine(Folder, NewName(kind))).FullName;

    /// <summary>One service on the shared cluster for the kinds that need nothing special of it: to start one takes seconds.</summary>
    internal async Task<Service> Shared()
    {
        _service ??= OwnCluster("shared");
        if (!_service.IsRunning) await _service.Start();
        await _service.UntilReady();
        return _service;
    }

    /// <summary>A service on the shared cluster's folder, which it adopts or starts by itself.</summary>
    internal Service OwnCluster(string name, params (string Name, string Value)[] more) => OnFolder(name, Postgres.Folder, more);

    /// <summary>The same in another folder.</summary>
    internal Service OnFolder(string name, string folder, params (string Name, string Value)[] more) => Service(name, [("Ledger__DataFolder", folder), .. more]);

    /// <summary>A service on a database it is given.</summary>
    internal Service OnDatabase(string name, string connection, params (string Name, string Value)[] more) => Service(name, [("Ledger__Database", connection), .. more]);

    private Service Service(string name, (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["Ledger__KeyFolder"] = Keys,
            ["Ledger__Authority"] = Issuer.Address,
            ["Ledger__Operators__0"] = Issuer.Operator,
        };
        foreach (var (variable, value) in more) settings[variable] = value;
        return new Service(name, _undertaker, settings);
    }
}

[CollectionDefinition(Name)]
public sealed class OnePlace : ICollectionFixture<Place>
{
    public const string Name = "faults";
}
