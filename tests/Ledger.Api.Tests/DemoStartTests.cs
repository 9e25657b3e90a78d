using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ledger.Api.Hosting;
using Ledger.Api.Tests.Support;
using Ledger.Api.Vault;

namespace Ledger.Api.Tests;

/// <summary>The demo's sign-in exists in the embedded demo and nowhere else; a start that cannot be is told plainly.</summary>
public sealed class DemoStartTests : IDisposable
{
    private readonly string _keys = Path.Combine(Path.GetTempPath(), $"ledger-keys-{Guid.NewGuid():N}");

    [Theory]
    [InlineData("Ledger__Database", "Host=127.0.0.1;Port=1;Database=ledger")]
    [InlineData("Ledger__Authority", "https://issuer.example")]
    public async Task The_demo_is_refused_beside_an_authority_or_a_database(string name, string value)
    {
        var (code, told) = await Start(name, value, "--demo");
        Assert.Equal(1, code);
        Assert.Contains("--demo", told);
    }

    [Fact]
    public async Task A_seed_needs_the_demo_and_is_a_number()
    {
        Assert.Equal(1, (await Start("Ledger__Database", "Host=127.0.0.1;Port=1", "--demo-seed", "7")).Code);
        Assert.Equal(1, (await Start("Ledger__Database", "Host=127.0.0.1;Port=1", "--demo", "--demo-seed", "seven")).Code);
    }

    /// <summary>One line in both languages, without a stack trace; the password is not in it.</summary>
    [Theory]
    [InlineData("Ledger__Database", "Host=127.0.0.1;Port=1;Database=ledger;Username=ledger;Password=secret")]
    [InlineData("Ledger__Database", "postgres://ledger:secret@127.0.0.1/ledger")]
    [InlineData("Ledger__KeyFolder", "/dev/null/keys")]
    public async Task A_setting_that_leads_nowhere_is_told_in_a_line(string name, string value)
    {
        var settings = new Dictionary<string, string> { ["Ledger__Database"] = "Host=127.0.0.1;Port=1", ["Ledger__KeyFolder"] = _keys, [name] = value };
        ToldInALine(await Start(settings), name);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_a_line()
    {
        await using var api = new TestApi();
        await api.InitializeAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var told = await Start(new() { ["Ledger__Database"] = api.Database.ConnectionString, ["Ledger__KeyFolder"] = _keys, ["ASPNETCORE_URLS"] = address });
        ToldInALine(told, "ASPNETCORE_URLS");
        Assert.Contains(address, told.Told);
    }

    public void Dispose()
    {
        if (Directory.Exists(_keys)) Directory.Delete(_keys, true);
    }

    private static void ToldInALine((int Code, string Told) start, string setting)
    {
        Assert.Equal(1, start.Code);
        Assert.Contains(setting, Assert.Single(start.Told.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("。/ ", start.Told);
        Assert.DoesNotContain("secret", start.Told);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task The_routes_do_not_exist_outside_the_embedded_demo(bool database, bool authority)
    {
        await using var api = new TestApi();
        await api.InitializeAsync();
        var node = await api.AddNode(options =>
        {
            options.Demo = false;
            options.Database = database ? api.Database.ConnectionString : null;
            options.Authority = authority ? "http://127.0.0.1:1" : null;
        });
        (await node.Anonymous.Get("/demo")).Refused("no-such-page");
        (await node.Anonymous.Get("/demo/sign-ins")).Refused("no-such-page");
        (await node.Anonymous.Post("/demo/sign-ins", new { community = "haian", persona = "volunteer" })).Refused("no-such-page");
    }

    /// <summary>The program itself, as a process of its own.</summary>
    private static Task<(int Code, string Told)> Start(string name, string value, params string[] args) => Start(new() { [name] = value }, args);

    private static async Task<(int Code, string Told)> Start(Dictionary<string, string> settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LedgerApp).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var told = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, told);
    }
}
