using Ledger.Domain.Persons;

namespace Ledger.Domain.Audits;

/// <summary>Opens a check: the auditor himself, or the office for an auditor who comes from outside.</summary>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(NotAnAuditor), typeof(PeriodIsEmpty), typeof(AuditCheckIsOpen))]
public sealed record OpenAuditCheck(Actor By, AuditCheckId Check, PersonId Auditor, Code Scope, DateOnly From, DateOnly Until) : ICommand<AuditCheckShown>
{
    public DateOnly Until { get; init => field = Bounds.CheckEnd(From, value); } = Bounds.CheckEnd(From, Until);

    public void Name(Needs needs) => needs.Row<AuditCheck>(Check.ToString()).Row<OpenCheck>(OpenCheck.Key(Auditor)).StartingWith<RoleHeld>(RoleHeld.Prefix(Auditor)).AddsTo(Stream.AuditCheck(Check));

    public Decision<AuditCheckShown> Decide(Books books)
    {
        if (!By.Holds(books, Role.Office) && !(By.Is(Auditor) && By.Holds(books, Role.Auditor))) return new NotAllowed(Role.Auditor, Role.Office);
        if (books.Find<AuditCheck>(Check.ToString()) is not null) return new IdAlreadyUsed("check", Check.ToString());
        if (!Actor.Of(Auditor).Holds(books, Role.Auditor)) return new NotAnAuditor(Auditor);
        if (Until < From) return new PeriodIsEmpty("until", From, Until);
        if (books.Find<OpenCheck>(OpenCheck.Key(Auditor)) is { } open && !open.IsOver(books.Today)) return new AuditCheckIsOpen(open.Check);
        books.Add(Stream.AuditCheck(Check), new AuditCheckOpened(Check, Auditor, Scope, From, Until));
        return books.Accept(new AuditCheckShown(Check, Auditor, Scope, From, Until, false));
    }
}

/// <summary>Closes a check. Closing a closed one changes nothing.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile))]
public sealed record CloseAuditCheck(Actor By, AuditCheckId Check, long? Expected) : ICommand<AuditCheckShown>
{
    public void Name(Needs needs) => needs.Row<AuditCheck>(Check.ToString());

    public Decision<AuditCheckShown> Decide(Books books)
    {
        if (!By.Holds(books, Role.Office, Role.Auditor)) return new NotAllowed(Role.Auditor, Role.Office);
        if (books.Find<AuditCheck>(Check.ToString()) is not { } check || !(By.Is(check.Auditor) || By.Holds(books, Role.Office))) return new NotFound("check", Check.ToString());
        if (Expected is { } number && number != check.Number) return new ChangedMeanwhile(number, check.Number);
        if (!check.IsClosed) books.Add(Stream.AuditCheck(Check), new AuditCheckClosed(Check, check.Auditor));
        return books.Accept(new AuditCheckShown(Check, check.Auditor, check.Scope, check.From, check.Until, true));
    }
}

public sealed record AuditCheckShown(AuditCheckId Check, PersonId Auditor, Code Scope, DateOnly From, DateOnly Until, bool IsClosed);

/// <summary>The person holds no auditor's role today.</summary>
public sealed record NotAnAuditor(PersonId Person) : Rejection;

/// <summary>The auditor has another check open: it is closed first.</summary>
public sealed record AuditCheckIsOpen(AuditCheckId Check) : Rejection;
