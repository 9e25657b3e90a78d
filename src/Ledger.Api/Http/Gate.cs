using System.Globalization;
using Ledger.Api.Problems;
using Ledger.Api.SignIn;
using Ledger.Domain;
using Ledger.Journal;

namespace Ledger.Api.Http;

/// <summary>What every request passes before its handler: sign-in, community, route and query values.</summary>
public static class Gate
{
    /// <summary>Route values that are codes or words; a month is a month, a number a journal number, all others are UUIDs.</summary>
    private static readonly HashSet<string> Words = ["community", "node", "version", "role", "rank", "period"];

    public static readonly Words NoToken = new("没有访问令牌，或令牌无效、已过期。", "There is no token, or it is not valid or expired.");

    public static async Task<(Caller? Caller, string Community, Problem? Problem)> Enter(HttpContext http, IReadOnlyList<Query> queries, bool anonymous)
    {
        var community = (string)http.Request.RouteValues["community"]!;
        if (!anonymous && http.User.Identity?.IsAuthenticated != true)
            return (null, community, new Problem(RequestProblems.SignInNeeded, NoToken));
        if (!Code.IsCode(community)) return (null, community, NoCommunity(community));
        if (RouteFault(http) is { } wrongRoute) return (null, community, wrongRoute);
        if (QueryFaults(http, queries) is { Count: > 0 } faults) return (null, community, StrictBody.Invalid(faults));
        var caller = anonymous ? new Caller(Actor.Nobody, "nobody") : await http.RequestServices.GetRequiredService<Callers>().Find(community, http.User, http.RequestAborted);
        return caller is null || !await Exists(http, community, caller) ? (null, community, NoCommunity(community)) : (caller, community, null);
    }

    /// <summary>Whom the books know, knows that they exist; others are told before anything is made for a community that does not, unless they open it.</summary>
    private static async Task<bool> Exists(HttpContext http, string community, Caller caller) =>
        caller.Actor is { Person: not null } or { Terminal: not null } || (HttpMethods.IsPut(http.Request.Method) && http.Request.RouteValues.Count == 1)
        || await http.RequestServices.GetRequiredService<IJournalReader>().Head(community, http.RequestAborted) is not null;

    public static Problem NoCommunity(string community) =>
        new(RequestProblems.CommunityNotFound, new($"没有社区“{community}”，或您与它无关。", $"There is no community '{community}', or you have nothing to do with it.")) { Field = "community" };

    /// <summary>The journal number in If-Match; a tag of another form is a fault.</summary>
    public static (long? Expected, FieldFault? Fault) IfMatch(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*") return (null, null);
        return text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, null)
            : (null, new("If-Match", "etag", new("须为此前得到的 ETag", "An ETag as it was given")));
    }

    private static Problem? RouteFault(HttpContext http)
    {
        foreach (var (name, value) in http.Request.RouteValues)
        {
            var text = value as string ?? "";
            var fits = Words.Contains(name) ? Code.IsCode(text) : name == "month" ? Month.TryParse(text, out _) : name == "number" ? Query.TryNumber(text, 1, long.MaxValue, out _) : Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty;
            if (!fits) return ProblemCatalogue.Tell(new NotFound(name, text.Length > 100 ? text[..100] : text));
        }
        return null;
    }

    private static List<FieldFault> QueryFaults(HttpContext http, IReadOnlyList<Query> queries)
    {
        var faults = new List<FieldFault>();
        foreach (var (name, value) in http.Request.Query)
            if (!queries.Any(query => query.Name == name)) faults.Add(new(name, "unknown-member", new("没有这一项", "There is no such parameter")));
            else if (value.Count > 1) faults.Add(new(name, "repeated-member", new("这一项重复出现", "This parameter is repeated")));
        foreach (var query in queries)
            if (query.FaultOf(http.Request.Query[query.Name].ToString()) is { } fault) faults.Add(fault);
        return faults;
    }
}
