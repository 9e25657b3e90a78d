using System.Globalization;
using Ledger.Domain.Acts;
using Ledger.Domain.Redemptions;
using Ledger.Journal;

namespace Ledger.Api.Hosting;

/// <summary>Where the rows lie that wait for an hour or a day: the scheduler goes through them, and asks by the same in which communities there are any.</summary>
internal static class WaitingRows
{
    public static readonly StateRange Closings = new("merchant-closing", "", "\uffff");

    public static StateRange Holds(DateTimeOffset now) => new("hold-due", "", HoldDue.UpTo(now));

    public static StateRange Lapses(DateOnly today) => new("lapse-due", "", Day(today));

    public static StateRange[] Notices(DateOnly today) => [new("on-notice", "", Day(today)), new("on-notice", OnNotice.Later, OnNotice.Later + Day(today))];

    public static StateRange[] All(DateTimeOffset now, DateOnly today) => [Closings, Holds(now), Lapses(today), .. Notices(today)];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
