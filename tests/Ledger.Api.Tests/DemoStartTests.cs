using System.Diagnostics;
using Ledger.Api.Hosting;
using Ledger.Api.Tests.Support;
using Ledger.Api.Vault;

namespace Ledger.Api.Tests;

/// <summary>The demo's sign-in exists in the embedded demo and nowhere else.</summary>
public sealed class DemoStartTests
{
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
    private static async Task<(int Code, string Told)> Start(string name, string value, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LedgerApp).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var told = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, told);
    }
}
