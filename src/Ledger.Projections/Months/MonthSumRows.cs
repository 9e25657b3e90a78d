using Ledger.Domain.Accounts;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Months;

/// <summary>The sums behind the months' tables. Rows are by origin, role and expiry date: some hundreds a month, however many entries.</summary>
public sealed class MonthSumRows : IProjection
{
    public const string Model = "month-sums";

    private static readonly Table<(BookedKey Of, long Amount)> Rows = new("ledger.month_sum", ["month", "commodity", "role", "party", "holder", "board", "year", "expires_on"],
        Column<(BookedKey Of, long Amount)>.Date("month", row => row.Of.Month.FirstDay), Column<(BookedKey Of, long Amount)>.Text("commodity", row => row.Of.Key.Commodity),
        Column<(BookedKey Of, long Amount)>.Text("role", row => row.Of.Key.Role), Column<(BookedKey Of, long Amount)>.Text("party", row => row.Of.Key.Party),
        Column<(BookedKey Of, long Amount)>.Text("holder", row => row.Of.Key.Holder), Column<(BookedKey Of, long Amount)>.Text("board", row => row.Of.Key.Board),
        Column<(BookedKey Of, long Amount)>.Int("year", row => row.Of.Key.Year), Column<(BookedKey Of, long Amount)>.Date("expires_on", row => row.Of.ExpiresOn),
        Column<(BookedKey Of, long Amount)>.Long("amount", row => row.Amount));

    public string Name => Model;

    public int Version => 1;

    public FactsRead Facts => FactGroups.Value;

    public IReadOnlyList<string> Tables => [Rows.Name];

    /// <summary>Legs that come to nothing leave their row too, so that the rows there are do not depend on where a run was cut.</summary>
    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        var sums = Facts.In<IPostedFact>(run).SelectMany(followed => BookedKey.Of(followed.Fact)).GroupBy(leg => leg.Of, leg => leg.Amount);
        await Rows.Merge(run, [.. sums.Select(sum => (sum.Key, sum.Sum()))], "amount = t.amount + excluded.amount", cancel);
    }

    public Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel) => Rows.Clear(tenant, generation, most, connection, cancel);
}
