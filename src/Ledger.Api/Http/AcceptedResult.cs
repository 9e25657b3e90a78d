using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Http;

/// <summary>The answer to a write: what the command says, and the journal number from which every read can be asked to stand.</summary>
internal sealed class AcceptedResult(object body, long number, DateTimeOffset recordedAt, bool replayed, bool dryRun, string? location) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var document = new JsonObject { ["journalNumber"] = number, ["recordedAt"] = JsonSerializer.SerializeToNode(recordedAt, ApiJson.Options) };
        if (dryRun) document["dryRun"] = true;
        foreach (var (name, value) in JsonSerializer.SerializeToNode(body, body.GetType(), ApiJson.Options)!.AsObject()) document[name] = value?.DeepClone();
        if (location is not null) http.Response.Headers.Location = location;
        if (replayed) http.Response.Headers["Idempotency-Replayed"] = "true";
        if (!dryRun) http.Response.Headers.ETag = $"\"{number}\"";
        http.Response.StatusCode = location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Options), http.RequestAborted);
    }
}
