using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Marks;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Vault;

/// <summary>What is known of a person and stays out of the books.</summary>
/// <param name="Phone">Digits, with a leading + or none.</param>
public sealed record PersonalRecord(string Name, string? Phone, DateOnly? BirthDate);

/// <summary>
/// Names, phones, birth dates and notes, encrypted under a key per person (rule 14). Rows travel into the append transaction
/// with the command; search goes by keyed hashes.
/// </summary>
public sealed class PersonVault(KeyFolder keys, IJournalReader reader)
{
    private const int NoteSaltBytes = 16;

    /// <summary>The rows to be written with the command that registers the person.</summary>
    public IReadOnlyList<SideRow> Seal(string community, PersonId person, PersonalRecord record) =>
        [Sealed(community, person, "record", JsonSerializer.SerializeToUtf8Bytes(record)), .. IndexRows(community, person, record)];

    /// <summary>The side rows by which somebody is found, also by the name he had under another id: they go when he is forgotten.</summary>
    /// <param name="ids">His own id first, then those that were merged into it.</param>
    public async Task<IReadOnlyList<string>> SearchKeys(string community, IReadOnlyList<PersonId> ids, CancellationToken cancel) =>
        [.. (await Open(community, ids, cancel)).Values.SelectMany(record => IndexRows(community, ids[0], record)).Select(row => $"{row.Kind}|{row.Key}").Distinct()];

    /// <summary>The entries under which a record is found.</summary>
    public IEnumerable<SideRow> IndexRows(string community, PersonId person, PersonalRecord record)
    {
        yield return new(SideKinds.VaultIndex, $"name|{Search(community, "name", record.Name)}|{person}", person.ToString());
        if (record.Phone is { } phone) yield return new(SideKinds.VaultIndex, $"phone|{Search(community, "phone", phone)}|{person}", person.ToString());
    }

    /// <summary>A note's ciphertext and the salted hash that goes into the event.</summary>
    public (SideRow Row, string Hash) SealNote(string community, PersonId person, Guid note, string text) => SealNote(community, person, _ => note, text);

    private (SideRow Row, string Hash) SealNote(string community, PersonId person, Func<string, Guid> noteOf, string text)
    {
        byte[] salted = [.. RandomNumberGenerator.GetBytes(NoteSaltBytes), .. Encoding.UTF8.GetBytes(text)];
        var hash = Convert.ToHexStringLower(SHA256.HashData(salted));
        return (Sealed(community, person, $"note-{noteOf(hash)}", salted), hash);
    }

    /// <summary>A note somebody writes about something, under his own key; nothing when there is none, or nobody who has a key.</summary>
    public (IReadOnlyList<SideRow> Rows, string? Hash) SealOwnNote(string community, PersonId? writer, Guid about, string? text) => SealOwnNote(community, writer, _ => about, text);

    /// <param name="noteOf">Its id, made of its salted hash: where the same person may write about the same thing again, both are kept.</param>
    public (IReadOnlyList<SideRow> Rows, string? Hash) SealOwnNote(string community, PersonId? writer, Func<string, Guid> noteOf, string? text)
    {
        if (writer is not { } person || text is null) return ([], null);
        var (row, hash) = SealNote(community, person, noteOf, text);
        return ([row], hash);
    }

    /// <summary>The records of people, for joining names at the answer. Who is forgotten or unknown is missing.</summary>
    public async Task<IReadOnlyDictionary<PersonId, PersonalRecord>> Open(string community, IEnumerable<PersonId> people, CancellationToken cancel)
    {
        List<PersonId> wanted = [.. people.Distinct()];
        if (wanted.Count == 0) return new Dictionary<PersonId, PersonalRecord>();
        var rows = (await reader.ReadState(community, new StateNeeds([.. wanted.Select(person => new StateKey("side", RecordKey(person)))], []), cancel))?.Rows;
        return Opened(community, wanted, person => rows?.GetValueOrDefault(new StateKey("side", RecordKey(person))) as SideRow);
    }

    /// <summary>Names the rows of people's records, so that they are read with others: <see cref="Records"/> opens them.</summary>
    public static Needs NameRecords(Needs needs, IEnumerable<PersonId> people) => people.Aggregate(needs, (more, person) => more.Row<SideRow>(RecordKey(person)));

    /// <summary>The same as <see cref="Open"/>, of rows that were read with others.</summary>
    public IReadOnlyDictionary<PersonId, PersonalRecord> Records(string community, IRows rows, IEnumerable<PersonId> people) =>
        Opened(community, people, person => rows.Find<SideRow>(RecordKey(person)));

    private Dictionary<PersonId, PersonalRecord> Opened(string community, IEnumerable<PersonId> people, Func<PersonId, SideRow?> rowOf)
    {
        var opened = new Dictionary<PersonId, PersonalRecord>();
        foreach (var person in people)
            if (rowOf(person) is { } cipher && Unsealed(community, person, "record", cipher) is { } json) opened[person] = JsonSerializer.Deserialize<PersonalRecord>(json)!;
        return opened;
    }

    private static string RecordKey(PersonId person) => $"{SideKinds.Vault}|{person}|record";

    /// <summary>Everybody of that name or phone; names are not unique.</summary>
    /// <param name="field"><c>name</c> or <c>phone</c>.</param>
    public async Task<IReadOnlyList<PersonId>> Find(string community, string field, string value, CancellationToken cancel)
    {
        var range = StateRange.StartingWith("side", $"{SideKinds.VaultIndex}|{field}|{Search(community, field, value)}|");
        var snapshot = await reader.ReadState(community, new StateNeeds([], [range]), cancel);
        return snapshot is null ? [] : [.. snapshot.Ranges[0].Select(row => PersonId.Of(Guid.Parse(((SideRow)row.Value).Value)))];
    }

    /// <summary>The same for many at once, some hundreds per read.</summary>
    public async Task<IReadOnlyDictionary<(string Field, string Value), IReadOnlyList<PersonId>>> FindAll(string community, IEnumerable<(string Field, string Value)> asked, CancellationToken cancel)
    {
        var found = new Dictionary<(string, string), IReadOnlyList<PersonId>>();
        foreach (var some in asked.Distinct().Chunk(500))
        {
            var ranges = some.Select(one => StateRange.StartingWith("side", $"{SideKinds.VaultIndex}|{one.Field}|{Search(community, one.Field, one.Value)}|")).ToList();
            var snapshot = await reader.ReadState(community, new StateNeeds([], ranges), cancel);
            for (var at = 0; at < some.Length; at++)
                found[some[at]] = snapshot is null ? [] : [.. snapshot.Ranges[at].Select(row => PersonId.Of(Guid.Parse(((SideRow)row.Value).Value)))];
        }
        return found;
    }

    /// <summary>Notes by person and the id they were sealed under. What is destroyed is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OpenNotes(string community, IEnumerable<(PersonId Person, Guid Note)> notes, CancellationToken cancel)
    {
        var wanted = notes.Distinct().ToDictionary(note => new StateKey("side", $"{SideKinds.Vault}|{note.Person}|note-{note.Note}"));
        var opened = new Dictionary<Guid, string>();
        if (wanted.Count == 0) return opened;
        var snapshot = await reader.ReadState(community, new StateNeeds([.. wanted.Keys], []), cancel);
        foreach (var (key, row) in snapshot?.Rows ?? new Dictionary<StateKey, object>())
            if (wanted[key] is var note && row is SideRow cipher && Unsealed(community, note.Person, $"note-{note.Note}", cipher) is { } salted)
                opened[note.Note] = Encoding.UTF8.GetString(salted.AsSpan(NoteSaltBytes));
        return opened;
    }

    /// <summary>A mark that stays out of the books. Its row tells that something is kept, not what.</summary>
    public SideRow SealMark(string community, PersonId person, KeptMark line) =>
        Sealed(community, person, $"mark-{Guid.NewGuid():N}", JsonSerializer.SerializeToUtf8Bytes(line, DomainJson.Options));

    /// <summary>What is kept of people's marks, by the id they were kept under.</summary>
    public async Task<ILookup<PersonId, KeptMark>> OpenMarks(string community, IEnumerable<PersonId> people, CancellationToken cancel)
    {
        var lines = new List<(PersonId Person, byte[]? Json)>();
        foreach (var some in people.Distinct().Chunk(500))
        {
            var snapshot = await reader.ReadState(community, new StateNeeds([], [.. some.Select(person => StateRange.StartingWith("side", $"{SideKinds.Vault}|{person}|mark-"))]), cancel);
            lines.AddRange((snapshot?.Ranges ?? []).SelectMany((rows, at) => rows.Select(row => (some[at], Unsealed(community, some[at], row.Key.Split('|')[^1], (SideRow)row.Value)))));
        }
        return lines.Where(line => line.Json is not null).ToLookup(line => line.Person, line => JsonSerializer.Deserialize<KeptMark>(line.Json!, DomainJson.Options)!);
    }

    /// <summary>王小明 → 王*明: enough to choose by, not enough to know.</summary>
    public static string Mask(string name)
    {
        var signs = new StringInfo(name);
        return signs.LengthInTextElements switch
        {
            <= 1 => "*",
            2 => signs.SubstringByTextElements(0, 1) + "*",
            var length => signs.SubstringByTextElements(0, 1) + new string('*', length - 2) + signs.SubstringByTextElements(length - 1),
        };
    }

    /// <summary>What a public list says of who did not consent to be named: 王小明 → 王**.</summary>
    public static string Veil(string name) => new StringInfo(name) is { LengthInTextElements: > 0 } signs ? signs.SubstringByTextElements(0, 1) + "**" : "**";

    /// <summary>Spaces and case do not make another name.</summary>
    private string Search(string community, string field, string value)
    {
        var plain = string.Concat(Width.Narrow(value).Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
        return Convert.ToHexStringLower(HMACSHA256.HashData(keys.Community(community), Encoding.UTF8.GetBytes($"search|{field}|{plain}")));
    }

    private SideRow Sealed(string community, PersonId person, string field, byte[] plain) =>
        new(SideKinds.Vault, $"{person}|{field}", Convert.ToBase64String(SealedBox.Seal(keys.MakePerson(community, person.Value), plain, SealedBox.Place(community, person.Value, field))));

    /// <summary>
    /// Either key may be the one while a rotation is under way. The next one may take the old one's place between two looks,
    /// so it is looked for before and after.
    /// </summary>
    private byte[]? Unsealed(string community, PersonId person, string field, SideRow row)
    {
        var (box, place) = (Convert.FromBase64String(row.Value), SealedBox.Place(community, person.Value, field));
        byte[]? Under(byte[]? key) => key is null ? null : SealedBox.Open(key, box, place);
        var first = keys.Person(community, person.Value);
        if ((Under(first) ?? Under(keys.NextPerson(community, person.Value))) is { } plain) return plain;
        return keys.Person(community, person.Value) is { } now && !now.AsSpan().SequenceEqual(first) ? Under(now) : null;
    }
}
