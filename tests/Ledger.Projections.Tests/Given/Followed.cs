using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Following;
using Ledger.Journal.Schema;
using Ledger.Projections.Tables;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Projections.Tests.Given;

/// <summary>A database in which a book's events are followed by the read models, in runs of any length.</summary>
internal sealed class Followed : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private Followed(TestDatabase database) => _database = database;

    public NpgsqlDataSource Source => _database.DataSource;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>Follows all events of a book into generation 1.</summary>
    public static async Task<Followed> Of(Book book)
    {
        var followed = await Empty();
        await followed.Follow(book, 1, _ => 100);
        return followed;
    }

    public static async Task<Followed> Empty()
    {
        var database = await TestDatabase.Create();
        await JournalSchema.Apply(database.DataSource, CancellationToken.None);
        await ProjectionsSchema.Apply(database.DataSource, CancellationToken.None);
        return new Followed(database);
    }

    /// <summary>Applies events of a book from the checkpoint of the generation on and makes the generation the live one.</summary>
    public async Task Follow(Book book, int generation, Func<int, int> lengthOfRun, long after = 0)
    {
        await using var connection = await Source.OpenConnectionAsync();
        for (var (next, run) = ((int)after, 0); next < book.Events.Count; run++)
        {
            var events = book.Events.Skip(next).Take(lengthOfRun(run)).Select(Decoded).ToList();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var model in AllReadModels.List)
                await model.Apply(new ReadModelRun(book.Tenant, generation, events, connection, transaction), CancellationToken.None);
            await transaction.CommitAsync();
            next += events.Count;
        }
        foreach (var model in AllReadModels.List) await Stand(connection, book, model, generation);
    }

    /// <summary>A model's rows as JSON with their members in one order, sorted by key, the generation left out.</summary>
    public async Task<IReadOnlyList<string>> Rows(string tenant, string table, int generation)
    {
        await using var command = Source.CreateCommand($"SELECT (to_jsonb(t) - 'generation')::text FROM {table} t WHERE tenant_id = $1 AND generation = $2 ORDER BY t");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = generation });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static FollowedEvent Decoded(RecordedEvent recorded) => new(recorded, DomainJson.ReadFact(recorded.Type, recorded.Data));

    private static async Task Stand(NpgsqlConnection connection, Book book, IProjection model, int generation)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO ledger.read_model (tenant_id, model, version, generation, number) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, model) DO UPDATE SET generation = excluded.generation, number = excluded.number
            """, connection);
        foreach (var value in new object[] { book.Tenant, model.Name, model.Version, generation, book.Number })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
