using System.Globalization;

namespace Ledger.Api.Demo;

/// <summary>Tells from time to time how far the load is, over all communities.</summary>
internal sealed class DemoProgress(DemoRequest request, int communities, TimeSpan pause, Action<string> tell)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Days, long Events)> _standing = [];
    private readonly long _began = Environment.TickCount64;
    private long _told = Environment.TickCount64;

    public void Report(CommunitySample sample, DateOnly day, long events)
    {
        lock (_gate)
        {
            _standing[sample.Code] = (day.DayNumber - DemoRequest.From.DayNumber + 1, events);
            if (Environment.TickCount64 - _told < pause.TotalMilliseconds) return;
            _told = Environment.TickCount64;
            var percent = 100 * _standing.Values.Sum(one => one.Days) / (communities * (request.Until.DayNumber - DemoRequest.From.DayNumber + 1));
            tell(string.Create(CultureInfo.InvariantCulture,
                $"{percent,3} %  {sample.Name.Zh} {day:yyyy-MM-dd}，已记 {_standing.Values.Sum(one => one.Events):N0} 条 / events, {Seconds:F0} s"));
        }
    }

    public double Seconds => (Environment.TickCount64 - _began) / 1000.0;
}
