using System.Net.Sockets;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Journal;
using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>Every answer has a request id; whatever breaks is told as a problem, with nothing leaked; empty error answers get their document.</summary>
internal sealed class Outermost(RequestDelegate next, StateUpgrades upgrades, StopNotice stop, ILogger<Outermost> log)
{
    public async Task Invoke(HttpContext http)
    {
        var request = RequestId.Of(http);
        if (stop.IsGiven) http.Response.Headers.Connection = "close";
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, ContentLength: null, ContentType: null } && Fallback(http) is { } problem) await new ProblemResult(problem).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            await new ProblemResult(wrong.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Problem(RequestProblems.TooLarge, new("请求体过大。", "The body is too large."))
                : new Problem(RequestProblems.Malformed, new("请求不完整或不合 HTTP 规范。", "The request is incomplete or not HTTP."))).ExecuteAsync(http);
        }
        catch (StateGenerationException) when (!http.Response.HasStarted)
        {
            upgrades.Call();
            await new ProblemResult(new Problem(RequestProblems.Unavailable, new("社区的状态属于另一版本的服务，正在整理或已升级。", "The community's state is of another version of the service: it is being filled, or was upgraded.")) { RetryAfter = TimeSpan.FromSeconds(1) }).ExecuteAsync(http);
        }
        catch (Exception error)
        {
            log.LogError(error, "Request {RequestId} {Method} {Route} failed", request, http.Request.Method, http.GetEndpoint()?.DisplayName);
            if (http.Response.HasStarted) throw;
            await new ProblemResult(DatabaseAway(error)
                ? new Problem(RequestProblems.Unavailable, new("数据库暂时不可用。", "The database is away.")) { RetryAfter = TimeSpan.FromSeconds(1) }
                : new Problem(RequestProblems.Broken, new($"请求编号 {request}。", $"Request {request}."))).ExecuteAsync(http);
        }
    }

    private static Problem? Fallback(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Problem(RequestProblems.NoSuchPage, new("没有这个地址。", "There is no such address.")),
        StatusCodes.Status405MethodNotAllowed => new Problem(RequestProblems.MethodNotAllowed, new("这个地址不支持该方法。", "The address does not take this method.")),
        StatusCodes.Status415UnsupportedMediaType => new Problem(RequestProblems.NotJson, new("这个地址不接受该内容类型。", "The address does not take this media type.")),
        _ => null,
    };

    /// <summary>A broken world, not a bug: the same request may go through in a moment. A server without room also tells of its own faults (class XX).</summary>
    public static bool DatabaseAway(Exception error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            if (BrokenWorld.Caused(inner) || inner is SocketException or PostgresException { SqlState: ['X', 'X', ..] }) return true;
        return false;
    }
}
