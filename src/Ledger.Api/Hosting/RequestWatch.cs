using System.Diagnostics;
using Ledger.Api.Http;
using Ledger.Api.Problems;

namespace Ledger.Api.Hosting;

/// <summary>
/// Names a request's span, and its line in the log, by the operation: an address holds ids, and whatever else somebody wrote
/// there. With neither asked for, which is the default, a request passes by.
/// </summary>
internal sealed class RequestWatch(RequestDelegate next, ILoggerFactory logs)
{
    /// <summary>A line per request at the level Debug: <c>Logging__LogLevel__Requests=Debug</c>.</summary>
    private const string Category = "Requests";

    private readonly ILogger _log = logs.CreateLogger(Category);

    public Task Invoke(HttpContext http) => Activity.Current is { IsAllDataRequested: true } || _log.IsEnabled(LogLevel.Debug) ? Watched(http) : next(http);

    private async Task Watched(HttpContext http)
    {
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            // Also of an answer that broke off half way: its span has the address too.
            Tell(http, startedAt);
        }
    }

    private void Tell(HttpContext http, long startedAt)
    {
        var (route, problem) = ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", (http.Items[typeof(Problem)] as Problem)?.Type.Slug);
        if (Activity.Current is { IsAllDataRequested: true } span) Name(span, http, route, problem);
        _log.LogDebug("{Method} {Route} {Status} {ElapsedMs} {Problem} {RequestId}", Method(http), route, http.Response.StatusCode, Math.Round(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, 1), problem, RequestId.Of(http));
    }

    private static void Name(Activity span, HttpContext http, string route, string? problem)
    {
        span.DisplayName = $"{Method(http)} {route}".TrimEnd();
        span.SetTag("http.request.method", Method(http)).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode).SetTag("ledger.request", RequestId.Of(http));
        // The standard's own tags for the address.
        span.SetTag("url.path", null).SetTag("url.query", null);
        if (problem is not null) span.SetTag("error.type", problem);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Anybody may send any word as method.</summary>
    private static string Method(HttpContext http) => http.Request.Method is var method && (HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method) || HttpMethods.IsPatch(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) ? method : "_OTHER";
}
