using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Entries;

/// <summary>The insert-only table of entries: the base of balances and rankings at any pair of dates.</summary>
public sealed class EntryRows : IProjection
{
    public const string Model = "entries";

    private static readonly Table<Entry> Rows = new("ledger.entry", ["number", "leg"],
        Column<Entry>.Long("number", row => row.Number), Column<Entry>.Int("leg", row => row.Index),
        Column<Entry>.Text("holder", row => row.Holder), Column<Entry>.Text("account", row => row.Leg.Account),
        Column<Entry>.Text("role", row => row.Role), Column<Entry>.Text("commodity", row => row.Leg.Commodity),
        Column<Entry>.Long("line", row => row.Line), Column<Entry>.Text("fact", row => row.Fact),
        Column<Entry>.Text("board", row => row.Leg.Lot?.Board.Value), Column<Entry>.Text("bucket", row => row.Leg.Lot?.Bucket.Value),
        Column<Entry>.Text("funding", row => row.Leg.Lot?.Funding.Value), Column<Entry>.Int("origin_year", row => row.Leg.Lot?.Year),
        Column<Entry>.Date("expires_on", row => row.Leg.Lot?.ExpiresOn), Column<Entry>.Text("terms", row => row.Leg.Lot?.Terms?.Value), Column<Entry>.Long("amount", row => row.Leg.Amount),
        Column<Entry>.Date("occurred_on", row => row.OccurredOn), Column<Entry>.Date("booked_on", row => row.BookedOn),
        Column<Entry>.Instant("recorded_at", row => row.RecordedAt),
        Column<Entry>.Uuid("act", row => row.About.Act?.Value), Column<Entry>.Uuid("redemption", row => row.About.Redemption?.Value),
        Column<Entry>.Uuid("refund", row => row.About.Refund?.Value), Column<Entry>.Uuid("merchant", row => row.About.Merchant?.Value),
        Column<Entry>.Uuid("offer", row => row.About.Offer?.Value), Column<Entry>.Text("act_type", row => row.About.ActType?.Value),
        Column<Entry>.Text("place_node", row => row.About.Place?.Node.Value), Column<Entry>.Text("place_path", row => PathOf(row.About.Place?.Path)),
        Column<Entry>.Text("belongs_node", row => row.About.Belonging?.Node?.Value), Column<Entry>.Text("belongs_path", row => PathOf(row.About.Belonging?.Path)),
        Column<Entry>.Uuid("household", row => row.About.Belonging?.Household?.Value), Column<Entry>.Text("evidence", row => row.About.EvidenceCode));

    private static readonly Table<Alias> Aliases = new("ledger.alias", ["holder", "number"],
        Column<Alias>.Text("holder", row => row.Holder), Column<Alias>.Long("number", row => row.Number), Column<Alias>.Text("survivor", row => row.Survivor));

    public string Name => Model;

    public int Version => 1;

    public FactsRead Facts => FactGroups.ValueAndMerges;

    public IReadOnlyList<string> Tables => [Rows.Name, Aliases.Name];

    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        await Rows.Insert(run, [.. FactGroups.Value.In<IPostedFact>(run).SelectMany(followed => EntryFold.Of(followed.Recorded, followed.Fact))], cancel);
        await Aliases.Insert(run, [.. FactGroups.Merges.In<PersonsMerged>(run).SelectMany(followed => Alias.Of(followed.Recorded, followed.Fact))], cancel);
    }

    public async Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel)
    {
        var gone = await Rows.Clear(tenant, generation, most, connection, cancel);
        return gone > 0 ? gone : await Aliases.Clear(tenant, generation, most, connection, cancel);
    }

    /// <summary>From the root down, joined by '/', which no code contains; empty is 未归属.</summary>
    private static string? PathOf(IReadOnlyList<Code>? path) => path is { Count: > 0 } ? string.Join('/', path) : null;
}
