namespace Ledger.Domain;

/// <summary>The community's one IANA time zone. Days are local days; an act belongs to the local date on which it started.</summary>
public sealed class Zone
{
    private readonly TimeZoneInfo _zone;

    private Zone(TimeZoneInfo zone) => _zone = zone;

    public string Id => _zone.Id;

    /// <summary>Null when the name is not, letter by letter, an IANA zone known to this machine's zone data.</summary>
    public static Zone? Find(string id) =>
        id.Contains('/') && !id.StartsWith("posix/", StringComparison.Ordinal) && !id.StartsWith("right/", StringComparison.Ordinal)
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id ? new Zone(zone) : null;

    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);

    /// <summary>The instant as local time with its offset.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>The minute of the local day, from 0.</summary>
    public int MinuteOf(DateTimeOffset instant) => (int)TimeZoneInfo.ConvertTime(instant, _zone).TimeOfDay.TotalMinutes;

    /// <summary>Whether this local time with this offset exists in the zone (both offsets fit in the hour that is lived twice).</summary>
    public bool Fits(DateTimeOffset local) => _zone.GetUtcOffset(local) == local.Offset;

    /// <summary>The first instant of a local day; of the first day there is, the first instant there is.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(Math.Clamp(local.Ticks - offset.Ticks, 0, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }
}
