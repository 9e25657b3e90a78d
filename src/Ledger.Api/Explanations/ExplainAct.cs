using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Entries;

namespace Ledger.Api.Explanations;

/// <summary>Why an act got what it got: from the stored arithmetic, sentence by sentence (计分说明).</summary>
public static class ExplainAct
{
    /// <param name="Rulebook">The version by which it was computed; absent until the act is attested.</param>
    /// <param name="PointsHundredths">All it has got: the accrual and what changed since.</param>
    /// <param name="Accrued">How it was reached; absent until the act is attested.</param>
    /// <param name="Adjusted">What changed because an act counted before it was undone.</param>
    public sealed record Answer(
        long JournalNumber, ActId Act, Title Title, DateOnly OccurredOn, ActStatus Status, RulebookStamp? Rulebook, Points? PointsHundredths, ExplainedAmount? Accrued, IReadOnlyList<ExplainedAmount> Adjusted);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<ActId>("act");
        var look = await call.Look(needs => needs);
        if (await call.FindOfPerson<Act>(look.Books, id.ToString(), person => new { recorded = new { person } }, found => found.Recorded.Person) is not { Recorded: var recorded } act) return call.NotFound("act");
        call.Shows(recorded.Person);
        var (rulebook, holders) = await Known(call, act);
        var title = rulebook?.Find(recorded.ActType)?.Title ?? new Title(recorded.ActType.Value);
        if (act.Accrual is not { } accrual || rulebook is null) return call.Ok(new Answer(look.Number, id, title, recorded.OccurredOn, act.Status, null, null, null, []), act.Number);
        var numbers = (await call.Service<EntryReader>().About(call.Community, holders, id, call.Cancel)).Append(accrual.At).Append(act.Number).Distinct().ToList();
        var facts = (await call.Service<IJournalReader>().ReadNumbers(call.Community, numbers, call.Cancel)).Select(one => DomainJson.ReadFact(one.Type, one.Data)).ToList();
        var told = ActExplanation.Of(rulebook, recorded, facts.OfType<ActAccrued>().Single(fact => fact.Act == id), facts.OfType<AccrualAdjusted>().Where(fact => fact.Act == id));
        return call.Ok(new Answer(look.Number, id, title, recorded.OccurredOn, act.Status, accrual.Rulebook, accrual.Points, ExplainedAmount.Of(told.Accrued, rulebook.Document, rulebook.Unit),
            [.. told.Adjusted.Select(one => ExplainedAmount.Of(one, rulebook.Document, rulebook.Unit))]), act.Number);
    }

    /// <summary>The rulebook it was computed by, or would be, and every id under which the doer holds points.</summary>
    private static async Task<(Rulebook? Rulebook, IReadOnlyList<PersonId> Holders)> Known(Call call, Act act)
    {
        var books = (await call.Look(needs => needs.StartingWith<Rulebook>("").Row<RulebookVersions>("").Row<Person>(act.Recorded.Person.ToString()))).Books;
        var rulebook = act.Accrual is { } accrual ? Rulebook.Of(books, accrual.Rulebook) : Rulebook.InForce(books, act.Recorded.OccurredOn);
        return (rulebook, books.Find<Person>(act.Recorded.Person.ToString()) is { MergedInto: { } survivor } ? [act.Recorded.Person, survivor] : [act.Recorded.Person]);
    }
}
