using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ledger.Api.Simulations;
using Ledger.Api.Tests.Support;
using Ledger.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>The secretary runs her draft over what happened, beside the rulebook in force, before the residents decide.</summary>
public sealed class SimulationTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_draft_is_run_beside_another_version_and_its_hash_goes_into_the_decision_record()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 7_000);
        var (path, office) = ($"{town.Path}/rulebook-drafts", town.Office.Calls);
        var half = JsonNode.Parse(ApiClient.Text(Town.Rulebook("v2", "2026-06-01")).Replace("\"5 points\"", "\"2.5 points\"", StringComparison.Ordinal))!;
        await office.Post(path, half.ToJsonString()).Accepted();
        var events = await api.Events(town);

        var started = await office.Send(HttpMethod.Post, $"{path}/v2/simulations", ApiClient.Text(new { against = "v1" }));
        Assert.Equal((202, "running"), (started.Status, started.Says("status")));
        var done = await Until(office, started.Location!, "done");
        Assert.Equal((done.Long("upTo"), done.Long("upTo")), (done.Long("number"), events));
        Assert.Equal(["v2", "v1"], done.At("versions").EnumerateArray().Select(version => version.GetString()));
        Assert.Equal((7_000L, 3_500L), (done.At("reports")[0].GetProperty("issued").GetProperty("safety").GetProperty("was").GetInt64(), done.At("reports")[0].GetProperty("issued").GetProperty("safety").GetProperty("would").GetInt64()));
        Assert.Equal(7_000L, done.At("reports")[1].GetProperty("issued").GetProperty("safety").GetProperty("would").GetInt64());
        Assert.Equal(town.Volunteer.Id, done.At("reports")[0].GetProperty("losers")[0].GetProperty("person").GetGuid());
        var sheet = await office.Get($"{started.Location}/sheet");
        Assert.Contains(done.Says("hash"), sheet.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(town.Volunteer.Id.ToString(), sheet.Text, StringComparison.Ordinal);
        Assert.Equal(events, await api.Events(town));

        Assert.Equal(done.Says("hash"), (await Until(office, (await office.Send(HttpMethod.Post, $"{path}/v2/simulations", ApiClient.Text(new { against = "v1" }))).Location!, "done")).Says("hash"));
        await town.Volunteer.Calls.Get(started.Location!).Refused("not-allowed");
        await office.Get($"{path}/v2/simulations/{Guid.NewGuid()}").Refused("simulation-not-kept");
        (await office.Send(HttpMethod.Post, $"{path}/v2/simulations", ApiClient.Text(new { against = "v7" }))).Refused("not-found", "against");
    }

    [Fact]
    public async Task One_of_a_community_runs_at_a_time_tells_how_far_it_is_and_can_be_cancelled()
    {
        var reader = DispatchProxy.Create<IJournalReader, Stalled>();
        var running = new RunningSimulations(reader, api.Node.Service<IHostApplicationLifetime>(), NullLogger<RunningSimulations>.Instance);
        var first = running.Start("haian", [], 9)!;
        Assert.Null(running.Start("haian", [], 9));
        Assert.NotNull(running.Start("baiheyuan", [], 9));
        Assert.Equal((0L, 9L, SimulationStatus.Running), (first.Number, first.UpTo, first.Status));
        first.Cancel();
        for (var tries = 0; first.Status == SimulationStatus.Running && tries < 100; tries++) await Task.Delay(50);
        Assert.Equal(SimulationStatus.Cancelled, first.Status);
        Assert.NotNull(running.Start("haian", [], 9));
        Assert.Same(first, running.Find("haian", first.Id));
        Assert.Null(running.Find("baiheyuan", first.Id));
    }

    private static async Task<Reply> Until(ApiClient office, string location, string status)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await office.Get(location).Accepted() is var told && told.Says("status") == status) return told;
            await Task.Delay(50);
        }
        throw new TimeoutException(location);
    }

    /// <summary>A journal whose events never come.</summary>
    public class Stalled : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? method, object?[]? arguments) =>
            method!.Name == nameof(IJournalReader.Read) ? Never((CancellationToken)arguments![3]!) : throw new NotSupportedException(method.Name);

        private static async IAsyncEnumerable<RecordedEvent> Never([EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.Delay(Timeout.Infinite, cancel);
            yield break;
        }
    }
}
