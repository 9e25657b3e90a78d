namespace Ledger.Domain.Audits;

/// <summary>A check of the books by one auditor, with its scope and its dates.</summary>
public sealed record AuditCheck(AuditCheckId Id, PersonId Auditor, Code Scope, DateOnly From, DateOnly Until, bool IsClosed, long Number)
{
    public static void Evolve(IStates states, AuditCheckOpened fact, At at)
    {
        states.Put(fact.Check.ToString(), new AuditCheck(fact.Check, fact.Auditor, fact.Scope, fact.From, fact.Until, false, at.Number));
        states.Put(OpenCheck.Key(fact.Auditor), new OpenCheck(fact.Check, fact.From, fact.Until));
    }

    public static void Evolve(IStates states, AuditCheckClosed fact, At at)
    {
        if (states.Find<AuditCheck>(fact.Check.ToString()) is { } check) states.Put(fact.Check.ToString(), check with { IsClosed = true, Number = at.Number });
        if (states.Find<OpenCheck>(OpenCheck.Key(fact.Auditor))?.Check == fact.Check) states.Remove<OpenCheck>(OpenCheck.Key(fact.Auditor));
    }
}

/// <summary>The check an auditor has open: one at a time, so that every look belongs to one.</summary>
public sealed record OpenCheck(AuditCheckId Check, DateOnly From, DateOnly Until)
{
    public static string Key(PersonId auditor) => auditor.ToString();

    /// <summary>Nobody's looks stay hidden for ever: a check that is never closed ends with its last day.</summary>
    public bool IsOver(DateOnly today) => today > Until;

    public bool Covers(DateOnly day) => From <= day && !IsOver(day);
}
