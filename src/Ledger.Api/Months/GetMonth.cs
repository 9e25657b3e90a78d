using System.Text.Json.Serialization;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Months;
using Ledger.Domain.Openings;
using Ledger.Journal;
using Ledger.Projections.Months;

namespace Ledger.Api.Months;

[JsonConverter(typeof(KebabEnum<MonthStatus>))]
public enum MonthStatus
{
    /// <summary>It has not ended: the table is of today.</summary>
    Running,

    /// <summary>It has ended: the table does not change any more, and waits to be closed.</summary>
    Ended,
    Closed,
}

public static class GetMonth
{
    /// <param name="KnownOn">The journal number the table is cut at; of a closed month the one it was closed at, for ever.</param>
    /// <param name="TableHash">What a closing is asked to fix.</param>
    /// <param name="Closing">How it was closed.</param>
    /// <param name="StillOpen">What may still become value; absent once it is closed.</param>
    public sealed record Answer(long JournalNumber, Month Month, MonthStatus Status, long KnownOn, string TableHash, MonthClosing? Closing, MonthTable Table, StillOpen? StillOpen);

    /// <param name="Agrees">Whether the table made again now has the hash that was kept.</param>
    public sealed record MonthClosing(long Number, DateOnly ClosedOn, long KnownOn, string Root, string TableHash, bool Agrees);

    /// <summary>Counted up to 1,000 each: a thousand means that many or more.</summary>
    /// <param name="PendingActs">Acts that wait for their attester.</param>
    /// <param name="OnNotice">Accruals that are provisional (待入账) until their public notice has run.</param>
    /// <param name="OpenHolds">Holds that are neither captured nor ended.</param>
    /// <param name="OpeningsToSign">Openings that wait for their second signature.</param>
    public sealed record StillOpen(int PendingActs, int OnNotice, int OpenHolds, int OpeningsToSign);

    private const int MostCounted = 1000;

    public static async Task<IResult> Handle(Call call)
    {
        var (month, refusal) = await Read(call);
        return refusal ?? call.Ok(month!);
    }

    /// <summary>The month as it stands, or the answer to give instead.</summary>
    public static async Task<(Answer? Month, IResult? Refusal)> Read(Call call)
    {
        var month = call.Month();
        var look = await call.Look(needs => needs.Row<ClosedMonth>(ClosedMonth.Key(month)));
        if (!call.By.Holds(look.Books, MonthRoutes.Readers)) return (null, call.Refuse(new NotAllowed(MonthRoutes.Readers)));
        if (month < Month.Of(look.Books.Community.OpenedOn) || month.FirstDay > look.Books.Today) return (null, call.NotFound("month"));
        var closed = look.Books.Find<ClosedMonth>(ClosedMonth.Key(month));
        if (closed is not null && await call.NotThatFar(closed.KnownOn, TimeSpan.FromSeconds(2)) is { } early) return (null, early);
        var known = await call.Service<MonthReader>().Table(call.Community, month, closed?.KnownOn, call.Cancel);
        var hash = known.Table.Hash;
        var status = closed is not null ? MonthStatus.Closed : look.Books.Today > month.LastDay ? MonthStatus.Ended : MonthStatus.Running;
        return (new Answer(known.KnownOn, month, status, known.KnownOn, hash,
            closed is null ? null : new MonthClosing(closed.Number, closed.ClosedOn, closed.KnownOn, closed.Root, closed.TableHash, closed.TableHash == hash), known.Table,
            closed is null ? await Open(call) : null), null);
    }

    private static async Task<StillOpen> Open(Call call)
    {
        var reader = call.Service<IJournalReader>();
        var openings = await First("opening");
        return new StillOpen((await First("act-pending")).Count, (await First("on-notice")).Count, (await First("hold-due")).Count, openings.Count(row => row.Value is Opening { Status: OpeningStatus.Entered }));

        Task<IReadOnlyList<KeyValuePair<string, object>>> First(string kind) => reader.FirstRows(call.Community, new StateRange(kind, "", "\uffff", MostCounted), call.Cancel);
    }
}

public static class ListMonths
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<ClosedMonth> Months);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.StartingWith<ClosedMonth>(""));
        return call.By.Holds(look.Books, MonthRoutes.Readers)
            ? call.Ok(new Answer(look.Number, [.. look.Books.StartingWith<ClosedMonth>("").Select(row => row.Value)]))
            : call.Refuse(new NotAllowed(MonthRoutes.Readers));
    }
}
