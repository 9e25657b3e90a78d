using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Faults.Tests;

/// <summary>Two nodes on one database: killed in turn they lose nothing and spend nothing twice; stopped in turn they fail nobody.</summary>
[Collection(OnePlace.Name)]
public sealed class NodeTests(Place place, ITestOutputHelper output)
{
    /// <summary>How often a balancer asks whether a node is ready.</summary>
    private static readonly TimeSpan Balancer = TimeSpan.FromSeconds(1);

    /// <summary>Writing goes on while a node starts, for seconds: no need to write thousands.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(30);

    [Fact]
    public async Task Nothing_is_lost_or_spent_twice_when_nodes_are_killed_in_turn()
    {
        var kind = new Kind("two-nodes", output);
        var first = await place.Shared();
        await using var second = place.OwnCluster("second");
        await second.Start();
        // Few volunteers and many writers: they race for the same points over both nodes.
        using var drill = await Drill.Begin(place, kind, () => place.Postgres.ConnectionString(), first.Address, volunteers: 3, pace: Pace);
        for (var round = 0; round < kind.Rounds; round++)
        {
            var (victim, other) = kind.Random.Next(2) == 0 ? (first, second) : (second, first);
            await drill.Round([first.Address, second.Address], async crowd =>
            {
                await victim.Kill();
                await crowd.Acknowledge(10);
                Assert.Equal(HttpStatusCode.OK, await other.Ready());
                await victim.Start();
            }, asked: other.Address);
        }
        await drill.End(first.Address);
    }

    /// <summary>Clients come through a balancer, which sends nobody to a node that says it goes; they do nothing about a failure but go to the other node when refused.</summary>
    [Fact]
    public async Task Rolling_restarts_fail_no_request()
    {
        var kind = new Kind("rolling-restarts", output);
        await using var second = place.OwnCluster("second");
        Service[] nodes = [await place.Shared(), second];
        await second.Start();
        using var drill = await Drill.Begin(place, kind, () => place.Postgres.ConnectionString(), nodes[0].Address, pace: Pace);
        var failures = 0;
        var shortestNotice = TimeSpan.MaxValue;
        for (var round = 0; round < kind.Rounds; round++)
        {
            var doors = nodes.Select(node => node.Address).ToArray();
            await using var crowd = drill.Crowd(doors, unbearable: lost => !IsRefused(lost), heard: (write, said) =>
            {
                if (said.Status >= 500) Interlocked.Increment(ref failures);
            });
            await crowd.Acknowledge(drill.Before);
            foreach (var (at, node) in nodes.Index())
            {
                var stopping = node.Stop();
                var notice = await Notice(node, stopping, () => doors[at] = nodes[1 - at].Address);
                if (notice < shortestNotice) shortestNotice = notice;
                Assert.Equal(0, await stopping);
                await crowd.Acknowledge(drill.After);
                await node.Start();
                doors[at] = node.Address;
            }
            await drill.Check(await crowd.Stop(), nodes[0].Address);
        }
        kind.Note($"{kind.Rounds * 2} restarts, {failures} failed requests, ready went {shortestNotice.TotalSeconds:0.0} s or more before the door was shut");
        await drill.End(nodes[0].Address);
        Assert.Equal(0, failures);
        Assert.True(shortestNotice > Balancer, $"{shortestNotice}");
    }

    /// <summary>Nothing of the request was sent: no connection came about.</summary>
    private static bool IsRefused(Exception lost) =>
        lost is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } or SocketException { SocketErrorCode: SocketError.NotConnected };

    /// <summary>For how long a balancer that asks was told 503 by the node itself, before its door was shut.</summary>
    private static async Task<TimeSpan> Notice(Service node, Task stopping, Action told)
    {
        var since = new Stopwatch();
        while (!stopping.IsCompleted)
        {
            switch (await node.Ready())
            {
                case HttpStatusCode.ServiceUnavailable:
                    since.Start();
                    told();
                    break;
                case null:
                    return since.Elapsed;
            }
            await Task.Delay(5);
        }
        return since.Elapsed;
    }
}
