using System.Text.RegularExpressions;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>The operations as the document tells them, and addresses of things that are really there.</summary>
internal static partial class Callers
{
    /// <summary>Operations with a JSON body; one that takes files of other forms too says what is wrong with them in its answer.</summary>
    public static async Task<IReadOnlyList<OpenApiTold.Operation>> Writes(TestApi api) =>
        [.. (await api.Node.Told.Document()).Operations.Where(operation => operation.Told.TryGetProperty("requestBody", out var body) && body.GetProperty("content").EnumerateObject().All(type => type.Name == "application/json"))];

    /// <summary>The operation's address in a town; what cannot be known beforehand is a fresh id.</summary>
    public static string PathOf(OpenApiTold.Operation operation, Town town) => PathOf(operation.Template, town, name => Guid.NewGuid().ToString());

    public static string PathOf(string template, Town town, Func<string, string> idOf) => Parameter().Replace(template, parameter => parameter.Groups[1].Value switch
    {
        "community" => town.Code,
        "person" => town.Volunteer.Id.ToString(),
        "merchant" => town.Merchant.ToString(),
        "terminal" => town.TerminalId.ToString(),
        "offer" => town.Offer.ToString(),
        "version" => "v1",
        "rank" => "stars",
        "period" => "2026-04",
        "month" => $"{town.Api.Clock.Today:yyyy-MM}",
        var other => idOf(other),
    });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
