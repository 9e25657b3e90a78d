using Ledger.Domain;

namespace Ledger.Api.Demo;

/// <summary>Which history is loaded: the same request gives the same journals, event by event.</summary>
/// <param name="Seed">Decides who does what when.</param>
/// <param name="Until">The last local day of the history.</param>
/// <param name="Percent">The size: 100 is the demo, tests take less.</param>
public sealed record DemoRequest(long Seed, DateOnly Until, int Percent = 100)
{
    public const long UsualSeed = 2026;

    /// <summary>The books of the demo open on this day.</summary>
    public static readonly DateOnly From = new(2026, 5, 18);

    /// <summary>The usual last day: the history is fixed, so that the same seed gives the same roots on every machine.</summary>
    public static readonly DateOnly UsualUntil = new(2026, 11, 17);

    /// <summary>The whole history; on a machine whose clock stands before its end it ends the day before the machine's today.</summary>
    /// <exception cref="InvalidOperationException">The machine's clock stands before the history's first days.</exception>
    public static DemoRequest Usual(long seed, DateTimeOffset now)
    {
        var yesterday = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-1);
        if (yesterday < From)
            throw new InvalidOperationException($"本机时钟早于演示数据的起始日 {From:yyyy-MM-dd}。/ This machine's clock stands before the first day of the demo's history, {From:yyyy-MM-dd}.");
        return new DemoRequest(seed, yesterday < UsualUntil ? yesterday : UsualUntil);
    }

    public bool IsCutShort => Until < UsualUntil;

    /// <summary>Rounded up: what there is at all is there at every size.</summary>
    public int Scaled(int whole) => (whole * Percent + 99) / 100;

    /// <summary>An id that follows from the seed and what it is for.</summary>
    internal Guid Id(string community, string kind, long number) => Journal.ComputedId.Of("demo", $"{Seed}", community, kind, $"{number}");

    internal PersonId Person(string community, long number) => PersonId.Of(Id(community, "person", number));
}
