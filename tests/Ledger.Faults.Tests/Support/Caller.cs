using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ledger.Faults.Tests.Support;

/// <summary>An answer, read whole.</summary>
internal sealed record Said(int Status, string Text, string? MediaType, bool Replayed, string? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public bool IsWell => Status is 200 or 201;

    public override string ToString() => $"{Status} {Text}";
}

/// <summary>HTTP as a stranger speaks it.</summary>
internal sealed class Caller(Issuer issuer) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(30) };

    public Task<Said> Send(Uri node, Intention write, CancellationToken cancel = default) =>
        Send(node, new HttpMethod(write.Method), write.Path, write.Subject, write.Body, write.Key, write.Id, cancel);

    public Task<Said> Get(Uri node, string path, string subject, CancellationToken cancel = default) => Send(node, HttpMethod.Get, path, subject, null, null, null, cancel);

    public async Task<Said> Send(Uri node, HttpMethod method, string path, string subject, object? body, string? key, Guid? requestId, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(method, new Uri(node, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.TokenFor(subject));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        // The same id again, so that a refusal told twice is the same to the letter.
        if (requestId is { } id) request.Headers.Add("X-Request-Id", id.ToString());
        using var answer = await _http.SendAsync(request, cancel);
        return new Said((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel), answer.Content.Headers.ContentType?.MediaType,
            answer.Headers.Contains("Idempotency-Replayed"), answer.Headers.RetryAfter?.ToString());
    }

    /// <summary>The connection was lost or refused, or the answer did not come in time. A socket's own error is one reset while it was being made.</summary>
    public static bool IsLost(Exception error) => error is HttpRequestException or TaskCanceledException or IOException or SocketException;

    public void Dispose() => _http.Dispose();
}
