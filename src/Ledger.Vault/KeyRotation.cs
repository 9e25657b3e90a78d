using Ledger.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Vault;

/// <summary>
/// New keys for the people of a community, while the service runs (ADR 0012). First every person gets a next key, under which
/// whatever is sealed from then on lies; then what was sealed before is sealed again, some people at a time behind the head
/// lock; then the next key takes the place of the old one, which is gone. Killed anywhere it is simply run again: until a
/// person's texts are all under the next key both keys are there, and both are tried.
/// </summary>
public sealed class KeyRotation(NpgsqlDataSource source, KeyFolder keys)
{
    /// <summary>Longer than any command waits: what was sealed under an old key before the rotation is in the table afterwards, or nowhere.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private const int PeopleAtOnce = 100;

    /// <summary>For tests: called when texts are sealed again and the next keys are not in place.</summary>
    public Action? BeforePromotion { get; init; }

    /// <summary>Answers how many people have new keys.</summary>
    public async Task<int> Run(string community, TimeSpan grace, IProgress<(long Done, long Total)>? progress, CancellationToken cancel)
    {
        var people = (await People(community, cancel)).Where(person => keys.MakeNextPerson(community, person)).ToList();
        if (people.Count == 0) return 0;
        await Task.Delay(grace, cancel);
        var done = 0;
        foreach (var some in people.Chunk(PeopleAtOnce))
        {
            await Reseal(community, some, cancel);
            progress?.Report((done += some.Length, people.Count));
        }
        BeforePromotion?.Invoke();
        // Whoever has read a text sealed under an old key still has a moment to open it.
        await Task.Delay(grace < Moment ? grace : Moment, cancel);
        foreach (var person in people) keys.PromotePerson(community, person);
        return people.Count;
    }

    private async Task<List<Guid>> People(string community, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            SELECT DISTINCT split_part(key, '|', 2)::uuid FROM ledger.side
            WHERE tenant_id = $1 AND kind = 'side' AND key >= '{SideKinds.Vault}|' AND key < '{SideKinds.Vault}~'
            """);
        command.Parameters.Add(new() { Value = community });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var people = new List<Guid>();
        while (await rows.ReadAsync(cancel)) people.Add(rows.GetGuid(0));
        return people;
    }

    /// <summary>Behind the head lock, so that no command writes these rows meanwhile. A row that neither key opens is left as it is: it was lost before.</summary>
    private async Task Reseal(string community, IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var head = new NpgsqlCommand("SELECT number FROM ledger.head WHERE tenant_id = $1 FOR UPDATE", connection) { Parameters = { new() { Value = community } } })
            await head.ExecuteScalarAsync(cancel);
        var (names, texts) = (new List<string>(), new List<string>());
        foreach (var (name, box) in await Boxes(connection, community, people, cancel))
        {
            var part = name.Split('|', 3);
            if (Again(community, Guid.Parse(part[1]), part[2], box) is not { } sealedAgain) continue;
            names.Add(name);
            texts.Add(Convert.ToBase64String(sealedAgain));
        }
        await using (var write = new NpgsqlCommand("""
            UPDATE ledger.side AS s SET row = jsonb_set(s.row, '{value}', to_jsonb(n.text)) FROM unnest($2, $3) AS n (key, text)
            WHERE s.tenant_id = $1 AND s.kind = 'side' AND s.key = n.key
            """, connection) { Parameters = { new() { Value = community }, Texts(names), Texts(texts) } })
            await write.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<List<(string Name, byte[] Box)>> Boxes(NpgsqlConnection connection, string community, IEnumerable<Guid> people, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("""
            SELECT s.key, s.row->>'value' FROM unnest($2) AS p (prefix)
            CROSS JOIN LATERAL (SELECT key, row FROM ledger.side WHERE tenant_id = $1 AND kind = 'side' AND key >= p.prefix AND key < p.prefix || '~') AS s
            """, connection) { Parameters = { new() { Value = community }, Texts(people.Select(person => $"{SideKinds.Vault}|{person:D}|")) } };
        var boxes = new List<(string, byte[])>();
        await using var rows = await read.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) boxes.Add((rows.GetString(0), Convert.FromBase64String(rows.GetString(1))));
        return boxes;
    }

    /// <summary>Null when it lies under the next key already, or cannot be opened.</summary>
    private byte[]? Again(string community, Guid person, string field, byte[] box)
    {
        if (keys.NextPerson(community, person) is not { } next) return null;
        var place = SealedBox.Place(community, person, field);
        if (SealedBox.Open(next, box, place) is not null || keys.Person(community, person) is not { } old) return null;
        return SealedBox.Open(old, box, place) is { } plain ? SealedBox.Seal(next, plain, place) : null;
    }

    private static NpgsqlParameter Texts(IEnumerable<string> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
