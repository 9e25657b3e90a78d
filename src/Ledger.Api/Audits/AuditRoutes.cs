using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Audits;

namespace Ledger.Api.Audits;

internal static class AuditRoutes
{
    private const string Why = "which auditor checks what, no account";

    public static void Map(LedgerRoutes routes)
    {
        routes.Write<AuditCheckEndpoints.Request, AuditCheckShown>("POST", "audit-checks", "Open a check: the auditor's looks belong to it until it is closed 开始检查", AuditCheckEndpoints.Open, new AuditCheckEndpoints.Validator(), typeof(OpenAuditCheck));
        routes.Read<ListAuditChecks.Answer>("audit-checks", "Checks, open and closed 检查一览", ListAuditChecks.Handle, null, typeof(NotAllowed)).ShowsNoAccount(Why);
        routes.Read<GetAuditCheck.Answer>("audit-checks/{check}", "A check 检查", GetAuditCheck.Handle, null, typeof(NotAllowed), typeof(NotFound)).ShowsNoAccount(Why);
        routes.Write<AuditCheckEndpoints.Closing, AuditCheckShown>("POST", "audit-checks/{check}/closing", "Close a check: whoever was looked at sees it now 结束检查", AuditCheckEndpoints.Close, null, typeof(CloseAuditCheck), ifMatch: true);
    }
}

public static class AuditCheckEndpoints
{
    /// <param name="Auditor">Absent: oneself.</param>
    /// <param name="Scope">What is checked: a code, such as <c>payables</c>.</param>
    /// <param name="Until">The last day on which looks belong to it; at most a year after the first.</param>
    public sealed record Request(AuditCheckId Check, Code Scope, DateOnly From, DateOnly Until, PersonId? Auditor = null);

    /// <summary>Empty.</summary>
    public sealed record Closing;

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.From).InOurTimes();
            RuleFor(request => request.Until).InOurTimes();
            RuleFor(request => request.Until).Must((request, until) => until.DayNumber - request.From.DayNumber <= Bounds.LongestCheckDays)
                .As("in-range", $"检查至多 {Bounds.LongestCheckDays} 天", $"At most {Bounds.LongestCheckDays} days");
        }
    }

    public static async Task<IResult> Open(WriteCall<Request> call)
    {
        var body = call.Body;
        if ((body.Auditor ?? call.By.Person) is not { } auditor) return call.Refuse(new NotAllowed(Role.Auditor, Role.Office));
        return await call.Send(new OpenAuditCheck(call.By, body.Check, auditor, body.Scope, body.From, body.Until), location: opened => $"audit-checks/{opened.Check}");
    }

    public static Task<IResult> Close(WriteCall<Closing> call) => call.Send(new CloseAuditCheck(call.By, call.Id<AuditCheckId>("check"), call.Expected));
}

public static class ListAuditChecks
{
    /// <summary>Who may know of checks.</summary>
    internal static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.CommitteeMember, Role.Auditor];

    public sealed record Answer(long JournalNumber, IReadOnlyList<AuditCheckShown> Checks);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.StartingWith<AuditCheck>(""));
        return call.By.Holds(look.Books, Readers)
            ? call.Ok(new Answer(look.Number, [.. look.Books.StartingWith<AuditCheck>("").Select(row => row.Value).OrderByDescending(check => check.Number).Select(Shown)]))
            : call.Refuse(new NotAllowed(Readers));
    }

    internal static AuditCheckShown Shown(AuditCheck check) => new(check.Id, check.Auditor, check.Scope, check.From, check.Until, check.IsClosed);
}

public static class GetAuditCheck
{
    public sealed record Answer(long JournalNumber, AuditCheckShown Check);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<AuditCheckId>("check");
        var look = await call.Look(needs => needs.Row<AuditCheck>(id.ToString()));
        if (!call.By.Holds(look.Books, ListAuditChecks.Readers)) return call.Refuse(new NotAllowed(ListAuditChecks.Readers));
        return look.Books.Find<AuditCheck>(id.ToString()) is { } check ? call.Ok(new Answer(look.Number, ListAuditChecks.Shown(check)), check.Number) : call.NotFound("check");
    }
}
