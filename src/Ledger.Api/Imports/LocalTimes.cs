using Ledger.Domain;

namespace Ledger.Api.Imports;

/// <summary>From the clock on the wall to an instant with its offset, in the community's zone.</summary>
internal sealed class LocalTimes(Zone zone)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone.Id);

    /// <summary>Null for a time that a change of the clocks skipped. In the hour that is lived twice: the first.</summary>
    public DateTimeOffset? At(DateOnly day, TimeSpan time)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        if (_zone.IsInvalidTime(local)) return null;
        return new DateTimeOffset(local, _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local));
    }

    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).DateTime;
}
