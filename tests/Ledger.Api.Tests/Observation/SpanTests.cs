using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.Api.Hosting;
using Ledger.Api.Tests.Support;
using Ledger.Journal.Following;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Api.Tests.Observation;

/// <summary>Spans name the operation, and nothing of whom it is about.</summary>
public sealed class SpanTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_request_its_command_and_the_transaction_that_carried_it_are_found_from_one_another()
    {
        var town = await api.SharedTown();
        using var seen = new Seen();
        var id = Guid.NewGuid();
        var reply = await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, Guid.NewGuid()), requestId: id).Accepted();
        var request = await seen.Request(id);
        Assert.Equal(("POST /v1/communities/{community}/acts", "201"), (request.DisplayName, request.GetTagItem("http.response.status_code")!.ToString()));
        var command = seen.Spans.Single(span => span.ParentSpanId == request.SpanId && span.Source.Name == "Ledger.Api");
        Assert.Equal(("RecordActs", "accepted", reply.Number), (command.DisplayName, command.GetTagItem("ledger.outcome"), command.GetTagItem("ledger.journal_number")));
        var transaction = await seen.Span(span => span.DisplayName == "append" && span.Links.Any(link => link.Context.SpanId == command.SpanId));
        Assert.Equal(transaction.Links.Count(), transaction.GetTagItem("ledger.commands"));
        Assert.NotEqual(request.TraceId, transaction.TraceId);
        Assert.True(await api.Node.Service<Follower>().WaitFor(town.Code, reply.Number, TimeSpan.FromSeconds(10), CancellationToken.None));
        await seen.Span(span => span.DisplayName == "follow" && span.GetTagItem("ledger.events") is > 0);
    }

    [Fact]
    public async Task A_refusal_is_named_and_no_span_holds_an_address_a_name_or_a_phone()
    {
        var town = await api.SharedTown();
        using var seen = new Seen();
        var (refused, found) = (Guid.NewGuid(), Guid.NewGuid());
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }, requestId: refused).Refused("insufficient-points");
        await town.Office.Calls.Post($"{town.Path}/persons/search", new { phone = town.Volunteer.Phone }, requestId: found).Accepted();
        Assert.Equal("insufficient-points", (await seen.Request(refused)).GetTagItem("error.type"));
        await seen.Request(found);
        var told = string.Join('\n', seen.Spans.Where(span => span.Source.Name != "Npgsql").Select(span => $"{span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"));
        foreach (var secret in new[] { town.Volunteer.Name, town.Volunteer.Phone, Uri.EscapeDataString(town.Volunteer.Name), town.Volunteer.Id.ToString(), town.Path }) Assert.DoesNotContain(secret, told);
    }

    /// <summary>An export that meets a lost connection, say: what has begun cannot be told as a problem any more.</summary>
    [Fact]
    public async Task An_answer_that_breaks_off_half_way_leaves_no_address_in_its_span_either()
    {
        using var span = new Activity("request").SetTag("url.path", "/v1/communities/haian/persons").SetTag("url.query", "?name=王秀英").Start();
        var watch = new RequestWatch(_ => throw new IOException("broken off"), NullLoggerFactory.Instance);
        await Assert.ThrowsAsync<IOException>(() => watch.Invoke(new DefaultHttpContext()));
        Assert.Equal((null, null), (span.GetTagItem("url.path"), span.GetTagItem("url.query")));
    }

    /// <summary>Whoever else runs in this process is heard too: what is looked for has its own id.</summary>
    private sealed class Seen : IDisposable
    {
        private readonly ActivityListener _listener;

        public Seen()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Ledger.Api" or "Ledger.Journal",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> Spans { get; } = new();

        public Task<Activity> Request(Guid id) => Span(span => span.GetTagItem("ledger.request") is Guid request && request == id);

        /// <summary>A span ends after the answer has gone out: a request's, and also that of the transaction that carried it.</summary>
        public async Task<Activity> Span(Func<Activity, bool> isIt)
        {
            for (var end = Environment.TickCount64 + 20_000; ; await Task.Delay(20))
            {
                if (Spans.FirstOrDefault(isIt) is { } found) return found;
                Assert.True(Environment.TickCount64 < end, "There is no such span.");
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
