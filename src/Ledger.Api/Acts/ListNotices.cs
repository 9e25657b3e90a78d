using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Journal;

namespace Ledger.Api.Acts;

/// <summary>The public notice (公示): what will post when, for everybody to see, with masked names.</summary>
public static class ListNotices
{
    /// <param name="PointsHundredths">Provisional: neither spendable nor ranked yet.</param>
    /// <param name="IsDisputed">An objection is open; the act does not post until it is decided.</param>
    public sealed record Notice(
        ActId Act, string MaskedName, Code ActType, Code Board, DateOnly OccurredOn, Minutes Minutes, Points PointsHundredths, Code Place, DateOnly NoticeUntil, bool IsDisputed);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Notice> Notices, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        if (!call.TryCursor("notices", out string? after, out var refusal)) return refusal;
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange("on-notice", after is null ? "" : after + ' ', "\uffff", call.PageSize + 1), new RowsWith(null, "act", "act"), call.Cancel);
        var page = rows.Take(call.PageSize).ToList();
        var look = await call.Look(needs => needs);
        var acts = page.Select(row => (Act)row.Value).ToList();
        var records = await call.Service<PersonVault>().Open(call.Community, acts.Select(act => act.Recorded.Person), call.Cancel);
        return call.Ok(new Answer(look.Number, [.. acts.Select(act => Shown(act, records.GetValueOrDefault(act.Recorded.Person)?.Name))],
            rows.Count > page.Count ? call.Service<Cursors>().Seal($"{call.Community}/notices", page[^1].Key) : null));
    }

    private static Notice Shown(Act act, string? name) => new(act.Recorded.Act, PersonVault.Mask(name ?? ""), act.Recorded.ActType, act.Accrual!.Board, act.Recorded.OccurredOn,
        act.Recorded.Minutes, act.Accrual.Points, act.Recorded.Place.Node, act.Accrual.NoticeUntil!.Value, act.Accrual.OpenObjection is not null);
}
