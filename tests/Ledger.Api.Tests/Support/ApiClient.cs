using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Api.Tests.Support;

/// <summary>Somebody who calls the API. Every write gets a fresh Idempotency-Key unless one is given.</summary>
public sealed class ApiClient(Node node, string? token)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Token => token;

    public Node Node => node;

    /// <summary>The same caller at another node.</summary>
    public ApiClient At(Node other) => new(other, token);

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Reply> Post(string path, object body, string? key = null, string? ifMatch = null, Guid? requestId = null) =>
        Send(HttpMethod.Post, path, Text(body), key ?? NewKey(), ifMatch, requestId);

    public Task<Reply> Put(string path, object body, string? key = null, string? ifMatch = null) => Send(HttpMethod.Put, path, Text(body), key ?? NewKey(), ifMatch);

    /// <summary>A dry run: decides and answers, writes nothing, takes no key.</summary>
    public Task<Reply> Try(string path, object body) => Send(HttpMethod.Post, $"{path}?dryRun=true", Text(body));

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public static string Text(object body) => body as string ?? JsonSerializer.Serialize(body, Json);

    public Task<Reply> Send(HttpMethod method, string path, string? body = null, string? key = null, string? ifMatch = null, Guid? requestId = null)
    {
        var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (content is not null) content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Send(method, path, content, key, ifMatch, requestId);
    }

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, string? key = null, string? ifMatch = null, Guid? requestId = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Address, path)) { Content = content };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        else if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (requestId is { } id) request.Headers.Add("X-Request-Id", id.ToString());
        return await node.Told.Send(request);
    }
}
