using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks;

/// <summary>What a community decides of paper vouchers and of shops without network. Frozen at the hold, by its rulebook version.</summary>
public sealed class RedemptionRules(Paper? paper, Offline? offline)
{
    public const int MostPerDay = 1_000;

    public static RedemptionRules Of(Rulebook? rulebook) => new(rulebook?.Document.Paper, rulebook?.Document.Offline);

    /// <summary>The last local day of a voucher that is printed on this one.</summary>
    public DateOnly VoucherLastDay(DateOnly printedOn) => printedOn.AddDays((int)(paper?.Lasts?.Units ?? 30));

    public int LateHours() => offline?.LateHours ?? 24;

    public long MostOffline() => offline?.PerDay ?? 50;

    public Points MostOfflinePoints() => new(offline?.AmountPerDay?.Units ?? 50_000);
}
