using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Rulebooks;

namespace Ledger.Api.Rulebooks;

/// <summary>Says of a text, in JSON or in YAML, whether it could be published here. Nothing is written.</summary>
public static class CheckRulebookEndpoint
{
    public static readonly string[] MediaTypes = ["application/json", "application/yaml"];

    internal static readonly Role[] Checkers = [Role.Administrator, Role.Office, Role.CommitteeMember];

    /// <param name="Line">From 1, as is <paramref name="Column"/>, in characters; 0: the whole text.</param>
    public sealed record Found(long Line, long Column, string Pointer, Code Code, Severity Severity, string Message, string MessageEn, string? Suggestion)
    {
        internal static Found Of(Told told) =>
            new(told.Place.Line, told.Place.Column, told.Finding.Pointer, told.Finding.Code, told.Finding.Severity, told.Words.Zh, told.Words.En, told.Finding.Suggestion);
    }

    /// <param name="Hash">What it would be known by; absent where it cannot be read.</param>
    public sealed record Answer(long JournalNumber, bool CanBePublished, string? Hash, IReadOnlyList<Found> Findings);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(Surroundings.Needs);
        if (!call.By.Holds(look.Books, Checkers)) return call.Refuse(new NotAllowed(Checkers));
        var isYaml = call.Http.Request.ContentType?.StartsWith(MediaTypes[1], StringComparison.OrdinalIgnoreCase) == true;
        if (!isYaml && !call.Http.Request.HasJsonContentType()) return new ProblemResult(new Problem(RequestProblems.NotJson, new("请求体须为 application/json 或 application/yaml。", "The body must be application/json or application/yaml.")));
        if (await StrictBody.Bytes(call.Http.Request, DocumentJson.MostBytes, call.Cancel) is not { } bytes)
            return new ProblemResult(new Problem(RequestProblems.TooLarge, new($"细则最多 {DocumentJson.MostBytes} 字节。", $"A rulebook has at most {DocumentJson.MostBytes} bytes.")));
        var text = RulebookText.Read(bytes, isYaml);
        var told = text.Check(Surroundings.Of(look.Books, call.Community, hasDecision: true) with { Today = look.Books.Today });
        return call.Ok(new Answer(look.Number, told.All(one => one.Finding.Severity != Severity.Error), text.Document is { } document ? PublishRulebookEndpoint.HashOf(document) : null, [.. told.Select(Found.Of)]));
    }
}
