using System.Net.Http.Headers;
using System.Text;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.BadInput;

/// <summary>Of many faults the first in the documented order is told.</summary>
[Collection(SharedApi.Name)]
public sealed class PrecedenceTests(TestApi api)
{
    [Fact]
    public async Task Each_fault_hides_those_behind_it()
    {
        var town = await api.SharedTown();
        var (good, bad) = ($"{town.Path}/persons/{Guid.NewGuid()}/suspension", $"{town.Path}/persons/nobody/suspension");
        await town.ChangesNothing(async () =>
        {
            await Send(api.Node.Anonymous, $"{bad}?x=1", "{", "text/plain", null).Refused("unsupported-media-type");
            await Send(api.Node.Anonymous, $"{bad}?x=1", "{", null, null).Refused("sign-in-needed");
            await Send(town.Volunteer.Calls, $"{bad}?x=1", "{", null, null).Refused("not-found", "person");
            await Send(town.Volunteer.Calls, $"{good}?x=1", "{", null, null).Refused("invalid-request", "x");
            await Send(town.Volunteer.Calls, good, "{", null, null).Refused("idempotency-key-missing");
            await Send(town.Volunteer.Calls, good, "{", null, "key").Refused("unsupported-media-type");
            await Send(town.Volunteer.Calls, good, new string('{', 70_000), "application/json", "key").Refused("body-too-large");
            await Send(town.Volunteer.Calls, good, "{", "application/json", "key").Refused("malformed-json");
            await Send(town.Volunteer.Calls, good, "{}", "application/json", "key").Refused("invalid-request", "reason");
            await Send(town.Volunteer.Calls, good, """{"reason":"x"}""", "application/json", ApiClient.NewKey()).Refused("not-allowed");
            await Send(town.Office.Calls, good, """{"reason":"x"}""", "application/json", ApiClient.NewKey()).Refused("not-found", "person");
        });
    }

    [Fact]
    public async Task A_request_id_that_is_none_is_replaced()
    {
        var town = await api.SharedTown();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Node.Address, town.Path));
        request.Headers.Add("X-Request-Id", "'; DROP TABLE head; --");
        using var response = await http.SendAsync(request);
        Assert.True(Guid.TryParse(response.Headers.GetValues("X-Request-Id").Single(), out _));
    }

    [Fact]
    public async Task A_node_whose_commits_are_not_durable_is_not_ready_and_says_why()
    {
        await using var node = await Node.Start($"{api.Database.ConnectionString};Options=-c synchronous_commit=off", api.Keys, api.Clock);
        var ready = await node.Anonymous.Get("/health/ready");
        Assert.Equal(503, ready.Status);
        Assert.Contains("synchronous_commit", ready.Text);
        Assert.Equal(200, (await node.Anonymous.Get("/health/live")).Status);
    }

    private static Task<Reply> Send(ApiClient caller, string path, string body, string? mediaType, string? key)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (mediaType is not null) content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return caller.Send(HttpMethod.Post, path, content, key);
    }
}
