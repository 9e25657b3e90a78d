namespace Ledger.Domain;

/// <summary>
/// What no command may ever carry. A request is checked against these before it becomes a command; a command made outside
/// them is a bug of whoever made it and is never constructed, so that no sum can overflow and no quantity is negative.
/// </summary>
public static class Bounds
{
    /// <summary>Units in one hold, capture or refund: 1 to 100.</summary>
    public const long MostUnits = 100;

    /// <summary>Ten million points or yuan, in the smallest unit: the most a price, a settlement or an act's worth may be.</summary>
    public const long MostAmount = 1_000_000_000;

    /// <summary>Units in stock: 0 to a billion.</summary>
    public const long MostStock = 1_000_000_000;

    /// <summary>A hold lives at most a week.</summary>
    public const int LongestHoldMinutes = 10_080;

    /// <summary>A pairing code lives at most an hour.</summary>
    public const int LongestPairingMinutes = 60;

    /// <summary>Years until points expire: 0 to 100.</summary>
    public const int MostExpiryYears = 100;

    /// <summary>Days of grace or of a lot's least life: 0 to ten years.</summary>
    public const int MostDays = 3_660;

    /// <summary>How late an act may be recorded under any rulebook.</summary>
    public const int MostFilingDays = 366;

    /// <exception cref="ArgumentOutOfRangeException">The value lies outside.</exception>
    public static long Within(long value, long least, long most, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{least} to {most} is expected.");

    /// <exception cref="ArgumentOutOfRangeException">The value lies outside.</exception>
    public static int Within(int value, int least, int most, string name) => (int)Within((long)value, least, most, name);

    /// <summary>Cut to whole microseconds, as everything stored is: a time that was read back equals the one that was sent.</summary>
    public static DateTimeOffset ToMicrosecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
