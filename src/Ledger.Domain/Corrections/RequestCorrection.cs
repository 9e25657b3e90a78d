using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Corrections;

/// <summary>Asks for a correction: he himself, who speaks for him, or a helper at the counter for somebody without a phone.</summary>
/// <param name="Papers">By kind and SHA-256 in hexadecimal.</param>
[Refuses(typeof(NotFound), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(TooLateToObject))]
public sealed record RequestCorrection(Actor By, CorrectionId Correction, PersonId Person, ActId? Act, Code About, string TextHash, IReadOnlyList<SideRow> Vault, IReadOnlyList<ActPaper>? Papers = null) : ICommand<CorrectionIs>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Correction>(Corrections.Correction.Key(Person, Correction));
        if (Act is { } act) needs.Row<Act>(act.ToString());
    }

    public Decision<CorrectionIs> Decide(Books books)
    {
        if (!By.IsOrWas(books, Person) && !By.Speaks(books, Person) && !By.Reaches(books, PlaceHold.Helpers, Person)) return new NotFound("person", Person.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Act is { } act && !(books.Find<Act>(act.ToString()) is { Recorded.Person: var doer } && Persons.Person.SurvivorOf(books, doer) == Person)) return new NotFound("act", act.ToString());
        if (books.Find<Correction>(Corrections.Correction.Key(Person, Correction)) is not null) return new IdAlreadyUsed("correction", Correction.ToString());
        if (TooLate(books) is { } tooLate) return tooLate;
        books.Add(Stream.Person(Person), new CorrectionRequested(Correction, Person, Act, About, TextHash, By.Person, books.Today, Papers is { Count: > 0 } ? Papers : null));
        SideRow.PutAll(books, Vault);
        return books.Accept(new CorrectionIs(Correction, Person, null));
    }

    /// <summary>So many days after an act it stands as it is recorded. What is kept about himself he may always have corrected.</summary>
    private TooLateToObject? TooLate(Books books) =>
        Act is { } act && books.Find<Act>(act.ToString()) is { Recorded.OccurredOn: var day } && Rulebook.InForce(books, day)?.Document.Filing.Appeal is { } days && day.AddDays((int)days.Units) is var last && last < books.Today ? new(last) : null;
}

/// <summary>Decides a request: the office, and nobody who recorded or attested the act, asked for it or gains by it.</summary>
/// <param name="Done">What was done about an act: those reversed or recorded anew.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(CorrectionIsDecided), typeof(DeciderIsInvolved), typeof(NothingWasDone))]
public sealed record DecideCorrection(
    Actor By, PersonId Person, CorrectionId Correction, CorrectionOutcome Outcome, IReadOnlyList<ActId> Done, Code? Reason, string? TextHash, long? Expected, IReadOnlyList<SideRow> Vault) : ICommand<CorrectionIs>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Correction>(Corrections.Correction.Key(Person, Correction));
        if (By.Person is { } decider) needs.Row<Person>(decider.ToString());
        foreach (var act in Done) needs.Row<Act>(act.ToString());
    }

    public Decision<CorrectionIs> Decide(Books books)
    {
        if (!By.Holds(books, Role.Office)) return new NotAllowed(Role.Office);
        if (books.Find<Correction>(Corrections.Correction.Key(Person, Correction)) is not { } correction) return new NotFound("correction", Correction.ToString());
        if (Expected is { } number && number != correction.Number) return new ChangedMeanwhile(number, correction.Number);
        if (correction.Decided is not null) return new CorrectionIsDecided(Correction);
        if (IsInvolved(books, correction.Requested)) return new DeciderIsInvolved("correction");
        foreach (var act in Done)
            if (books.Find<Act>(act.ToString()) is null) return new NotFound("done", act.ToString());
        if (Outcome == CorrectionOutcome.Accepted && correction.Requested.Act is not null && Done.Count == 0) return new NothingWasDone(Correction);
        books.Add(Stream.Person(Person), new CorrectionDecided(Correction, Person, By.Person!.Value, Outcome, Done, Reason, TextHash, books.Today));
        SideRow.PutAll(books, Vault);
        return books.Accept(new CorrectionIs(Correction, Person, Outcome));
    }

    private bool IsInvolved(Books books, CorrectionRequested request)
    {
        var decider = By.Person!.Value;
        bool Is(PersonId? named) => Persons.Person.IsOne(books, decider, named);
        if (Is(Person) || Is(request.RequestedBy) || TwoPeople.Gains(books, decider, Person)) return true;
        return request.Act is { } id && books.Find<Act>(id.ToString()) is { } act && (Is(act.Recorded.RecordedBy) || Is(act.Attester));
    }
}

/// <param name="Outcome">Absent while it waits.</param>
public sealed record CorrectionIs(CorrectionId Correction, PersonId Person, CorrectionOutcome? Outcome);

/// <summary>The request was decided before.</summary>
public sealed record CorrectionIsDecided(CorrectionId Correction) : Rejection;

/// <summary>A correction of an act is accepted by what was done: a reversal, a new record.</summary>
public sealed record NothingWasDone(CorrectionId Correction) : Rejection;
