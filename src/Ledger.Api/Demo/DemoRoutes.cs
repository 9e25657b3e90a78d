using System.Text;
using System.Text.Encodings.Web;
using Ledger.Api.Http;
using Ledger.Api.Problems;

namespace Ledger.Api.Demo;

/// <summary>The demo's own sign-in. These routes exist only in the embedded demo, never where an authority or a database is configured.</summary>
internal static class DemoRoutes
{
    /// <param name="Community"><c>haian</c> or <c>baiheyuan</c>.</param>
    /// <param name="Persona">Such as <c>volunteer</c>.</param>
    public sealed record Request(string Community, string Persona);

    public sealed record Listing(IReadOnlyList<DemoPeople.Shown> People);

    public static void Map(WebApplication app)
    {
        app.MapGet("/demo", Page).ExcludeFromDescription();
        app.MapGet("/demo/sign-ins", async (DemoPeople people, CancellationToken cancel) => Results.Json(new Listing(await people.All(cancel)), ApiJson.Options)).ExcludeFromDescription();
        app.MapPost("/demo/sign-ins", SignIn).ExcludeFromDescription();
    }

    private static async Task<IResult> SignIn(HttpContext http, DemoPeople people)
    {
        var (body, fault) = await StrictBody.Read<Request>(http.Request, null, http.RequestAborted);
        if (fault is not null) return new ProblemResult(fault);
        http.Response.Headers.CacheControl = "no-store";
        return await people.SignIn(body!.Community, body.Persona, http.RequestAborted) is { } signedIn
            ? Results.Json(signedIn, ApiJson.Options)
            : new ProblemResult(StrictBody.Invalid([new("persona", "known-persona", new("演示里没有这个身份，见 GET /demo/sign-ins", "The demo has no such person, see GET /demo/sign-ins"))]));
    }

    private static async Task<IResult> Page(HttpContext http, DemoPeople people)
    {
        var shown = await people.All(http.RequestAborted);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";
        return Results.Content(Template.Value.Replace("<!--people-->", Sections(shown), StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private static string Sections(IReadOnlyList<DemoPeople.Shown> shown)
    {
        var html = new StringBuilder();
        foreach (var community in shown.GroupBy(one => (one.Community, one.CommunityName)))
        {
            html.Append($"<section><h2>{Safe(community.Key.CommunityName.Zh)} <small lang=en>{Safe(community.Key.CommunityName.En ?? "")}</small></h2><ul>");
            foreach (var one in community)
                html.Append($"<li><button data-community=\"{one.Community}\" data-persona=\"{one.Persona}\"><b>{Safe(one.Calling)}</b> <span>{Safe(one.Post.Zh)} <small lang=en>{Safe(one.Post.En ?? "")}</small></span><em>{Safe(one.What)}</em></button></li>");
            html.Append("</ul></section>");
        }
        return html.ToString();
    }

    private static string Safe(string text) => HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);

    private static readonly Lazy<string> Template = new(() =>
    {
        using var reader = new StreamReader(typeof(DemoRoutes).Assembly.GetManifestResourceStream("demo.html")!, Encoding.UTF8);
        return reader.ReadToEnd();
    });
}
