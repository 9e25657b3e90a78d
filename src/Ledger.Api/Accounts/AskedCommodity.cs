using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Accounts;

/// <summary>In which commodity an account is looked at: the first of the rulebook unless told.</summary>
internal static class AskedCommodity
{
    public static string In(Call call) => call.Text("commodity") ?? Commodity.Points;

    /// <summary>A fault where no version of the rulebook, past or to come, has such a commodity.</summary>
    public static async Task<(string Commodity, IResult? Fault)> Of(Call call)
    {
        var asked = In(call);
        if (asked is Commodity.Points or Commodity.Minutes) return (asked, null);
        var versions = RulebookVersions.Of((await call.Look(needs => needs.Row<RulebookVersions>(""))).Books).Versions;
        var books = (await call.Look(needs => versions.Aggregate(needs, (more, version) => more.Row<Rulebook>(Rulebook.Key(version.Version))))).Books;
        var isKnown = versions.Any(version => books.Find<Rulebook>(Rulebook.Key(version.Version))?.Document.Commodities.Any(one => one.Code == asked) == true);
        return (asked, isKnown ? null : new ProblemResult(StrictBody.Invalid([new("commodity", "known-commodity", new("细则里没有这种积分", "No version of the rulebook has such a commodity"))])));
    }
}
