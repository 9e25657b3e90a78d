using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Cli;

/// <summary>A running service, asked over HTTP as its users do.</summary>
internal static class ServiceAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Option<string?> Token() => new("--token") { Description = "访问令牌；缺省取 LEDGER_TOKEN（不会出现在进程列表里） / Access token; else LEDGER_TOKEN, which no list of processes shows." };

    public static HttpClient Client(Uri url, string? token)
    {
        var bearer = token ?? Environment.GetEnvironmentVariable("LEDGER_TOKEN") ?? throw new CannotException("请用 --token 或 LEDGER_TOKEN 给出访问令牌。 / Give an access token with --token or LEDGER_TOKEN.");
        var http = new HttpClient { BaseAddress = url, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return http;
    }

    /// <summary>With a slash at the end, so that a path in front of the service stays.</summary>
    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + '/', UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")) return address;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}：“{text}”不是网址 / '{text}' is no http or https address");
        return null;
    }

    /// <summary>An answer, or a problem as Ledger tells it.</summary>
    public static async Task<JsonElement> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            if (response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json" && await response.Content.ReadFromJsonAsync<JsonElement>(cancel) is { ValueKind: JsonValueKind.Object } told
                && (response.IsSuccessStatusCode || told.TryGetProperty("titleEn", out _))) return told;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new CannotException($"服务答复 {(int)response.StatusCode}，不是账本服务？ / The service answered {(int)response.StatusCode}: is it Ledger?");
    }

    public static int Refused(Screen screen, JsonElement problem)
    {
        screen.Error.WriteLine($"✗ {problem.GetProperty("title").GetString()}：{problem.GetProperty("detail").GetString()} {problem.GetProperty("advice").GetString()}");
        screen.Error.WriteLine($"  {problem.GetProperty("titleEn").GetString()}: {problem.GetProperty("detailEn").GetString()} {problem.GetProperty("adviceEn").GetString()}");
        if (problem.TryGetProperty("errors", out var errors))
            foreach (var error in errors.EnumerateArray()) screen.Error.WriteLine($"    {error.GetProperty("field").GetString()}  {error.GetProperty("message").GetString()} / {error.GetProperty("messageEn").GetString()}");
        return problem.GetProperty("status").GetInt32() is 401 or 404 or 503 ? LedgerCtl.CouldNot : LedgerCtl.Wrong;
    }
}
