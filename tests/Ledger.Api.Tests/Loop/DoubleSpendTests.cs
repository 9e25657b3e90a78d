using System.Diagnostics;
using Ledger.Api.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Api.Tests.Loop;

/// <summary>
/// Sixty-four want the same twenty-five points at once, over two nodes: one gets them. Ten rounds, and a thousand with
/// <c>LEDGER_TEST_FULL=1</c>.
/// </summary>
public sealed class DoubleSpendTests(TwoNodes api, ITestOutputHelper output) : IClassFixture<TwoNodes>
{
    private const int Racers = 64;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") == "1" ? 1000 : 10;

    [Fact]
    public async Task One_of_sixty_four_holds_succeeds_and_the_balance_is_never_negative()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, Town.Price + 500);
        using var over = new CancellationTokenSource();
        var watch = Watch(town, over.Token);
        var clock = Stopwatch.StartNew();
        var spread = new int[api.Nodes.Count];
        for (var round = 0; round < Rounds; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, Racers).Select(n => Take(town, api.Nodes[n % api.Nodes.Count])));
            var won = Assert.Single(replies, reply => reply.Reply.Status == 201);
            foreach (var lost in replies.Where(reply => reply != won)) lost.Reply.Refused("insufficient-points");
            Assert.Equal(500, await town.Available(town.Volunteer));
            spread[won.Node]++;
            await town.Volunteer.Calls.Post($"{town.Path}/redemptions/{won.Redemption}/void", new { reason = "next-round" }).Accepted();
        }
        await over.CancelAsync();
        var (seen, least) = await watch;
        output.WriteLine($"{Rounds} rounds of {Racers} in {clock.Elapsed.TotalSeconds:F1} s; won at node 0: {spread[0]}, at node 1: {spread[1]}; {seen} balances seen, the least {least}");
        Assert.True(least >= 0);
        Assert.Equal(Rounds, await town.Scalar<long>("SELECT count(*) FROM ledger.mt_events WHERE tenant_id = $1 AND type = 'hold-placed.v1'"));
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());
    }

    [Fact]
    public async Task Sixteen_captures_of_one_code_hand_out_one_breakfast()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, Town.Price);
        var (_, code, _) = await town.Hold(town.Volunteer);
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => town.Terminal.At(api.Nodes[n % 2]).Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code })));
        Assert.Single(replies, reply => reply.Status == 200);
        foreach (var lost in replies.Where(reply => reply.Status != 200)) lost.Refused("hold-has-ended");
        Assert.Equal(Town.Settlement, (await town.Terminal.Get($"{town.Path}/merchants/{town.Merchant}/payable?atLeast={await town.Head()}").Accepted()).Long("owedFen"));
    }

    [Fact]
    public async Task Sixteen_refunds_of_one_unit_give_it_back_once()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, Town.Price);
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => town.Terminal.At(api.Nodes[n % 2]).Post($"{town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" })));
        Assert.Single(replies, reply => reply.Status == 201);
        foreach (var lost in replies.Where(reply => reply.Status != 201)) lost.Refused("refund-exceeds-capture");
        Assert.Equal(Town.Price, await town.Available(town.Volunteer));
    }

    private static async Task<(Reply Reply, Guid Redemption, int Node)> Take(Town town, Node node)
    {
        var redemption = Guid.NewGuid();
        var reply = await town.Volunteer.Calls.At(node).Post($"{town.Path}/redemptions", new { redemption, person = town.Volunteer.Id, offer = town.Offer });
        return (reply, redemption, town.Api.Nodes.ToList().IndexOf(node));
    }

    /// <summary>Looks at the account all the while, as decisions see it.</summary>
    private static async Task<(long Seen, long Least)> Watch(Town town, CancellationToken over)
    {
        var (seen, least) = (0L, long.MaxValue);
        while (!over.IsCancellationRequested)
        {
            least = Math.Min(least, await town.Scalar<long>($"SELECT (row->>'available')::bigint FROM ledger.state_row WHERE tenant_id = $1 AND kind = 'account' AND key = 'person:{town.Volunteer}|points'"));
            seen++;
            await Task.Delay(5, CancellationToken.None);
        }
        return (seen, least);
    }
}
