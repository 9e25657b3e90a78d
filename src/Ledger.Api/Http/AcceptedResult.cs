using System.Buffers;
using System.Text.Json;

namespace Ledger.Api.Http;

/// <summary>The answer to a write: what the command says, and the journal number from which every read can be asked to stand.</summary>
internal sealed class AcceptedResult(object body, long number, DateTimeOffset recordedAt, bool replayed, bool dryRun, string? location) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        if (location is not null) http.Response.Headers.Location = location;
        if (replayed) http.Response.Headers["Idempotency-Replayed"] = "true";
        if (!dryRun) http.Response.Headers.ETag = $"\"{number}\"";
        http.Response.StatusCode = location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        http.Response.ContentType = "application/json; charset=utf-8";
        var document = Document();
        http.Response.ContentLength = document.Length;
        await http.Response.Body.WriteAsync(document, http.RequestAborted);
    }

    /// <summary>The body's members, behind those of every answer.</summary>
    private ReadOnlyMemory<byte> Document()
    {
        var document = new ArrayBufferWriter<byte>(512);
        using var said = JsonSerializer.SerializeToDocument(body, body.GetType(), ApiJson.Options);
        using var json = new Utf8JsonWriter(document, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteNumber("journalNumber", number);
        json.WritePropertyName("recordedAt");
        JsonSerializer.Serialize(json, recordedAt, ApiJson.Options);
        if (dryRun) json.WriteBoolean("dryRun", true);
        foreach (var member in said.RootElement.EnumerateObject()) member.WriteTo(json);
        json.WriteEndObject();
        json.Flush();
        return document.WrittenMemory;
    }
}
