using System.Text.Json;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Tests.Support;
using Ledger.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Api.Tests.Contract;

/// <summary>
/// An operation that could show somebody's account declares whose, or why it shows none: found by the types of the answers, so
/// that a new one is found too. What is declared is held against what is answered by <see cref="Recorded"/>.
/// </summary>
[Collection(SharedApi.Name)]
public sealed class LooksTests(TestApi api)
{
    private sealed record OfSomebody(long JournalNumber, IReadOnlyList<OfSomebody.Line> Lines)
    {
        public sealed record Line(long Amount, PersonId? Person);
    }

    private sealed record OfNobody(long JournalNumber, MerchantId Merchant, IReadOnlyList<Title> Titles);

    private sealed record OfAnything(JsonElement Data);

    [Theory]
    [InlineData("persons/{person}/x", typeof(OfNobody), true)]
    [InlineData("x", typeof(OfSomebody), true)]
    [InlineData("x", typeof(OfAnything), true)]
    [InlineData("x.csv", typeof(string), true)]
    [InlineData("merchants/{merchant}", typeof(OfNobody), false)]
    public void What_could_show_an_account_is_told_by_address_and_answer(string pattern, Type answer, bool could) => Assert.Equal(could, CouldShow(pattern, answer));

    [Fact]
    public void Every_operation_that_could_show_an_account_declares_whose()
    {
        var silent = OpenApiTests.Endpoints(api).Where(route => !route.Endpoint.Metadata.GetMetadata<RouteTold>()!.IsWrite)
            .Where(route => CouldShow(route.Endpoint.RoutePattern.RawText!, AnswerOf(route.Endpoint)) && route.Endpoint.Metadata.GetMetadata<Looks>() is null).Select(route => route.Name).ToList();
        Assert.True(silent.Count == 0, $"Say whose account is shown, with LooksAt or ShowsNoAccount: {string.Join(", ", silent)}");
    }

    [Fact]
    public void Who_shows_no_account_says_why_and_the_person_is_in_the_address()
    {
        foreach (var (name, route) in OpenApiTests.Endpoints(api))
            if (route.Metadata.GetMetadata<Looks>() is { } looks)
            {
                Assert.True(looks.At == LookedAt.Nobody == !string.IsNullOrWhiteSpace(looks.Why), name);
                Assert.True(looks.At != LookedAt.ThePerson || name.Contains("{person}", StringComparison.Ordinal), name);
            }
    }

    private static Type AnswerOf(RouteEndpoint route) => route.Metadata.OfType<IProducesResponseTypeMetadata>().First(told => told.StatusCode is StatusCodes.Status200OK or StatusCodes.Status202Accepted).Type!;

    private static bool CouldShow(string pattern, Type answer) => pattern.Contains("{person}", StringComparison.Ordinal) || answer == typeof(string) || NamesPeople(answer, []);

    private static bool NamesPeople(Type type, HashSet<Type> seen)
    {
        if (type == typeof(PersonId) || type == typeof(JsonElement)) return true;
        if (!seen.Add(type)) return false;
        if (type.HasElementType) return NamesPeople(type.GetElementType()!, seen);
        if (type.GetGenericArguments().Any(part => NamesPeople(part, seen))) return true;
        return type.Namespace?.StartsWith("Ledger", StringComparison.Ordinal) == true && type.GetProperties().Any(member => NamesPeople(member.PropertyType, seen));
    }
}
