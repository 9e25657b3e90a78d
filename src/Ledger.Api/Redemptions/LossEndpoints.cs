using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

/// <summary>Loss reports (挂失) and their lifting.</summary>
public static class LossEndpoints
{
    /// <param name="Lost">What is gone; the account is closed for spending whatever it is.</param>
    public sealed record Report(LostThing Lost);

    public sealed record Lifting;

    /// <param name="Lost">What was reported; empty when nothing is.</param>
    /// <param name="SignedBy">Who signed first for lifting it.</param>
    public sealed record State(long JournalNumber, PersonId Person, bool IsReported, IReadOnlyList<LostThing> Lost, PersonId? SignedBy);

    public static Task<IResult> ReportLoss(WriteCall<Report> call)
    {
        var person = call.Id<PersonId>("person");
        return call.Send(new ReportLoss(call.By, person, call.Body.Lost), actingFor: person);
    }

    public static Task<IResult> LiftLoss(WriteCall<Lifting> call) => call.Send(new LiftLoss(call.By, call.Id<PersonId>("person")));

    public static async Task<IResult> Look(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).Row<LossReport>(id.ToString()));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        var report = LossReport.Of(look.Books, id);
        return call.Ok(new State(look.Number, id, report is not null, report?.Lost ?? [], report?.Approver));
    }
}
