using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Books;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Rulebooks;

namespace Ledger.Api.Problems;

/// <summary>Writes a problem as RFC 9457: Chinese first, English beside, the facts as members.</summary>
public sealed class ProblemResult(Problem problem, long? journalNumber = null) : IResult
{
    public Problem Problem => problem;

    public static ProblemResult KeyReused() =>
        new(new Problem(RequestProblems.KeyReused, new("同一幂等键先前用于不同的内容。", "The key came with other content before.")) { Field = "Idempotency-Key" });

    public static ProblemResult Away(TimeSpan retryAfter) =>
        new(new Problem(RequestProblems.Unavailable, new("请求没有办理，请稍后重试。", "Nothing is known to have happened; try again.")) { RetryAfter = retryAfter });

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = problem.Type.Status;
        if (RetryAfter() is { } wait) http.Response.Headers.RetryAfter = wait;
        if (problem.Type == RequestProblems.SignInNeeded) http.Response.Headers.WWWAuthenticate = "Bearer";
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        http.Response.Headers.ContentLanguage = "zh, en";
        http.Items[typeof(Problem)] = problem;
        http.RequestServices.GetRequiredService<ApiTelemetry>().Refused(problem.Type);
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Document(http), ApiJson.Options), http.RequestAborted);
    }

    /// <summary>A time for who guessed too often, seconds for who may try again.</summary>
    private string? RetryAfter() => problem switch
    {
        { Facts: TooManyWrongCodes { Until: var until } } => until.ToString("R", CultureInfo.InvariantCulture),
        { RetryAfter: { } wait } => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
        { Type.Status: StatusCodes.Status503ServiceUnavailable } => "1",
        _ => null,
    };

    /// <summary>Findings of a rulebook whose text is at hand are told with their lines.</summary>
    private IReadOnlyList<FieldFault> Faults(HttpContext http) =>
        problem.Facts is RulebookIsContradictory wrong && http.Items[typeof(RulebookText)] is RulebookText text ? [.. text.Tell(wrong.Findings).Select(FieldFault.Of)] : problem.Faults;

    private JsonObject Document(HttpContext http)
    {
        var document = new JsonObject
        {
            ["type"] = problem.Type.Uri,
            ["title"] = problem.Type.Title.Zh,
            ["titleEn"] = problem.Type.Title.En,
            ["status"] = problem.Type.Status,
            ["detail"] = problem.Detail.Zh,
            ["detailEn"] = problem.Detail.En,
            ["advice"] = problem.Type.Advice.Zh,
            ["adviceEn"] = problem.Type.Advice.En,
            ["instance"] = $"urn:uuid:{RequestId.Of(http)}",
        };
        if (problem.Field is { } field) document["field"] = field;
        if (journalNumber is { } number) document["journalNumber"] = number;
        if (Faults(http) is { Count: > 0 } faults)
            document["errors"] = new JsonArray([.. faults.Select(fault => new JsonObject
            {
                ["field"] = fault.Field,
                ["rule"] = fault.Rule,
                ["message"] = fault.Message.Zh,
                ["messageEn"] = fault.Message.En,
            })]);
        if (problem.Facts is { } facts)
            foreach (var fact in RejectionJson.Facts(facts).EnumerateObject())
                document.TryAdd(fact.Name, JsonNode.Parse(fact.Value.GetRawText()));
        return document;
    }
}
