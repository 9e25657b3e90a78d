using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Teams;
using Ledger.Journal;

namespace Ledger.Api.Acts;

/// <summary>An act as people see it.</summary>
/// <param name="PointsHundredths">What it was worth, once attested; provisional until <paramref name="IsPosted"/> (待入账, 已入账).</param>
/// <param name="NoticeUntil">The last day of its public notice (公示).</param>
/// <param name="IsDisputed">Whether an objection is open (异议).</param>
public sealed record ActShown(
    ActId Act, PersonId Person, string? Name, Code ActType, ActStatus Status, DateOnly OccurredOn, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Minutes Minutes,
    Place Place, Belonging Belonging, Evidence Evidence, Source? Source, PersonId? RecordedBy,
    PersonId? Attester, Points? PointsHundredths, bool IsPosted, DateOnly? NoticeUntil, bool IsDisputed, ActId? Replaces, ActId? ReplacedBy)
{
    public static ActShown Of(Act act, string? name) => act.Recorded is var r
        ? new(r.Act, r.Person, name, r.ActType, act.Status, r.OccurredOn, r.StartedAt, r.EndedAt, r.Minutes, r.Place, r.Belonging, r.Evidence, r.Source, r.RecordedBy,
            act.Attester, act.Accrual?.Points, act.Accrual?.IsPosted ?? false, act.Accrual?.NoticeUntil, act.Accrual?.OpenObjection is not null, r.Replaces, act.ReplacedBy)
        : null!;
}

public static class GetAct
{
    public sealed record Answer(long JournalNumber, ActShown Act);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<ActId>("act");
        var look = await call.Look(needs => needs.Row<Act>(id.ToString()));
        if (look.Books.Find<Act>(id.ToString()) is not { } act || !await call.MaySee(look.Books, act.Recorded.Person)) return call.NotFound("act");
        var record = (await call.Service<PersonVault>().Open(call.Community, [act.Recorded.Person], call.Cancel)).GetValueOrDefault(act.Recorded.Person);
        call.Shows(act.Recorded.Person);
        return call.Ok(new Answer(look.Number, ActShown.Of(act, record?.Name)), act.Number);
    }
}

public static class ListPendingActs
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<ActShown> Acts, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        var cursors = call.Service<Cursors>();
        if (!call.TryCursor("acts/pending", out string? after, out var refusal)) return refusal;
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange("act-pending", after is null ? "" : after + ' ', "\uffff", call.PageSize + 1), call.Cancel);
        var page = rows.Take(call.PageSize).ToList();
        var look = await call.Look(needs => page.Aggregate(needs, (more, row) => more.Row<Act>(((ActPending)row.Value).Act.ToString())));
        if (!call.By.Holds(look.Books, RecordActs.Recorders) && !call.By.Holds(look.Books, Call.Staff)) return call.Refuse(new NotAllowed(RecordActs.Recorders));
        // An act decided between the two reads is no longer pending: it is left out.
        var acts = page.Select(row => look.Books.Find<Act>(((ActPending)row.Value).Act.ToString())!).Where(act => act.Status == ActStatus.Recorded).ToList();
        if (!call.By.HoldsEverywhere(look.Books, Call.Staff))
        {
            // A role bound to a node or team lists what it reaches; a page may be short, the cursor goes on.
            var bound = (await call.Look(needs => call.By.TeamsOf(look.Books).Aggregate(needs, (more, team) => more.StartingWith<TeamMember>(TeamMember.Prefix(team))))).Books;
            acts = [.. acts.Where(act => act.Recorded is var r && call.By.Reaches(bound, RecordActs.Recorders, r.Person, r.OccurredOn, r.Place.Path, r.Belonging.Path))];
        }
        var records = await call.Service<PersonVault>().Open(call.Community, acts.Select(act => act.Recorded.Person), call.Cancel);
        call.Shows(acts.Select(act => act.Recorded.Person));
        return call.Ok(new Answer(look.Number, [.. acts.Select(act => ActShown.Of(act, records.GetValueOrDefault(act.Recorded.Person)?.Name))],
            rows.Count > page.Count ? cursors.Seal($"{call.Community}/acts/pending", page[^1].Key) : null));
    }
}
