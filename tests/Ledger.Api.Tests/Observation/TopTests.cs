using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Observation;

/// <summary><c>ledgerctl top</c> as an operator runs it.</summary>
public sealed class TopTests(TestApi api) : IClassFixture<TestApi>
{
    private readonly StringWriter _said = new(CultureInfo.InvariantCulture);

    [Fact]
    public async Task It_shows_where_communities_stand_and_what_the_node_did_meanwhile()
    {
        var town = await api.SharedTown();
        var running = Top("--url", api.Node.Address.ToString(), "--token", api.Node.Operator.Token!);
        while (!running.IsCompleted)
        {
            await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Refused("insufficient-points");
            await town.Register();
        }
        Assert.Equal(LedgerCtl.Well, await running);
        var row = Line(town.Code);
        Assert.Matches(@"[1-9][\d,]* ", row[town.Code.Length..]);
        foreach (var told in new[] { "commands/s.*accepted [1-9].*refused [1-9]|commands/s.*refused [1-9].*accepted [1-9]", @"batch p50 p99 +\d[\d.]* \d", @"commit p50 p99 +\d[\d.]* \d[\d.]* ms", "refusals/s.*insufficient-points [1-9]", @"memory [1-9]\d+ MiB", @"people \d \(0[\d.]* s\)", @"oldest transaction +\d", @"connections +[1-9]" })
            Assert.Matches(told, _said.ToString());
    }

    [Fact]
    public async Task Without_an_address_it_tells_what_the_database_knows()
    {
        var town = await api.SharedTown();
        Assert.Equal(LedgerCtl.Well, await Top());
        Assert.Contains(town.Code, _said.ToString());
        Assert.Contains("not asked, see --url", _said.ToString());
    }

    [Fact]
    public async Task Who_is_no_operator_is_told_so()
    {
        var town = await api.SharedTown();
        Assert.Equal(LedgerCtl.CouldNot, await Top("--url", api.Node.Address.ToString(), "--token", town.Administrator.Calls.Token!));
        Assert.Contains("Only operators", _said.ToString());
        Assert.Equal(LedgerCtl.CouldNot, await Top("--url", api.Node.Address.ToString(), "--token", "none"));
        Assert.Contains("There is no token", _said.ToString());
    }

    [Fact]
    public async Task It_goes_on_until_it_is_stopped_and_that_is_no_fault()
    {
        using var stop = new CancellationTokenSource();
        var said = TextWriter.Synchronized(_said);
        var running = LedgerCtl.Run(["top", "--database", api.Database.ConnectionString], said, said, stop.Token);
        for (var end = Environment.TickCount64 + 60_000; Looks() < 2; await Task.Delay(100))
            Assert.True(!running.IsCompleted && Environment.TickCount64 < end, "It did not look a second time.");
        await stop.CancelAsync();
        Assert.Equal(LedgerCtl.Well, await running);

        int Looks()
        {
            lock (said) return Regex.Count(_said.ToString(), "oldest transaction");
        }
    }

    private Task<int> Top(params string[] args) => LedgerCtl.Run(["top", "--once", "--database", api.Database.ConnectionString, .. args], _said, _said);

    private string Line(string start) => _said.ToString().Split('\n').Single(line => line.TrimStart().StartsWith(start, StringComparison.Ordinal)).TrimStart();
}
