namespace Ledger.Domain.Rulebooks;

/// <summary>What a community decides of paper vouchers and of shops without network. Frozen at the hold, by its rulebook version.</summary>
/// <param name="PaperVoucherDays">How many days after its print a paper voucher is good: 1 to 60; absent: 30.</param>
/// <param name="OfflineLateHours">How late a capture without network may arrive: 0 (never) to 168; absent: 24.</param>
/// <param name="OfflinePerDay">So many of them a counter and local day: 0 to 1000; absent: 50.</param>
/// <param name="OfflineHundredthsPerDay">Points of them a counter and local day; absent: 500 points.</param>
public sealed record RedemptionRules(int? PaperVoucherDays = null, int? OfflineLateHours = null, int? OfflinePerDay = null, long? OfflineHundredthsPerDay = null)
{
    public const int MostPerDay = 1_000;

    private static readonly RedemptionRules Usual = new();

    public static RedemptionRules Of(Rulebook? rulebook) => rulebook?.Document.Redemptions ?? Usual;

    /// <summary>The last local day of a voucher that is printed on this one.</summary>
    public DateOnly VoucherLastDay(DateOnly printedOn) => printedOn.AddDays(PaperVoucherDays ?? 30);

    public int LateHours() => OfflineLateHours ?? 24;

    public long MostOffline() => OfflinePerDay ?? 50;

    public Points MostOfflinePoints() => new(OfflineHundredthsPerDay ?? 50_000);
}
