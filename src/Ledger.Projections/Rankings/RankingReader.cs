using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Rankings;

/// <summary>Rankings and roll-ups of any period, straight from entries: nothing is summed before it is asked for, so any number can be asked about.</summary>
public sealed class RankingReader(NpgsqlDataSource source)
{
    /// <summary>未归属: a node like any other in a roll-up.</summary>
    public const string Unattached = "unattached";

    private readonly LiveQuery _entries = new(source, EntryRows.Model);

    /// <param name="after">The last position the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<Ranking> Rank(string tenant, RankingQuestion question, long after, int most, CancellationToken cancel)
    {
        var rows = await _entries.Read(tenant, $"""
            WITH ranked AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY t.amount DESC, t.last_number, t.subject) AS at, rank() OVER (ORDER BY t.amount DESC) AS rank,
                    t.subject, t.amount, t.last_number
                FROM (SELECT {SubjectOf(question)} COLLATE "C" AS subject, -sum(e.amount)::bigint AS amount, max(e.number) FILTER (WHERE e.role = '{AccountName.Issued}') AS last_number {Earned(question)} GROUP BY 1) t
                WHERE t.amount <> 0)
            SELECT 0 AS at, 0 AS rank, '' AS subject, coalesce(sum(r.amount), 0)::bigint AS amount, count(*) AS last_number FROM ranked r
            UNION ALL
            SELECT r.at, r.rank, r.subject, r.amount, r.last_number FROM ranked r WHERE r.at > $10 AND r.at <= $10::bigint + $11
            """, [.. Parameters(question), after, Paging.Checked(most)],
            row => new Ranked(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)), cancel);
        var all = rows.Rows.FirstOrDefault();
        return new Ranking(rows.Number, rows.Cut(question.KnownOn), question, all?.Amount ?? 0, all?.LastNumber ?? 0, [.. rows.Rows.Skip(1)]);
    }

    /// <summary>Every node of the question's side, with what lies below it; adds up to the community, 未归属 included.</summary>
    public async Task<RollUp> RollUp(string tenant, RankingQuestion question, CancellationToken cancel)
    {
        var rows = await _entries.Read(tenant, $"""
            SELECT row_number() OVER (ORDER BY t.path) AS at, t.path, t.amount
            FROM (SELECT coalesce({PathOf(question)}, '') AS path, -sum(e.amount)::bigint AS amount {Earned(question)} GROUP BY 1) t
            """, Parameters(question), row => KeyValuePair.Create(row.GetString(1), row.GetInt64(2)), cancel);
        return new RollUp(rows.Number, rows.Cut(question.KnownOn), question, rows.Rows.Sum(node => node.Value), RollUpFold.Of(rows.Rows));
    }

    private static string PathOf(RankingQuestion question) => question.Side == GridSide.WhereItHappened ? "e.place_path" : "e.belongs_path";

    private static string SubjectOf(RankingQuestion question) => question.Subject switch
    {
        RankedSubject.Person => "coalesce(m.survivor, e.holder)",
        RankedSubject.Household => "coalesce('household:' || e.household, m.survivor, e.holder)",
        _ => $"coalesce('node:' || (string_to_array({PathOf(question)}, '/'))[least($9, cardinality(string_to_array({PathOf(question)}, '/')))], '{Unattached}')",
    };

    private static string Earned(RankingQuestion question) => $"""
        FROM ledger.entry e
            LEFT JOIN (SELECT DISTINCT ON (a.holder) a.holder, a.survivor FROM ledger.alias a
                WHERE a.tenant_id = $1 AND a.generation = live.generation AND a.number <= {LiveQuery.KnownOn("$6")} ORDER BY a.holder, a.number DESC) m ON m.holder = e.holder
        WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.role IN ('{AccountName.Issued}', '{AccountName.ClawedBack}') AND e.commodity = $3
            AND e.occurred_on >= $4 AND e.occurred_on <= $5 AND e.number <= {LiveQuery.KnownOn("$6")}
            AND ($7::text IS NULL OR e.board = $7) AND ($8::text IS NULL OR $8 = ANY(string_to_array({PathOf(question)}, '/'))) AND $9::int > 0
        """;

    private static object?[] Parameters(RankingQuestion question) => question.Level < 1
        ? throw new ArgumentOutOfRangeException(nameof(question), question.Level, "Levels count from 1, the root.")
        : [question.Commodity, question.From, question.To, question.KnownOn, question.Board?.Value, question.Within?.Value, question.Level];
}
