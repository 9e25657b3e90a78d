using System.Globalization;
using System.Text.Json;

namespace Ledger.Api.Tests.Support;

/// <summary>An answer, read whole.</summary>
public sealed class Reply
{
    private Reply(HttpResponseMessage response, string text)
    {
        Status = (int)response.StatusCode;
        Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Request = $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery}";
        Text = text;
        MediaType = response.Content.Headers.ContentType?.MediaType;
        Json = MediaType is "application/json" or "application/problem+json" ? JsonDocument.Parse(text).RootElement : default;
    }

    public int Status { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Request { get; }

    public string Text { get; }

    public string? MediaType { get; }

    public JsonElement Json { get; }

    public string? ETag => Headers.GetValueOrDefault("ETag");

    public string? Location => Headers.GetValueOrDefault("Location");

    public bool IsReplayed => Headers.GetValueOrDefault("Idempotency-Replayed") == "true";

    /// <summary>The journal number (凭证号) every answer carries.</summary>
    public long Number => Long("journalNumber");

    /// <summary>The slug of the problem type; null when this is none.</summary>
    public string? Problem => MediaType == "application/problem+json" ? Json.GetProperty("type").GetString()!["/problems/".Length..] : null;

    internal static async Task<Reply> Read(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());

    /// <summary>Fails unless the request was accepted.</summary>
    public Reply Ok(int? status = null)
    {
        Assert.True(status is { } wanted ? Status == wanted : Status is 200 or 201, $"{this}");
        return this;
    }

    /// <summary>Fails unless this is exactly this problem, whole and in both languages.</summary>
    public Reply Refused(string slug, string? field = null, string? rule = null)
    {
        Assert.True(Problem == slug, $"{slug} was expected. {this}");
        WholeProblem.Check(this);
        if (rule is not null) Assert.Contains(Errors, error => error.Rule == rule && (field is null || error.Field == field));
        else if (field is not null) Assert.Equal(field, Says("field"));
        return this;
    }

    public IEnumerable<(string Field, string Rule)> Errors => Json.TryGetProperty("errors", out var errors)
        ? errors.EnumerateArray().Select(error => (error.GetProperty("field").GetString()!, error.GetProperty("rule").GetString()!))
        : [];

    /// <summary>A member by its path, such as <c>lines.0.balance</c>.</summary>
    public JsonElement At(string path)
    {
        var element = Json;
        foreach (var part in path.Split('.'))
        {
            if (element.ValueKind == JsonValueKind.Array) element = element[int.Parse(part, CultureInfo.InvariantCulture)];
            else Assert.True(element.TryGetProperty(part, out element), $"No member {path}. {this}");
        }
        return element;
    }

    public bool Has(string member) => Json.TryGetProperty(member, out _);

    public string Says(string path) => At(path).GetString()!;

    public long Long(string path) => At(path).GetInt64();

    public int Count(string path) => At(path).GetArrayLength();

    public override string ToString() => $"{Request} answered {Status}: {(Text.Length > 2000 ? Text[..2000] : Text)}";
}
