namespace Ledger.Api.Tests.Support;

/// <summary>The one clock of books and API in a test. It stands until it is moved, and never runs backwards.</summary>
public sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <summary>A Wednesday morning in Yantai.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 5, 20, 10, 0, 0, TimeSpan.FromHours(8));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>The community's local time.</summary>
    public DateTimeOffset Now => GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _ticks, by.Ticks);
    }
}
