using System.Text;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>A service whose clock starts in the month before the others', so that a round can end.</summary>
public sealed class AMonthEarlier : TestApi
{
    protected override DateTimeOffset Start => SettableClock.Morning.AddDays(-30);
}

public sealed class CallerTableTests(AMonthEarlier api) : IClassFixture<AMonthEarlier>
{
    [Fact]
    public async Task Every_operation_has_a_row_and_every_row_an_operation()
    {
        var operations = (await api.Node.Told.Document()).Operations.Select(operation => operation.Name).ToHashSet();
        Assert.DoesNotContain(operations, operation => !CallerTable.Expected.ContainsKey(operation));
        Assert.DoesNotContain(CallerTable.Expected.Keys, row => !operations.Contains(row));
    }

    [Theory]
    [InlineData("'cashier' is forgotten", "200 people counter merchant field office accountant overseers admin")]
    [InlineData("'self' is unknown or named twice", "200 everyone", "404 self")]
    [InlineData("'everybody' is unknown", "200 everybody")]
    public void A_row_with_an_empty_cell_or_two_in_one_is_found(string says, params string[] cells) =>
        Assert.StartsWith(says, Assert.Throws<FormatException>(() => CallerTable.StatusesOf(cells)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Everybody_gets_what_the_table_says_and_nothing_else()
    {
        var (town, other) = (await api.OpenTown(rulebook: Town.Rulebook("v1", "2026-01-01", honours: true)), await api.OpenTown());
        await town.Earn(town.Volunteer, 1_000);
        api.Clock.Advance(TimeSpan.FromDays(30));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        await town.Earn(town.Volunteer, 30_000);
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-05-02T09:00:00+08:00", endedAt: "2026-05-02T10:00:00+08:00")).Accepted();
        await town.Grant(town.Volunteer, "team-leader", from: "2027-01-01");
        await town.Bind(town.OtherVolunteer, "helper", town.Volunteer, from: "2027-01-01");
        var (captured, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        var (held, _, _) = await town.Hold(town.Volunteer);

        var opening = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/openings", Requests.Opening(town, opening)).Accepted();
        var voucher = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/vouchers", new { redemption = voucher, person = town.Volunteer.Id, offer = town.Offer }).Accepted();
        var card = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/cards", new { card }).Accepted();

        var staged = (await town.Office.Upload(town, "acts", Requests.Acts(town)).Accepted()).Says("import");

        var (check, correction) = (await Closed(town), Guid.NewGuid());
        await town.Volunteer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/corrections", new { correction, act, about = "minutes", text = "少记了一小时" }).Accepted(201);
        await town.Volunteer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting", new { }).Accepted();
        var prepared = await Prepared.In(town);
        var team = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/teams", new { team, name = new { zh = "邻里帮" }, from = "2026-01-01" }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/teams/{team}/members", new { person = town.Volunteer.Id, from = "2026-01-01" }).Accepted();

        var posting = (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?limit=1&atLeast={await town.Head()}").Accepted()).At("lines")[0].GetProperty("journalNumber").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);

        var staff = await Staff.Of(town);
        var (callers, settled) = (CallersOf(town, staff, other), await SettledShops.In(town, staff));
        var (wrong, seen) = (new List<string>(), new List<Seen>());
        foreach (var operation in (await api.Node.Told.Document()).Operations.Where(operation => CallerTable.Expected.ContainsKey(operation.Name)))
            foreach (var (caller, expected) in CallerTable.Expected[operation.Name])
            {
                var redemption = operation.Template.Split('/')[^1] switch { "void" => held, "voucher" or "reprints" => voucher, _ => captured };
                var path = Callers.PathOf(settled.Fill(operation.Template), town, name => prepared.For(operation.Template)?.ToString()
                    ?? name switch { "act" => act.ToString(), "import" => staged, "check" => check.ToString(), "correction" => correction.ToString(), "card" => card.ToString(), "team" => team.ToString(), "opening" => opening.ToString(), "number" => posting, _ => redemption.ToString() });
                var body = settled.BodyOf(operation.Template) ?? prepared.BodyOf(operation.Template) ?? await Requests.BodyOf(operation.Name, town, act);
                var reply = await Ask(operation, path, callers[caller], body, prepared);
                seen.Add(new Seen(operation.Name, caller, ApiClient.Text(body ?? ""), reply));
                if (reply.Status != expected) wrong.Add($"{caller}: {expected} was expected. {reply}");
                else if (reply.Status >= 400) WholeProblem.Check(reply);
            }
        wrong.AddRange(await Recorded.Missing(town, seen));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>A check that is over: another can be opened, and closing it again changes nothing.</summary>
    private static async Task<Guid> Closed(Town town)
    {
        var check = Guid.NewGuid();
        await town.Auditor.Calls.Post($"{town.Path}/audit-checks", new { check, scope = "payables", from = "2026-05-01", until = "2026-05-31" }).Accepted(201);
        await town.Auditor.Calls.Post($"{town.Path}/audit-checks/{check}/closing", new { }).Accepted();
        return check;
    }

    private static Dictionary<string, ApiClient> CallersOf(Town town, Staff staff, Town other) => new()
    {
        ["anonymous"] = town.Api.Node.Anonymous,
        ["self"] = town.Volunteer.Calls,
        ["volunteer"] = town.OtherVolunteer.Calls,
        ["guardian"] = staff.Guardian.Calls,
        ["helper"] = staff.Helper.Calls,
        ["own"] = town.MerchantOwner.Calls,
        ["clerk"] = staff.Clerk.Calls,
        ["terminal"] = town.Terminal,
        ["merchant"] = town.OtherMerchantOwner.Calls,
        ["leader"] = staff.TeamLeader.Calls,
        ["assistant"] = staff.GridAssistant.Calls,
        ["grid"] = town.GridOfficer.Calls,
        ["office"] = town.Office.Calls,
        ["accountant"] = staff.Accountant.Calls,
        ["cashier"] = staff.Cashier.Calls,
        ["committee"] = staff.CommitteeMember.Calls,
        ["auditor"] = town.Auditor.Calls,
        ["admin"] = town.Administrator.Calls,
        ["foreign"] = other.Administrator.Calls,
    };

    /// <summary>Dry where the operation can be, so that the next caller finds the same.</summary>
    private static Task<Reply> Ask(OpenApiTold.Operation operation, string path, ApiClient caller, object? body, Prepared prepared)
    {
        var isDry = operation.Told.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "dryRun");
        var query = isDry ? "?dryRun=true" : operation.Template.Split('/') switch
        {
            [.., "rankings" or "rollups"] => "?from=2026-05-01&to=2026-05-31",
            [.., "certificates"] => $"?number={prepared.Certificate.Number}&check={prepared.Certificate.Check}",
            [.., "honours", "sheet.html"] => $"?certificate={prepared.Certificate.Number}",
            _ => "",
        };
        var takesJson = operation.Told.TryGetProperty("requestBody", out var told) && told.GetProperty("content").TryGetProperty("application/json", out _);
        var content = body is null ? null : new StringContent(ApiClient.Text(body), Encoding.UTF8, takesJson ? "application/json" : "text/csv");
        return caller.Send(new HttpMethod(operation.Method), path + query, content, isDry || !takesJson ? null : ApiClient.NewKey());
    }
}
