using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Journal;
using Npgsql;

namespace Ledger.Api.Imports;

/// <summary>A file that was read and waits for its commit.</summary>
internal sealed record StagedImport(ImportId Import, ImportKind Kind, DateTimeOffset StagedAt, IReadOnlyList<ImportLine> Lines);

/// <summary>
/// Staged files, outside the books and encrypted, since they hold names. An import's id follows from the community, the kind
/// and what the lines say, whatever the encoding, the separator or the order of columns: the same file is the same import.
/// </summary>
internal sealed class StagedImports(NpgsqlDataSource source, KeyFolder keys, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int NonceBytes = 12, TagBytes = 16;

    /// <summary>Keyed: a short file of names could otherwise be guessed from its hash, which stays in the books.</summary>
    public (ImportId Import, string ContentHash) Identify(string community, ImportKind kind, IReadOnlyList<ImportLine> lines)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(community, "import-content"));
        foreach (var line in lines)
        {
            foreach (var (column, text) in line.Cells.OrderBy(cell => cell.Key, StringComparer.Ordinal))
                hash.AppendData(Encoding.UTF8.GetBytes($"{column}\u001f{text}\u001e"));
            hash.AppendData("\n"u8);
        }
        var content = Convert.ToHexStringLower(hash.GetHashAndReset());
        return (ImportId.Of(ComputedId.Of("import", community, kind.Word, content)), content);
    }

    /// <summary>Keeps the file, and lets go of those that nobody committed for too long. True when it was not there yet.</summary>
    public async Task<bool> Stage(string community, ImportId import, ImportKind kind, IReadOnlyList<ImportLine> lines, CancellationToken cancel)
    {
        // By the books' clock, the database's, however this machine's stands; tests and demo have one of their own.
        object now = ReferenceEquals(clock, TimeProvider.System) ? DBNull.Value : clock.GetUtcNow().ToUniversalTime();
        await using var old = source.CreateCommand("DELETE FROM ledger.import_staged WHERE tenant_id = $1 AND staged_at < coalesce($2::timestamptz, clock_timestamp()) - $3::interval");
        Bind(old, community, now, Kept);
        await old.ExecuteNonQueryAsync(cancel);
        await using var insert = source.CreateCommand("""
            INSERT INTO ledger.import_staged (tenant_id, import, kind, lines, staged_at, contents) VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, clock_timestamp()), $6)
            ON CONFLICT (tenant_id, import) DO NOTHING
            """);
        Bind(insert, community, import.Value, kind.Word, lines.Count, now, Seal(community, import, JsonSerializer.SerializeToUtf8Bytes(lines)));
        return await insert.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task<StagedImport?> Find(string community, ImportId import, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT kind, staged_at, contents FROM ledger.import_staged WHERE tenant_id = $1 AND import = $2");
        Bind(command, community, import.Value);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return null;
        var lines = JsonSerializer.Deserialize<List<ImportLine>>(Open(community, import, row.GetFieldValue<byte[]>(2)))!;
        return new StagedImport(import, ImportKind.Of(row.GetString(0)), row.GetFieldValue<DateTimeOffset>(1), lines);
    }

    /// <summary>Once it is in the books its names are in the vault, and nowhere else.</summary>
    public async Task Remove(string community, ImportId import, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("DELETE FROM ledger.import_staged WHERE tenant_id = $1 AND import = $2");
        Bind(command, community, import.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>All that wait: one of them may name somebody who is forgotten.</summary>
    public async Task RemoveAll(string community, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("DELETE FROM ledger.import_staged WHERE tenant_id = $1");
        Bind(command, community);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static void Bind(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
    }

    private byte[] Key(string community, string use) => HMACSHA256.HashData(keys.Community(community), Encoding.UTF8.GetBytes(use));

    private byte[] Seal(string community, ImportId import, byte[] plain)
    {
        using var cipher = new AesGcm(Key(community, "import-staged"), TagBytes);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Place(community, import));
        return box;
    }

    private byte[] Open(string community, ImportId import, byte[] box)
    {
        using var cipher = new AesGcm(Key(community, "import-staged"), TagBytes);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        cipher.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Place(community, import));
        return plain;
    }

    private static byte[] Place(string community, ImportId import) => Encoding.UTF8.GetBytes($"{community}|{import}");
}
