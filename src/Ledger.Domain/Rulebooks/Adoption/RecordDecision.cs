namespace Ledger.Domain.Rulebooks.Adoption;

/// <summary>
/// Records that a step of a draft's adoption was taken: the residents' meeting, the committee, the notice, as the rulebook in force
/// asks for, in its order. A body's step is signed by as many different people of its roles as the body has signers. Where nothing in force asks for steps, any may be recorded:
/// what pays out money is not published without.
/// </summary>
/// <param name="Hash">Of the text that was decided on.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(DraftIsAnother), typeof(DraftIsNotChecked), typeof(DecisionInTheFuture), typeof(StepsAreMissing), typeof(StepIsTaken))]
public sealed record RecordDecision(Actor By, Code Version, string Hash, Code Step, DateOnly DecidedOn, string? EvidenceHash) : ICommand<DraftStands>
{
    public void Name(Needs needs) => needs.Row<RulebookDraft>(RulebookDraft.Key(Version));

    public Decision<DraftStands> Decide(Books books)
    {
        if (By.Person is not { } signer) return new NotAllowed(DraftRulebook.Drafters);
        var inForce = Rulebook.InForce(books, books.Today);
        var step = inForce?.Document.Adoption?.Steps.FirstOrDefault(one => one.Code == Step);
        Role[] signers = step is not null && AdoptionSteps.BodyOf(inForce!, step) is { } body ? [.. body.Roles] : DraftRulebook.Drafters;
        if (!By.Holds(books, signers)) return new NotAllowed(signers);
        if (RulebookDraft.Of(books, Version) is not { } draft) return new NotFound("version", Version.Value);
        if (step is null && inForce?.Document.Adoption is not null) return new NotFound("step", Step.Value);
        if (draft.Hash != Hash) return new DraftIsAnother(Version, draft.Hash);
        if (draft.Faults != 0) return new DraftIsNotChecked(Version);
        if (DecidedOn > books.Today) return new DecisionInTheFuture(DecidedOn, books.Today);
        var steps = AdoptionSteps.Of(inForce, draft, Hash);
        if (steps.TakeWhile(one => one.Step != Step).Where(one => !one.IsDone()).Select(one => one.Step).ToList() is { Count: > 0 } before) return new StepsAreMissing(Version, before);
        if (steps.FirstOrDefault(one => one.Step == Step)?.IsDone() == true || draft.Decisions.Any(one => one.Step == Step && Persons.Person.IsOne(books, signer, one.RecordedBy))) return new StepIsTaken(Step);
        books.Add(Stream.Community, new DecisionRecorded(Version, Hash, Step, DecidedOn, EvidenceHash, signer));
        return books.Accept(DraftStands.Of(books, Version));
    }
}

/// <summary>The draft has another text by now.</summary>
public sealed record DraftIsAnother(Code Version, string Hash) : Rejection;

/// <summary>This text of the draft was not checked, or something was found.</summary>
public sealed record DraftIsNotChecked(Code Version) : Rejection;

/// <summary>A decision is recorded on its day or later.</summary>
public sealed record DecisionInTheFuture(DateOnly DecidedOn, DateOnly Today) : Rejection;

/// <summary>The rulebook in force asks for these steps first.</summary>
public sealed record StepsAreMissing(Code Version, IReadOnlyList<Code> Steps) : Rejection;

/// <summary>The step is taken, or this person has signed it.</summary>
public sealed record StepIsTaken(Code Step) : Rejection;
