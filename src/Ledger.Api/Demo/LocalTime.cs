namespace Ledger.Api.Demo;

/// <summary>Local times of both communities: one zone, no summer time.</summary>
internal static class LocalTime
{
    public const string Zone = "Asia/Shanghai";

    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset On(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    public static DateTimeOffset StartOf(DateOnly day) => On(day, TimeOnly.MinValue);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The same instant as the community's clocks show it.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(Offset);
}
