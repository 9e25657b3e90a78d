namespace Ledger.Domain;

/// <summary>
/// A row that cannot be rebuilt from events, carried through a command unread: vault ciphertext, a search hash, a code's hash.
/// </summary>
/// <param name="Kind">One of <see cref="SideKinds"/>.</param>
/// <param name="Value">Base64, or the id the row points to.</param>
public sealed record SideRow(string Kind, string Key, string Value)
{
    public static void PutAll(Books books, IReadOnlyList<SideRow> rows)
    {
        foreach (var row in rows) books.PutSide($"{row.Kind}|{row.Key}", row);
    }
}

public static class SideKinds
{
    /// <summary>Key: person and field; value: ciphertext.</summary>
    public const string Vault = "vault";

    /// <summary>Key: field, keyed hash and person; value: the person.</summary>
    public const string VaultIndex = "index";
}
