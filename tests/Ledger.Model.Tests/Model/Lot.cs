namespace Ledger.Model;

/// <summary>Where an amount came from and until when it may be spent. Equal ones are one lot.</summary>
/// <param name="Last">The last local day on which it can be spent; null: for ever.</param>
public sealed record Lot(string Board, string Bucket, string Funding, int Year, DateOnly? Last)
{
    public bool IsOverOn(DateOnly day) => Last is { } last && last < day;

    /// <summary>As the service writes it.</summary>
    public override string ToString() => $"{Board}/{Bucket}/{Funding}/{Year:D4}/{(Last is { } day ? $"{day:yyyy-MM-dd}" : "never")}";

    /// <summary>Soonest to expire first, then the older year, then by name.</summary>
    public static IEnumerable<Amount> SoonestFirst(IEnumerable<Amount> amounts) => amounts
        .OrderBy(amount => amount.Lot.Last ?? DateOnly.MaxValue).ThenBy(amount => amount.Lot.Year)
        .ThenBy(amount => amount.Lot.Board, StringComparer.Ordinal).ThenBy(amount => amount.Lot.Bucket, StringComparer.Ordinal).ThenBy(amount => amount.Lot.Funding, StringComparer.Ordinal);
}

/// <summary>So much of a lot.</summary>
public sealed record Amount(Lot Lot, long Much);
