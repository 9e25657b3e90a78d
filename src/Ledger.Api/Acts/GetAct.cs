using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Teams;
using Ledger.Journal;

namespace Ledger.Api.Acts;

/// <summary>An act as people see it.</summary>
/// <param name="PointsHundredths">What it was worth, once attested; provisional until <paramref name="IsPosted"/> (待入账, 已入账).</param>
/// <param name="NoticeUntil">The last day of its public notice (公示).</param>
/// <param name="PostsAfter">The last day of the period at whose end it posts.</param>
/// <param name="IsDisputed">Whether an objection is open (异议).</param>
public sealed record ActShown(
    ActId Act, PersonId Person, string? Name, Code ActType, ActStatus Status, DateOnly OccurredOn, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Minutes Minutes,
    Place Place, Belonging Belonging, Evidence Evidence, Source? Source, PersonId? RecordedBy,
    PersonId? Attester, Points? PointsHundredths, bool IsPosted, DateOnly? NoticeUntil, DateOnly? PostsAfter, bool IsDisputed, ActId? Replaces, ActId? ReplacedBy)
{
    public static ActShown Of(Act act, string? name) => act.Recorded is var r
        ? new(r.Act, r.Person, name, r.ActType, act.Status, r.OccurredOn, r.StartedAt, r.EndedAt, r.Minutes, r.Place, r.Belonging, r.Evidence, r.Source, r.RecordedBy,
            act.Attester, act.Accrual?.Points, act.Accrual?.IsPosted ?? false, act.Accrual?.NoticeUntil, act.Accrual?.PostsAfter, act.Accrual?.OpenObjection is not null, r.Replaces, act.ReplacedBy)
        : null!;
}

public static class GetAct
{
    public sealed record Answer(long JournalNumber, ActShown Act);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<ActId>("act");
        var look = await call.Look(needs => needs);
        var act = await call.FindOfPerson<Act>(look.Books, id.ToString(), person => new { recorded = new { person } }, found => found.Recorded.Person);
        if (act is null) return call.NotFound("act");
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
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, RecordActs.Recorders) && !call.By.Holds(look.Books, Call.Staff)) return call.Refuse(new NotAllowed(RecordActs.Recorders));
        var only = new RowsWith(await Reached(call, look.Books), "act", "act");
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange("act-pending", after is null ? "" : after + ' ', "\uffff", call.PageSize + 1), only, call.Cancel);
        var page = rows.Take(call.PageSize).ToList();
        var acts = page.Select(row => (Act)row.Value).ToList();
        var records = await call.Service<PersonVault>().Open(call.Community, acts.Select(act => act.Recorded.Person), call.Cancel);
        call.Shows(acts.Select(act => act.Recorded.Person));
        return call.Ok(new Answer(look.Number, [.. acts.Select(act => ActShown.Of(act, records.GetValueOrDefault(act.Recorded.Person)?.Name))],
            rows.Count > page.Count ? cursors.Seal($"{call.Community}/acts/pending", page[^1].Key) : null));
    }

    /// <summary>What a role bound to a node or team reaches, as members of the act; absent: everything. Keys of the list begin with the date.</summary>
    private static async Task<IReadOnlyList<RowPart>?> Reached(Call call, Domain.Books books)
    {
        if (call.By.HoldsEverywhere(books, Call.Staff)) return null;
        var nodes = call.By.Held(books, RecordActs.Recorders).Where(held => held.Node is not null).Select(held => held.Node!.Value);
        var teams = call.By.TeamsOf(books).ToList();
        var members = (await call.Look(needs => teams.Aggregate(needs, (more, team) => more.StartingWith<TeamMember>(TeamMember.Prefix(team))))).Books;
        var joined = teams.SelectMany(team => TeamMember.Of(members, team)).ToList();
        var people = (await call.Look(needs => joined.Aggregate(needs, (more, member) => more.Row<Person>(member.Person.ToString())))).Books;
        return
        [
            .. nodes.SelectMany(node => new object[] { new { recorded = new { place = new { path = new[] { node } } } }, new { recorded = new { belonging = new { path = new[] { node } } } } })
                .Select(part => new RowPart(Owners.Json(part))),
            // What was recorded under another id of his waits too.
            .. joined.SelectMany(member => (people.Find<Person>(member.Person.ToString())?.Aliases ?? []).Append(member.Person).Select(id => member with { Person = id }))
                .Select(member => new RowPart(Owners.Json(new { recorded = new { person = member.Person } }), Day(member.From), member.Until is { } last ? Day(last.AddDays(1)) : "\uffff")),
        ];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
