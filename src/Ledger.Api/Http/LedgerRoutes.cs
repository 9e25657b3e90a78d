using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Books;
using Ledger.Api.Problems;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal.Following;
using Ledger.Journal.Proof;

namespace Ledger.Api.Http;

/// <summary>What OpenAPI is told of a route beside its body and answer.</summary>
/// <param name="Refusals">Problem types it can answer, in order of precedence.</param>
public sealed record RouteTold(string Summary, bool IsWrite, bool IsAnonymous, IReadOnlyList<Query> Queries, IReadOnlyList<ProblemType> Refusals, Type? Command, bool TakesIfMatch)
{
    /// <summary>Each once; the database may be away at any time.</summary>
    public IReadOnlyList<ProblemType> Refusals { get; } = [.. Refusals.Append(RequestProblems.Unavailable).Distinct()];
}

/// <summary>Maps the routes of a community: one line each, with the problems it can answer named on the line.</summary>
public sealed class LedgerRoutes(IEndpointRouteBuilder app)
{
    private static readonly Query[] None = [];

    public RouteHandlerBuilder Read<TAnswer>(string pattern, string summary, Func<Call, Task<IResult>> handle, Query[]? queries = null, params Type[] refusals) => Read<TAnswer>(pattern, summary, handle, queries, [], refusals);

    /// <param name="faults">Problems that no decision refuses with.</param>
    public RouteHandlerBuilder Read<TAnswer>(string pattern, string summary, Func<Call, Task<IResult>> handle, Query[]? queries, ProblemType[] faults, params Type[] refusals)
    {
        queries ??= None;
        return app.MapGet(Below(pattern), async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, queries, anonymous: false);
            if (problem is not null) return new ProblemResult(problem);
            var call = new Call(http, name, caller!);
            return await NotThatFar(call) ?? await Noted(call, await handle(call));
        }).Produces<TAnswer>().WithMetadata(new RouteTold(summary, false, false, queries, [.. Told(pattern, queries, refusals), .. faults], null, false));
    }

    /// <summary>A read that needs no sign-in.</summary>
    public RouteHandlerBuilder ReadByAnyone<TAnswer>(string pattern, string summary, Func<Call, Task<IResult>> handle, Query[] queries, params Type[] refusals) =>
        app.MapGet(Below(pattern), async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, queries, anonymous: true);
            return problem is not null ? new ProblemResult(problem) : await handle(new Call(http, name, caller!));
        }).Produces<TAnswer>().WithMetadata(new RouteTold(summary, false, true, queries, Told(pattern, queries, refusals), null, false));

    /// <summary>A question with a body, because what is asked must not stand in a log. Writes nothing, takes no key.</summary>
    public RouteHandlerBuilder Ask<TBody, TAnswer>(string pattern, string summary, Func<WriteCall<TBody>, Task<IResult>> handle, IValidator<TBody>? validator, params Type[] refusals) where TBody : class =>
        Ask<TBody, TAnswer>(pattern, summary, handle, validator, StatusCodes.Status200OK, [], refusals);

    /// <param name="status">202 where the answer comes later.</param>
    public RouteHandlerBuilder Ask<TBody, TAnswer>(string pattern, string summary, Func<WriteCall<TBody>, Task<IResult>> handle, IValidator<TBody>? validator, int status, ProblemType[] faults, params Type[] refusals) where TBody : class =>
        app.MapPost(Below(pattern), async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, None, anonymous: false);
            if (problem is not null) return new ProblemResult(problem);
            var (body, bodyFault) = await StrictBody.Read(http.Request, validator, http.RequestAborted);
            if (bodyFault is not null) return new ProblemResult(bodyFault);
            var call = new WriteCall<TBody>(http, name, caller!, body!, new Sending(name, caller!.Id, "", []), null);
            return await Noted(call, await handle(call));
        }).Accepts<TBody>("application/json").Produces<TAnswer>(status).WithMetadata(new RouteTold(summary, false, false, None, [.. Told(pattern, None, []), .. BodyRefusals, .. faults, .. refusals.Select(ProblemCatalogue.Of)], null, false));

    /// <summary>Ends work that is under way. The books know nothing of it, so it takes no key.</summary>
    public RouteHandlerBuilder Delete<TAnswer>(string pattern, string summary, Func<Call, Task<IResult>> handle, ProblemType[] faults, params Type[] refusals) =>
        app.MapDelete(Below(pattern), async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, None, anonymous: false);
            if (problem is not null) return new ProblemResult(problem);
            var call = new Call(http, name, caller!);
            return await Noted(call, await handle(call));
        }).Produces<TAnswer>().WithMetadata(new RouteTold(summary, false, false, None, [.. Told(pattern, None, refusals), .. faults], null, false));

    /// <summary>A file as body, read by the handler itself. It is staged, not booked: what identifies it is its content, so it takes no key.</summary>
    public RouteHandlerBuilder Upload<TAnswer>(string pattern, string summary, Func<Call, Task<IResult>> handle, string[] mediaTypes, ProblemType[] faults, params Type[] refusals) =>
        app.MapPost(Below(pattern), async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, None, anonymous: false);
            if (problem is not null) return new ProblemResult(problem);
            var call = new Call(http, name, caller!);
            return await Noted(call, await handle(call));
        }).Accepts<string>(mediaTypes[0], mediaTypes[1..]).Produces<TAnswer>().WithMetadata(new RouteTold(summary, false, false, None, [.. Told(pattern, None, []), RequestProblems.NotJson, RequestProblems.TooLarge, .. faults, .. refusals.Select(ProblemCatalogue.Of)], null, false));

    /// <summary>A file as answer, written while it is read.</summary>
    public RouteHandlerBuilder Download(string pattern, string mediaType, string summary, Func<Call, Task<IResult>> handle, Query[] queries, ProblemType[] faults, params Type[] refusals) =>
        app.MapGet(Below(pattern), async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, queries, anonymous: false);
            if (problem is not null) return new ProblemResult(problem);
            var call = new Call(http, name, caller!);
            return await Noted(call, await handle(call));
        }).Produces<string>(StatusCodes.Status200OK, mediaType).WithMetadata(new RouteTold(summary, false, false, queries, [.. Told(pattern, queries, refusals), .. faults], null, false));

    /// <summary>A write whose body has a <c>Validator</c>; every write takes an Idempotency-Key, and, unless it says otherwise, <c>dryRun</c>.</summary>
    public RouteHandlerBuilder Write<TBody, TAnswer>(string method, string pattern, string summary, Func<WriteCall<TBody>, Task<IResult>> handle, IValidator<TBody>? validator,
        Type command, bool dryRun = true, bool ifMatch = false, bool anonymous = false, ProblemType[]? faults = null, int mostBytes = StrictBody.MostBytes) where TBody : class
    {
        Query[] queries = dryRun ? [Query.DryRun] : None;
        return app.MapMethods(Below(pattern), [method], async (HttpContext http) =>
        {
            var (caller, name, problem) = await Gate.Enter(http, queries, anonymous);
            if (problem is not null) return new ProblemResult(problem);
            var isDry = http.Request.Query[Query.DryRun.Name] == "true";
            var key = http.Request.Headers["Idempotency-Key"].ToString();
            if (!isDry && KeyFault(key) is { } keyFault) return new ProblemResult(keyFault);
            var (expected, tagFault) = Gate.IfMatch(http.Request);
            if (tagFault is not null) return new ProblemResult(StrictBody.Invalid([tagFault]));
            var (body, bodyFault) = await StrictBody.Read(http.Request, validator, http.RequestAborted, mostBytes);
            if (bodyFault is not null) return new ProblemResult(bodyFault);
            var sending = new Sending(name, caller!.Id, isDry ? "dry-run" : key, Fingerprint(http, method, body!, expected))
            {
                Correlation = RequestId.Of(http),
                DryRun = isDry,
            };
            var call = new WriteCall<TBody>(http, name, caller, body!, sending, expected);
            return await Noted(call, await handle(call));
        }).Accepts<TBody>("application/json").Produces<TAnswer>(StatusCodes.Status200OK)
            .WithMetadata(new RouteTold(summary, true, anonymous, queries, [.. Told(pattern, queries, []), .. WriteRefusals, .. faults ?? [], .. RefusalsOf(command)], command, ifMatch));
    }

    private static string Below(string pattern) => pattern.Length == 0 ? "/v1/communities/{community}" : $"/v1/communities/{{community}}/{pattern}";

    private static readonly ProblemType[] BodyRefusals = [RequestProblems.NotJson, RequestProblems.TooLarge, RequestProblems.Malformed, RequestProblems.Invalid];

    private static readonly ProblemType[] WriteRefusals = [RequestProblems.KeyMissing, .. BodyRefusals, RequestProblems.KeyReused];

    public static IEnumerable<ProblemType> RefusalsOf(Type command) =>
        ((RefusesAttribute?)Attribute.GetCustomAttribute(command, typeof(RefusesAttribute)))?.Rejections.Select(ProblemCatalogue.Of) ?? [];

    /// <summary>An id that is no UUID is not found; a parameter nobody declared is refused.</summary>
    private static ProblemType[] Told(string pattern, Query[] queries, Type[] refusals) =>
    [
        RequestProblems.SignInNeeded,
        .. pattern.Contains('{') ? new[] { ProblemCatalogue.Of(typeof(NotFound)) } : [],
        RequestProblems.Invalid,
        RequestProblems.CommunityNotFound,
        .. queries.Contains(Query.AtLeast) ? new[] { RequestProblems.NotThatFar } : [],
        .. refusals.Select(ProblemCatalogue.Of),
    ];

    /// <summary>Rule 15: whoever is shown another's account is on record before he sees it. A refusal shows nothing.</summary>
    private static async Task<IResult> Noted(Call call, IResult answer)
    {
        if (answer is not ProblemResult && call.LooksDeclared is { } looks) await call.Service<AccessRecords.AccessRecords>().Note(call, looks);
        return answer;
    }

    private static async Task<IResult?> NotThatFar(Call call)
    {
        if (call.Number(Query.AtLeast.Name) is not { } number) return null;
        return await call.Service<Follower>().WaitFor(call.Community, number, TimeSpan.FromSeconds(2), call.Cancel)
            ? null
            : new ProblemResult(new Problem(RequestProblems.NotThatFar, new($"尚未更新到凭证号 {number}。", $"Not at journal number {number} yet.")) { Field = Query.AtLeast.Name, RetryAfter = TimeSpan.FromSeconds(1) });
    }

    private static Problem? KeyFault(string key)
    {
        if (key.Length == 0) return new Problem(RequestProblems.KeyMissing, new("请在请求头中给出 Idempotency-Key。", "Send the header Idempotency-Key.")) { Field = "Idempotency-Key" };
        return key.Length <= 200 && key.All(c => c is > ' ' and < (char)127)
            ? null
            : StrictBody.Invalid([new("Idempotency-Key", "length", new("须为 1 到 200 个可见的 ASCII 字符", "1 to 200 visible ASCII characters"))]);
    }

    /// <summary>Keyed, since the hash of a phone number can be guessed. Over the canonical body: other spacing is the same request.</summary>
    private static byte[] Fingerprint(HttpContext http, string method, object body, long? expected)
    {
        var head = Encoding.UTF8.GetBytes($"{method} {http.Request.Path} {expected}\n");
        return HMACSHA256.HashData(http.RequestServices.GetRequiredService<KeyFolder>().Installation, (byte[])[.. head, .. CanonicalJson.Of(DomainJson.Write(body))]);
    }
}
