namespace Ledger.Journal.Append;

/// <summary>
/// Orders strings as PostgreSQL's collation C does, by their bytes in UTF-8. That is the order of code points; the
/// order of .NET's code units differs where characters beyond U+FFFF meet those from U+E000 on.
/// </summary>
internal sealed class ByteOrder : IComparer<string>
{
    public static readonly ByteOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x!, y!);
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length.CompareTo(right.Length);
        return Rank(left[same]).CompareTo(Rank(right[same]));
    }

    public static bool Within(StateRange range, string key) =>
        Instance.Compare(range.From, key) <= 0 && Instance.Compare(key, range.Before) < 0;

    // Surrogates stand for the code points above all others, so they move behind U+FFFF.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
