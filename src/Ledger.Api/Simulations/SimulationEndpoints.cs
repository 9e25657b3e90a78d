using System.Text;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Simulating;
using Ledger.Rulebooks;

namespace Ledger.Api.Simulations;

/// <summary>试算: a draft over the recorded past, as work that goes on while one asks how far it is.</summary>
public static class SimulationEndpoints
{
    private const string All = "rulebook-drafts/{version}/simulations", One = $"{All}/{{simulation}}";

    public static void Map(LedgerRoutes routes)
    {
        routes.Ask<Request, Answer>(All, "Run a draft over the recorded past, beside another where one is named; one of a community at a time 试算草案", Start, null, StatusCodes.Status202Accepted, [SimulationProblems.UnderWay, SimulationProblems.HasFaults], typeof(NotAllowed), typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<Answer>(One, "How far a simulation is, and what came out; it is gone after a restart 试算结果", Get, null, [SimulationProblems.Gone], typeof(NotAllowed), typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Download($"{One}/sheet", "text/html", "The sheet for the residents' meeting 试算打印页", Sheet, [], [SimulationProblems.NotDone, SimulationProblems.Gone], typeof(NotAllowed), typeof(NotFound))
            .ShowsNoAccount("nobody is named on the sheet");
        routes.Delete<Answer>(One, "Cancel a simulation 取消试算", Cancel, [SimulationProblems.Gone], typeof(NotAllowed), typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
    }

    /// <param name="Against">Another draft, or a published version, to compare with.</param>
    public sealed record Request(Code? Against = null);

    /// <param name="Number">The last journal number that was valued, of <paramref name="UpTo"/>.</param>
    /// <param name="Hash">SHA-256 of the reports, in hexadecimal: it stands on the sheet, and goes into the decision record as its evidence.</param>
    /// <param name="Reports">One for each draft, the one that was compared with last; empty until it is done.</param>
    public sealed record Answer(Guid Simulation, SimulationStatus Status, long Number, long UpTo, IReadOnlyList<Code> Versions, string? Hash, IReadOnlyList<SimulationReport> Reports);

    private static async Task<IResult> Start(WriteCall<Request> call)
    {
        var version = call.CodeAt("version");
        var look = await call.Look(needs => (call.Body.Against is { } other ? needs.Row<RulebookDraft>(RulebookDraft.Key(other)).Row<Rulebook>(Rulebook.Key(other)) : needs).Row<RulebookDraft>(RulebookDraft.Key(version)));
        if (!call.By.Holds(look.Books, DraftRulebook.Drafters)) return call.Refuse(new NotAllowed(DraftRulebook.Drafters));
        if (RulebookDraft.Of(look.Books, version) is not { } draft) return call.NotFound("version");
        List<Rulebook> drafts = [new(draft.Document, draft.Hash, 0)];
        if (call.Body.Against is { } against)
        {
            if ((RulebookDraft.Of(look.Books, against) is { } beside ? new Rulebook(beside.Document, beside.Hash, 0) : Rulebook.Of(look.Books, against)) is not { } known) return call.Refuse(new NotFound("against", against.Value));
            drafts.Add(known);
        }
        foreach (var one in drafts)
            if (RulebookChecker.Check(one.Document) is { Rulebook: null, Findings: var findings }) return new ProblemResult(SimulationProblems.Faulty(one.Document.Version, findings));
        if (call.Service<RunningSimulations>().Start(call.Community, drafts, look.Number) is not { } job) return new ProblemResult(new Problem(SimulationProblems.UnderWay, new("这个社区有一次试算正在进行。", "A simulation of this community is running.")));
        call.Http.Response.Headers.Location = $"/v1/communities/{call.Community}/rulebook-drafts/{version}/simulations/{job.Id}";
        return Shown(call, job, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Get(Call call) => await Find(call) switch { (var job, null) => Shown(call, job!), (_, { } refusal) => refusal };

    private static async Task<IResult> Cancel(Call call)
    {
        var (job, refusal) = await Find(call);
        if (refusal is not null) return refusal;
        job!.Cancel();
        return Shown(call, job);
    }

    private static async Task<IResult> Sheet(Call call)
    {
        var (job, refusal) = await Find(call);
        if (refusal is not null) return refusal;
        if (job!.Hash is not { } hash) return new ProblemResult(new Problem(SimulationProblems.NotDone, new("试算还没有完成。", "The simulation is not done.")));
        var name = (await call.Look(needs => needs)).Books.Community.Name;
        return Results.Content(SimulationSheet.Html([.. job.Drafts.Select(draft => draft.Document).Zip(job.Reports)], name.Zh, hash), "text/html", Encoding.UTF8);
    }

    private static async Task<(SimulationJob? Job, IResult? Refusal)> Find(Call call)
    {
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, DraftRulebook.Drafters)) return (null, call.Refuse(new NotAllowed(DraftRulebook.Drafters)));
        var found = Guid.TryParse(call.Route("simulation"), out var id) ? call.Service<RunningSimulations>().Find(call.Community, id) : null;
        return found?.Drafts[0].Document.Version == call.CodeAt("version") ? (found, null) : (null, new ProblemResult(SimulationProblems.NotKept()));
    }

    private static IResult Shown(Call call, SimulationJob job, int status = StatusCodes.Status200OK)
    {
        // Whoever gains or loses most is named to the office, and on record.
        call.Shows(job.Reports.SelectMany(report => report.Gainers.Concat(report.Losers)).Select(one => one.Person));
        return Results.Json(new Answer(job.Id, job.Status, job.Number, job.UpTo, [.. job.Drafts.Select(draft => draft.Document.Version)], job.Hash, job.Reports), ApiJson.Options, statusCode: status);
    }
}
