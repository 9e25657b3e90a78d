using System.Runtime.CompilerServices;

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

    /// <summary>A paper voucher lives at most sixty days.</summary>
    public const int LongestVoucherDays = 60;

    /// <summary>What was captured without network arrives at most a week later.</summary>
    public const int LongestOfflineHours = 168;

    /// <summary>A pairing code lives at most an hour.</summary>
    public const int LongestPairingMinutes = 60;

    /// <summary>Years until points expire: 0 to 100.</summary>
    public const int MostExpiryYears = 100;

    /// <summary>Days of grace or of a lot's least life: 0 to ten years.</summary>
    public const int MostDays = 3_660;

    /// <summary>A hundred thousand hours: the most one lot of a paper passbook may hold.</summary>
    public const long MostOpeningMinutes = 6_000_000;
    /// <summary>Working days of a public notice.</summary>
    public const int MostNoticeDays = 60;

    /// <summary>How late an act may be recorded under any rulebook.</summary>
    public const int MostFilingDays = 366;

    /// <summary>An audit check lasts at most a year: who is looked at is told in the end.</summary>
    public const int LongestCheckDays = 366;

    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="LongestCheckDays"/> after the first day.</exception>
    public static DateOnly CheckEnd(DateOnly from, DateOnly until) =>
        until.DayNumber - from.DayNumber <= LongestCheckDays ? until : throw new ArgumentOutOfRangeException(nameof(until), until, $"At most {LongestCheckDays} days are expected.");

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to <see cref="MostUnits"/>.</exception>
    public static long Units(long quantity) => Within(quantity, 1, MostUnits);

    public static long? Units(long? quantity) => quantity is { } units ? Units(units) : null;

    /// <summary>A capture can be undone for a day at most.</summary>
    public const int MostUndoMinutes = 1_440;

    /// <summary>Lines named in one dispute, and refunds in its answer.</summary>
    public const int MostLines = 100;

    /// <exception cref="ArgumentOutOfRangeException">Fewer than <paramref name="least"/>, or more than <see cref="MostLines"/>.</exception>
    public static IReadOnlyList<T> Lines<T>(IReadOnlyList<T> lines, int least)
    {
        Within(lines.Count, least, MostLines);
        return lines;
    }

    /// <summary>What costs no points is never redeemed: it would be owed and stand on no statement, whose lines are read from the points spent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None, negative, or more than <see cref="MostAmount"/>.</exception>
    public static Points Price(Points price) => new(Within(price.Hundredths, 1, MostAmount));

    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than <see cref="MostAmount"/>.</exception>
    public static Points OpeningPoints(Points points) => new(Within(points.Hundredths, 0, MostAmount));

    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than <see cref="MostAmount"/>.</exception>
    public static Fen Settlement(Fen settlement) => new(Within(settlement.Count, 0, MostAmount));

    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than <see cref="MostOpeningMinutes"/>.</exception>
    public static Minutes OpeningMinutes(Minutes minutes) => new(Within(minutes.Count, 0, MostOpeningMinutes));

    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than <see cref="MostStock"/>.</exception>
    public static long? Stock(long? stock) => stock is { } units ? Within(units, 0, MostStock) : null;

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to <see cref="LongestHoldMinutes"/>.</exception>
    public static int HoldMinutes(int minutes) => (int)Within(minutes, 1, LongestHoldMinutes);

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to <see cref="LongestPairingMinutes"/>.</exception>
    public static int PairingMinutes(int minutes) => (int)Within(minutes, 1, LongestPairingMinutes);

    /// <summary>Cut to whole microseconds, as everything stored is: a time that was read back equals the one that was sent.</summary>
    public static DateTimeOffset ToMicrosecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static long Within(long value, long least, long most, [CallerMemberName] string what = "") =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(what, value, $"{least} to {most} is expected.");
}
