using Ledger.Domain.Accounts;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.BooksCheck;

/// <summary>The small tables behind the books check at the current number.</summary>
public sealed class BooksTotalRows : IProjection
{
    public const string Model = "books-check";

    private static readonly Table<(TotalKey Key, long Amount)> Totals = new("ledger.books_total", ["commodity", "role", "board", "year"],
        Column<(TotalKey Key, long Amount)>.Text("commodity", row => row.Key.Commodity), Column<(TotalKey Key, long Amount)>.Text("role", row => row.Key.Role),
        Column<(TotalKey Key, long Amount)>.Text("board", row => row.Key.Board), Column<(TotalKey Key, long Amount)>.Int("year", row => row.Key.Year),
        Column<(TotalKey Key, long Amount)>.Long("amount", row => row.Amount));

    private static readonly Table<UnbalancedFact> Unbalanced = new("ledger.books_unbalanced", ["number", "commodity", "board", "year"],
        Column<UnbalancedFact>.Long("number", row => row.Number), Column<UnbalancedFact>.Text("commodity", row => row.Commodity),
        Column<UnbalancedFact>.Text("board", row => row.Board?.Value ?? ""), Column<UnbalancedFact>.Int("year", row => row.Year ?? 0),
        Column<UnbalancedFact>.Text("fact", row => row.Fact), Column<UnbalancedFact>.Long("amount", row => row.Amount));

    public string Name => Model;

    public int Version => 1;

    public FactsRead Facts => FactGroups.Value;

    public IReadOnlyList<string> Tables => [Totals.Name, Unbalanced.Name];

    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        var fold = new TotalsFold();
        foreach (var (recorded, fact) in Facts.In<IPostedFact>(run)) fold.Add(recorded, fact);
        await Totals.Merge(run, fold.Totals, "amount = t.amount + excluded.amount", cancel);
        await Unbalanced.Insert(run, fold.Unbalanced, cancel);
    }

    public async Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel)
    {
        var gone = await Totals.Clear(tenant, generation, most, connection, cancel);
        return gone > 0 ? gone : await Unbalanced.Clear(tenant, generation, most, connection, cancel);
    }
}
