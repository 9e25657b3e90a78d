using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Openings;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Journal;

namespace Ledger.Api.Openings;

/// <summary>What the second person compares with the paper.</summary>
public static class GetOpening
{
    public sealed record Answer(long JournalNumber, OpeningShown Opening, IReadOnlyList<PassbookShown> Passbooks);

    /// <param name="Number">As it stands on the paper; absent when its holder is forgotten.</param>
    /// <param name="Refusal">Why it could not be signed now; absent when it could, or was decided.</param>
    public sealed record PassbookShown(int Place, string? Number, PersonId Person, string? Name, DateOnly ClosedOn, IReadOnlyList<OpeningLot> Lots, PassbookRefusal? Refusal);

    /// <param name="Rule">The slug of the problem type.</param>
    public sealed record PassbookRefusal(string Rule, string Message, string MessageEn);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<OpeningId>("opening");
        var look = await call.Look(needs => needs.Row<Opening>(id.ToString()).StartingWith<OpeningPassbook>(OpeningPassbook.Prefix(id)));
        if (!call.By.Holds(look.Books, OpeningRoutes.Readers)) return call.Refuse(new NotAllowed(OpeningRoutes.Readers));
        if (look.Books.Find<Opening>(id.ToString()) is not { } opening) return call.NotFound("opening");
        var rows = look.Books.StartingWith<OpeningPassbook>(OpeningPassbook.Prefix(id)).Select(row => row.Value).ToList();
        var papers = await call.Look(needs => rows.Aggregate(needs.Row<RulebookVersions>("").StartingWith<Rulebook>("").Row<Person>(call.By.Person!.Value.ToString()),
            (more, row) => more.Row<PaperPassbook>(row.Passbook).Row<Person>(row.Person.ToString())));
        var numbers = await call.Service<PassbookNumbers>().Open(call.Community, [.. rows.Select(row => (row.Person, row.Passbook))], call.Cancel);
        var records = await call.Service<PersonVault>().Open(call.Community, rows.Select(row => row.Person), call.Cancel);
        var shown = new List<PassbookShown>();
        foreach (var row in rows)
        {
            // The passbooks of a refused opening are free again: another may have them by now.
            if (papers.Books.Find<PaperPassbook>(row.Passbook) is not { } paper || paper.Opening != id) continue;
            var because = opening.Status == OpeningStatus.Entered ? new SignOpening(call.By, id).Refuse(papers.Books, paper) : null;
            shown.Add(new PassbookShown(shown.Count + 1, numbers.GetValueOrDefault(row.Passbook), paper.Person, records.GetValueOrDefault(paper.Person)?.Name, paper.ClosedOn, paper.Lots, Told(because)));
        }
        call.Shows(shown.Select(passbook => passbook.Person));
        return call.Ok(new Answer(look.Number, OpeningShown.Of(id, opening), shown), opening.Number);
    }

    private static PassbookRefusal? Told(Rejection? because) =>
        because is null ? null : ProblemCatalogue.Tell(because) is var problem ? new(problem.Type.Slug, problem.Detail.Zh, problem.Detail.En) : null;
}

/// <param name="DecidedBy">Who signed or refused it.</param>
/// <param name="Number">The journal number of its last change.</param>
public sealed record OpeningShown(OpeningId Opening, OpeningStatus Status, PersonId EnteredBy, PersonId? DecidedBy, Code? Reason, int Passbooks, Points PointsHundredths, Minutes Minutes, long Number)
{
    public static OpeningShown Of(OpeningId id, Opening opening) =>
        new(id, opening.Status, opening.EnteredBy, opening.DecidedBy, opening.Reason, opening.Passbooks, opening.Points, opening.Minutes, opening.Number);
}

public static class ListOpenings
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<OpeningShown> Openings, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        if (!call.TryCursor("openings", out string? after, out var refusal)) return refusal;
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, OpeningRoutes.Readers)) return call.Refuse(new NotAllowed(OpeningRoutes.Readers));
        // Keys are UUIDs: a space behind one stands before any other.
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange("opening", after is null ? "" : after + ' ', "\uffff", call.PageSize + 1), call.Cancel);
        var page = rows.Take(call.PageSize).ToList();
        return call.Ok(new Answer(look.Number, [.. page.Select(row => OpeningShown.Of(OpeningId.Of(Guid.Parse(row.Key)), (Opening)row.Value))],
            rows.Count > page.Count ? call.Service<Cursors>().Seal($"{call.Community}/openings", page[^1].Key) : null));
    }
}
