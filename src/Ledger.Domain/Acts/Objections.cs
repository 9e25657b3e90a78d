using Ledger.Domain.Persons;

namespace Ledger.Domain.Acts;

/// <summary>Objects to an act on public notice (异议): anybody in the books may. Only the disputed act is stopped (rule 7).</summary>
/// <param name="Vault">Ciphertext of the note.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(NotOnNotice), typeof(ObjectionIsOpen))]
public sealed record RaiseObjection(Actor By, ActId Act, Code Reason, string? NoteHash, IReadOnlyList<SideRow> Vault) : ICommand<ObjectionStands>
{
    public void Name(Needs needs) => needs.Row<Act>(Act.ToString());

    public Decision<ObjectionStands> Decide(Books books)
    {
        if (By.Person is not { } objector) return new NotAllowed();
        if (books.Find<Act>(Act.ToString()) is not { } act) return new NotFound("act", Act.ToString());
        if (act is not { Status: ActStatus.Attested, Accrual: { IsPosted: false } accrual }) return new NotOnNotice(Act);
        if (accrual.OpenObjection is not null) return new ObjectionIsOpen(Act);
        // Over is over, also before the scheduler has posted it.
        if (!accrual.IsOnNotice(books.Today)) return new NotOnNotice(Act);
        books.Add(Stream.Act(Act), new ObjectionRaised(Act, objector, Reason, NoteHash));
        SideRow.PutAll(books, Vault);
        return books.Accept(new ObjectionStands(Act, accrual.NoticeUntil!.Value));
    }
}

/// <param name="NoticeUntil">The last day of the notice; the act does not post until the objection is decided.</param>
public sealed record ObjectionStands(ActId Act, DateOnly NoticeUntil);

/// <summary>Decides an objection: somebody who neither gains, nor recorded or attested the act, nor objected himself.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(NoOpenObjection), typeof(AttesterIsDoer), typeof(AttesterSharesHousehold), typeof(DeciderIsInvolved))]
public sealed record DecideObjection(Actor By, ActId Act, bool Upheld, Code Reason) : ICommand<ObjectionIsDecided>
{
    public static readonly Role[] Deciders = [Role.Office, Role.CommitteeMember];

    public int MostReadings => Accruing.MostReadings;

    public void Name(Needs needs)
    {
        needs.Row<Act>(Act.ToString());
        if (By.Person is { } decider) needs.Row<Person>(decider.ToString());
    }

    public Decision<ObjectionIsDecided> Decide(Books books)
    {
        if (!By.Holds(books, Deciders)) return new NotAllowed(Deciders);
        if (books.Find<Act>(Act.ToString()) is not { } act) return new NotFound("act", Act.ToString());
        if (act is not { Status: ActStatus.Attested, Accrual.OpenObjection: not null }) return new NoOpenObjection(Act);
        var decider = By.Person!.Value;
        if (Involved(books, decider, act) is { } refusal) return refusal;
        Accruing.LookAtUndoing(books, act);
        books.Add(Stream.Act(Act), new ObjectionDecided(Act, decider, Upheld, Reason));
        if (Upheld) Accruing.Undo(books, act, decider, "objection-upheld", null);
        else if (act.Accrual.IsDue(books.Today)) Accruing.Post(books, act);
        return books.Accept(new ObjectionIsDecided(Act, Upheld));
    }

    /// <summary>Why this decider neither decides it nor reads what is said: he gains by the act, or has a part in it.</summary>
    public static Rejection? Involved(Books books, PersonId decider, Act act) => Attestation.Gains(books, decider, act)
        ?? (new[] { act.Accrual?.OpenObjection, act.Recorded.RecordedBy, act.Attester }.Concat((act.Signed ?? []).Select(one => (PersonId?)one.By)).Any(one => Person.IsOne(books, decider, one)) ? new DeciderIsInvolved("act") : null);
}

public sealed record ObjectionIsDecided(ActId Act, bool Upheld);

/// <summary>Posts acts whose public notice and period are over. Sent by the scheduler; what is disputed, posted or not due is left alone.</summary>
/// <param name="Acts">1 to 200.</param>
[Refuses(typeof(NotAllowed))]
public sealed record PostAccruals(Actor By, IReadOnlyList<ActId> Acts) : ICommand<AccrualsPosted>
{
    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs)
    {
        foreach (var act in Acts) needs.Row<Act>(act.ToString());
    }

    public Decision<AccrualsPosted> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        ActsNamed.LookAt(books, Acts);
        var due = Acts.Select(id => books.Find<Act>(id.ToString())).OfType<Act>().Where(act => IsDue(act, books.Today)).ToList();
        foreach (var act in due) Accruing.Post(books, act);
        return books.Accept(new AccrualsPosted([.. due.Select(act => act.Recorded.Act)]));
    }

    private static bool IsDue(Act act, DateOnly today) =>
        act is { Status: ActStatus.Attested, Accrual: { IsPosted: false, OpenObjection: null } accrual } && accrual.IsDue(today);
}

public sealed record AccrualsPosted(IReadOnlyList<ActId> Acts);

/// <summary>The act is not on public notice: it posted, was undone, or was never attested.</summary>
public sealed record NotOnNotice(ActId Act) : Rejection;

/// <summary>An objection to it is being looked into already.</summary>
public sealed record ObjectionIsOpen(ActId Act) : Rejection;

/// <summary>Nobody objects to it, or that was decided before.</summary>
public sealed record NoOpenObjection(ActId Act) : Rejection;
