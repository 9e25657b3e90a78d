using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>Things of the volunteer "self" in the state in which an operation can be tried: undone only if they are done, and so on.</summary>
internal sealed class Prepared
{
    private readonly Dictionary<string, Guid> _by = [];

    private Guid _application;

    /// <summary>A certificate of the volunteer's: its number, and the word beside it.</summary>
    public (string Number, string Check) Certificate { get; private set; }

    public static async Task<Prepared> In(Town town)
    {
        var prepared = new Prepared();
        prepared._by["/acts/{act}/reversal"] = await Attested("visit", "2026-05-01T18:00:00+08:00");
        prepared._by["/acts/{act}/objections"] = await Attested("talk", "2026-05-01T19:00:00+08:00");
        prepared._by["/acts/{act}/objections/decision"] = await Attested("talk", "2026-05-01T20:00:00+08:00");
        await town.OtherVolunteer.Calls.Post($"{town.Path}/acts/{prepared._by["/acts/{act}/objections/decision"]}/objections", new { reason = "was-elsewhere" }).Accepted();
        prepared._by["/deductions/{deduction}"] = await Proposed();
        prepared._by["/deductions/{deduction}/appeal"] = prepared._by["/deductions/{deduction}/decision"] = await Proposed();
        prepared._by["/deductions/{deduction}/reversal"] = await Proposed();
        await town.Office.Calls.Post($"{town.Path}/deductions/{prepared._by["/deductions/{deduction}/reversal"]}/decision", new { post = true, reason = "seen-by-two" }).Accepted();
        prepared._application = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/level-applications", new { application = prepared._application, subject = $"person:{town.Volunteer}", ladder = "stars", level = "star-1" }).Accepted();
        var honour = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/honours").Accepted();
        prepared.Certificate = (honour.Says("honours.0.certificate"), honour.Says("honours.0.check"));
        return prepared;

        async Task<Guid> Attested(string type, string start)
        {
            var act = Guid.NewGuid();
            await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, type, start, start.Replace(":00:00+", ":30:00+"))).Accepted();
            await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
            return act;
        }

        async Task<Guid> Proposed()
        {
            var deduction = Guid.NewGuid();
            await town.GridOfficer.Calls.Post($"{town.Path}/deductions", new { deduction, person = town.Volunteer.Id, rule = "no-show", occurredOn = "2026-05-01", note = "没有来" }).Accepted();
            return deduction;
        }
    }

    /// <summary>A body that names what is prepared; null where another will do.</summary>
    public object? BodyOf(string template) => template.EndsWith("/level-applications/signatures", StringComparison.Ordinal) ? new { application = _application } : null;

    /// <summary>What is prepared for the operation at this address below the community; null when nothing needs to be.</summary>
    public Guid? For(string template) => _by.TryGetValue(template.Replace("/v1/communities/{community}", ""), out var id) ? id : null;
}
