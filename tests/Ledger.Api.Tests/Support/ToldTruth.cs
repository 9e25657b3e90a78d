using System.Collections.Concurrent;

namespace Ledger.Api.Tests.Support;

/// <summary>
/// Carries every request of the tests and holds each answer against the OpenAPI document: a refusal that its operation does
/// not declare, or a member its schema does not name, fails the test that met it.
/// </summary>
internal sealed class ToldTruth(Node node, HttpMessageHandler sockets) : IDisposable
{
    private static readonly ConcurrentDictionary<(string Operation, string Problem), bool> Seen = new();

    private readonly HttpClient _http = new(sockets) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Lazy<Task<OpenApiTold>> _told = new(() => OpenApiTold.Fetch(node.Address));

    /// <summary>Which problems any test of this process has met, on which operation.</summary>
    public static IReadOnlyCollection<(string Operation, string Problem)> Met => [.. Seen.Keys];

    public async Task<OpenApiTold> Document() => await _told.Value;

    public async Task<Reply> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        var reply = await Reply.Read(response);
        var told = await _told.Value;
        if (told.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is not { } operation) return reply;
        Assert.False(reply.Problem == "internal-error", $"{reply} {node.Logs.Lines.LastOrDefault(line => line.StartsWith("Error", StringComparison.Ordinal))}");
        if (reply.Problem is { } problem)
        {
            Seen.TryAdd((operation.Name, problem), true);
            Assert.True(operation.Declares(reply.Status, problem), $"{operation.Name} does not declare {reply.Status} {problem}. {reply}");
        }
        else if (reply.Status < 300) operation.CheckMembers(reply);
        return reply;
    }

    public void Dispose() => _http.Dispose();
}
