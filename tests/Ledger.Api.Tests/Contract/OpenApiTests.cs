using System.Text;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Api.Tests.Support;
using Ledger.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Api.Tests.Contract;

/// <summary>The OpenAPI document tells what the service does. Every answer any test gets is held against it besides, see ToldTruth.</summary>
[Collection(SharedApi.Name)]
public sealed class OpenApiTests(TestApi api)
{
    /// <summary>Told by no operation under /v1, and why.</summary>
    private static readonly Dictionary<string, string> ToldElsewhere = new()
    {
        ["no-such-page"] = "there is no operation at such an address",
        ["method-not-allowed"] = "there is no operation by such a method",
        ["internal-error"] = "a bug, never promised",
        ["hold-is-not-over"] = "only the scheduler asks for it",
    };

    [Fact]
    public async Task Every_route_is_in_the_document_and_nothing_else()
    {
        var told = (await api.Node.Told.Document()).Operations.Select(operation => operation.Name).Order().ToList();
        var routes = Routes(api).Select(route => route.Name).Order().ToList();
        Assert.Equal(routes, told);
        Assert.True(routes.Count > 30);
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_a_summary_in_both_languages_and_an_answer()
    {
        var operations = (await api.Node.Told.Document()).Operations;
        Assert.Equal(operations.Count, operations.Select(operation => operation.Told.GetProperty("operationId").GetString()).Distinct().Count());
        foreach (var operation in operations)
        {
            var summary = operation.Told.GetProperty("summary").GetString()!;
            Assert.True(summary.Any(char.IsAsciiLetter) && summary.Any(c => c is >= '\u4e00' and <= '\u9fff'), $"{operation.Name}: {summary}");
            Assert.True(operation.Told.GetProperty("responses").EnumerateObject().Any(answer => answer.Name is "200" or "202"), operation.Name);
        }
    }

    /// <summary>What may stand against an example is what it names, never how it is written.</summary>
    [Fact]
    public async Task Every_body_has_an_example_that_can_be_sent_as_it_is()
    {
        var town = await api.OpenTown();
        foreach (var operation in (await api.Node.Told.Document()).Operations.Where(operation => operation.Told.TryGetProperty("requestBody", out _)))
        {
            var (media, body) = operation.Told.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => (content.Name, content.Value)).First();
            // A body without members is written without an example.
            var text = !body.TryGetProperty("example", out var example) ? "{}" : example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
            var path = Callers.PathOf(operation.Template, town, _ => Guid.NewGuid().ToString());
            var reply = await town.Administrator.Calls.Send(new HttpMethod(operation.Method), path, new StringContent(text, Encoding.UTF8, media), ApiClient.NewKey());
            Assert.True(reply.Status != 400 && !reply.ToString().Contains("/problems/invalid-request"), $"{operation.Name}: {reply}");
        }
    }

    [Fact]
    public async Task Every_problem_type_is_whole_and_can_be_met()
    {
        var operations = (await api.Node.Told.Document()).Operations;
        Assert.Equal(ProblemCatalogue.All.Count(), ProblemCatalogue.All.Select(type => type.Slug).Distinct().Count());
        foreach (var type in ProblemCatalogue.All)
        {
            foreach (var words in new[] { type.Title, type.Advice })
            {
                Assert.True(words.Zh.Any(c => c is >= '\u4e00' and <= '\u9fff'), $"{type.Slug}: {words.Zh}");
                Assert.True(words.En.Any(char.IsAsciiLetter), $"{type.Slug}: {words.En}");
            }
            Assert.InRange(type.Status, 400, 599);
            Assert.True(ToldElsewhere.ContainsKey(type.Slug) || operations.Any(operation => operation.Declares(type.Status, type.Slug)), $"No operation tells of {type.Slug}.");
        }
    }

    [Fact]
    public void Every_refusal_of_the_domain_has_a_problem_type()
    {
        var refusals = typeof(Rejection).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rejection)) && !type.IsAbstract).ToList();
        Assert.True(refusals.Count > 40);
        Assert.DoesNotContain(refusals, refusal => !ProblemCatalogue.Knows(refusal));
    }

    [Fact]
    public void Every_command_lists_what_it_refuses()
    {
        foreach (var (_, told) in Routes(api).Where(route => route.Told.IsWrite)) Assert.NotEmpty(LedgerRoutes.RefusalsOf(told.Command!));
    }

    /// <summary>The routes under /v1 as the application maps them.</summary>
    internal static IEnumerable<(string Name, RouteTold Told)> Routes(TestApi api) => Endpoints(api).Select(route => (route.Name, route.Endpoint.Metadata.GetMetadata<RouteTold>()!));

    internal static IEnumerable<(string Name, RouteEndpoint Endpoint)> Endpoints(TestApi api) => api.Node.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.StartsWith("/v1/communities", StringComparison.Ordinal))
        .Select(route => ($"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} {route.RoutePattern.RawText}", route));
}
