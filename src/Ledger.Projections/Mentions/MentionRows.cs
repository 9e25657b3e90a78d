using Ledger.Domain;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Mentions;

/// <summary>An event outside somebody's own stream that names him.</summary>
public sealed record Mention(PersonId Person, long Number);

/// <summary>Where people are named beside their own streams: what their own copies are read by.</summary>
public sealed class MentionRows : IProjection
{
    public const string Model = "mentions";

    private static readonly Table<Mention> Rows = new("ledger.mention", ["person", "number"],
        Column<Mention>.Uuid("person", row => row.Person.Value), Column<Mention>.Long("number", row => row.Number));

    public string Name => Model;

    public int Version => 1;

    public FactsRead Facts => FactGroups.All;

    public IReadOnlyList<string> Tables => [Rows.Name];

    public Task Apply(ReadModelRun run, CancellationToken cancel) => Rows.Insert(run,
        [.. Facts.In<IFact>(run).SelectMany(followed => PeopleNamed.In(followed.Fact).Distinct()
            .Where(person => followed.Recorded.Stream != Domain.Stream.Person(person).Id).Select(person => new Mention(person, followed.Recorded.Number)))], cancel);

    public Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel) => Rows.Clear(tenant, generation, most, connection, cancel);
}

/// <summary>Reads where somebody is named.</summary>
public sealed class MentionReader(NpgsqlDataSource source)
{
    private readonly LiveQuery _mentions = new(source, MentionRows.Model);

    /// <param name="after">The last journal number the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<IReadOnlyList<long>> Of(string tenant, PersonId person, long after, int most, CancellationToken cancel) => (await _mentions.Read(tenant, """
        SELECT m.number AS at FROM ledger.mention m
        WHERE m.tenant_id = $1 AND m.generation = live.generation AND m.person = $3 AND m.number > $4 ORDER BY m.number LIMIT $5
        """, [person.Value, after, Paging.Checked(most)], row => row.GetInt64(0), cancel)).Rows;
}
