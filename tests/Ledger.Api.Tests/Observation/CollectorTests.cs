using System.Collections.Concurrent;
using System.Text;
using Ledger.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests.Observation;

/// <summary>What a collector gets, over OTLP as the standard's variables ask for it.</summary>
public sealed class CollectorTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Numbers_and_spans_of_the_service_arrive_and_name_no_address()
    {
        var arrived = new ConcurrentDictionary<string, string>();
        await using var collector = await Collector(arrived);
        await using var program = await RunningProgram.Start(api, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500", ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        });
        for (var end = Environment.TickCount64 + 30_000; ; await Task.Delay(200))
        {
            await program.Get("/v1/communities/王秀英/me?phone=13800000000");
            var (numbers, spans) = (arrived.GetValueOrDefault("/v1/metrics", ""), arrived.GetValueOrDefault("/v1/traces", ""));
            if (new[] { "ledger.queue.waiting", "ledger.refusals", "sign-in-needed", "ledger.follower.behind", "db.client.connection.count" }.All(numbers.Contains)
                && new[] { "GET /v1/communities/{community}/me", "service.name", "ledger" }.All(spans.Contains)) break;
            Assert.True(Environment.TickCount64 < end, $"It did not arrive: {numbers} {spans}");
        }
        foreach (var secret in new[] { "王秀英", Uri.EscapeDataString("王秀英"), "13800000000" }) Assert.DoesNotContain(secret, string.Concat(arrived.Values));
    }

    /// <summary>Keeps what it is sent as text: names stand in it as they are.</summary>
    private static async Task<WebApplication> Collector(ConcurrentDictionary<string, string> arrived)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var text = Encoding.UTF8.GetString(body.ToArray());
            arrived.AddOrUpdate(http.Request.Path, text, (_, before) => before + text);
            http.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync();
        return app;
    }
}
