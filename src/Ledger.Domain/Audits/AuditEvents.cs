namespace Ledger.Domain.Audits;

/// <summary>An audit check was opened: until it ends, the people looked at are not told of the auditor's looks (rule 15).</summary>
/// <param name="Scope">What is checked: a code, such as <c>payables</c>.</param>
/// <param name="Until">The last day on which looks belong to it, closed or not.</param>
public sealed record AuditCheckOpened(AuditCheckId Check, PersonId Auditor, Code Scope, DateOnly From, DateOnly Until) : IFact;

/// <summary>An audit check was closed: from now on the people looked at see who looked.</summary>
public sealed record AuditCheckClosed(AuditCheckId Check, PersonId Auditor) : IFact;
