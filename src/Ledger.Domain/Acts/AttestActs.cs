namespace Ledger.Domain.Acts;

/// <summary>States that acts happened, all or none; their minutes and points post at once, or after the public notice the rulebook asks for.</summary>
/// <param name="Acts">1 to 200.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OutsideScope), typeof(ActAlreadyDecided), typeof(AttesterIsDoer), typeof(AttesterSharesHousehold),
    typeof(Rulebooks.NoRulebookInForce), typeof(Rulebooks.RulebookIsBeingFilled), typeof(UnknownActType), typeof(AttesterIsRecorder), typeof(WindowIsClosed), typeof(AmountTooLarge), typeof(LimitReached), typeof(NotEligible))]
public sealed record AttestActs(Actor By, IReadOnlyList<ActId> Acts) : ICommand<ActsAttested>
{
    public void Name(Needs needs) => ActsNamed.Name(needs, By, Acts);

    public Decision<ActsAttested> Decide(Books books)
    {
        if (!By.Holds(books, RecordActs.Recorders)) return new NotAllowed(RecordActs.Recorders);
        ActsNamed.LookAt(books, Acts);
        var posted = new List<ActPosted>();
        foreach (var act in Acts)
            if ((Reach.Refuses(books, By, act, RecordActs.Recorders) ?? Attestation.Attest(books, By.Person!.Value, act, posted)) is { } refusal) return refusal;
        return books.Accept(new ActsAttested(posted));
    }
}

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
