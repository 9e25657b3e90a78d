namespace Ledger.Domain.Acts;

/// <summary>States that acts happened, all or none; their minutes and points post at once, or after the public notice the rulebook asks for.</summary>
/// <param name="Acts">1 to 200.</param>
/// <param name="Inputs">The numbers that the step of their review asks for; <paramref name="Marks"/>: the marks it asks for that are there.</param>
/// <param name="Vault">What only the vault knows of their doers, where the rulebook reads it.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OutsideScope), typeof(ActAlreadyDecided), typeof(AttesterIsDoer), typeof(AttesterSharesHousehold),
    typeof(Rulebooks.NoRulebookInForce), typeof(Rulebooks.RulebookIsBeingFilled), typeof(UnknownActType), typeof(Marks.NotOfTheBody), typeof(SecondPersonNeeded), typeof(AttesterIsRecorder), typeof(InputOutOfRange), typeof(ReviewInputMissing), typeof(UnknownMark), typeof(WindowIsClosed), typeof(AmountTooLarge), typeof(LimitReached), typeof(NotEligible), typeof(Offers.InsufficientPoints), typeof(Redemptions.DebtLimitReached))]
public sealed record AttestActs(Actor By, IReadOnlyList<ActId> Acts, IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null, IReadOnlyList<DoersMarks>? Vault = null) : ICommand<ActsAttested>
{
    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs) => ActsNamed.Name(needs, By, Acts);

    public Decision<ActsAttested> Decide(Books books)
    {
        if (By.Person is null) return new NotAllowed(RecordActs.Recorders);
        ActsNamed.LookAt(books, Acts);
        var posted = new List<ActPosted>();
        foreach (var act in Acts)
        {
            if (BodyFor(books, act) is null && !By.Holds(books, RecordActs.Recorders)) return new NotAllowed(RecordActs.Recorders);
            if ((OutOfReach(books, act) ?? Attestation.Attest(books, By, act, posted, Inputs, Marks, Vault?.FirstOrDefault(one => one.Act == act)?.Marks)) is { } refusal) return refusal;
        }
        return books.Accept(new ActsAttested(posted));
    }

    /// <summary>Who is not of the body at all is told that.</summary>
    private Rejection? OutOfReach(Books books, ActId act)
    {
        Role[] roles = BodyFor(books, act) is { } body ? [.. body.Roles] : RecordActs.Recorders;
        return By.Holds(books, roles) ? Reach.Refuses(books, By, act, roles) : null;
    }

    /// <summary>Whose signature is next; null for an act without review: whoever records others' attests it.</summary>
    private static Rulebooks.Document.Body? BodyFor(Books books, ActId id) =>
        books.Find<Act>(id.ToString()) is { Recorded: { Review: not null } act } known && Rulebooks.Rulebook.InForce(books, act.OccurredOn) is { } rulebook
            && Reviewing.Of(rulebook, act) is { } review && Reviews.Signing.Next(rulebook.Document, review, known.Signed ?? []) is { } step
            ? Reviews.Signing.BodyOf(rulebook.Document, review, step) : null;
}

/// <summary>Which of the marks in the vault the doer of an act bore on its day.</summary>
public sealed record DoersMarks(ActId Act, IReadOnlyList<Code> Marks);

/// <summary>States that acts do not count, all or none.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OutsideScope), typeof(ActAlreadyDecided), typeof(AttesterIsDoer), typeof(AttesterSharesHousehold))]
public sealed record RejectActs(Actor By, IReadOnlyList<ActId> Acts, Code Reason) : ICommand<ActsRejected>
{
    public void Name(Needs needs) => ActsNamed.Name(needs, By, Acts);

    public Decision<ActsRejected> Decide(Books books)
    {
        if (!By.Holds(books, RecordActs.Recorders)) return new NotAllowed(RecordActs.Recorders);
        ActsNamed.LookAt(books, Acts);
        foreach (var id in Acts)
        {
            if (books.Find<Act>(id.ToString()) is not { } act) return new NotFound("acts", id.ToString());
            if ((Reach.Refuses(books, By, id, RecordActs.Recorders) ?? Attestation.MayNotDecide(books, By.Person!.Value, act)) is { } refusal) return refusal;
            books.Add(Stream.Act(id), new ActRejected(id, By.Person!.Value, Reason));
        }
        return books.Accept(new ActsRejected(Acts));
    }
}

/// <param name="Posted">One line per act.</param>
public sealed record ActsAttested(IReadOnlyList<ActPosted> Posted);

public sealed record ActsRejected(IReadOnlyList<ActId> Acts);

/// <summary>What an act was worth.</summary>
/// <param name="NoticeUntil">The last day of the public notice: provisional until then (待入账).</param>
/// <param name="PostsAfter">The last day of the period at whose end it posts. With neither day it is posted.</param>
public sealed record ActPosted(ActId Act, PersonId Person, Minutes Minutes, Points PointsHundredths, DateOnly? NoticeUntil = null, DateOnly? PostsAfter = null);
