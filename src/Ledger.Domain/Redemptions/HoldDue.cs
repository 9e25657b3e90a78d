using System.Globalization;

namespace Ledger.Domain.Redemptions;

/// <summary>When a hold ends by itself, by time: what the scheduler looks for.</summary>
public sealed record HoldDue(RedemptionId Redemption)
{
    public static string Key(DateTimeOffset expiresAt, RedemptionId redemption) => UpTo(expiresAt) + redemption;

    public static string UpTo(DateTimeOffset instant) => string.Create(CultureInfo.InvariantCulture, $"{instant.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff}|");
}
