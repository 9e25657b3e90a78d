using System.Text;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

[Collection(SharedApi.Name)]
public sealed class CallerTableTests(TestApi api)
{
    [Fact]
    public async Task Every_operation_has_a_row_and_every_row_an_operation()
    {
        var operations = (await api.Node.Told.Document()).Operations.Select(operation => operation.Name).ToHashSet();
        Assert.DoesNotContain(operations, operation => !CallerTable.Expected.ContainsKey(operation));
        Assert.DoesNotContain(CallerTable.Expected.Keys, row => !operations.Contains(row));
        Assert.All(CallerTable.Expected, row => Assert.Equal(CallerTable.Columns.Length, row.Value.Length));
    }

    [Fact]
    public async Task Everybody_gets_what_the_table_says_and_nothing_else()
    {
        var (town, other) = (await api.OpenTown(), await api.OpenTown());
        await town.Earn(town.Volunteer, 30_000);
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-05-02T09:00:00+08:00", endedAt: "2026-05-02T10:00:00+08:00")).Accepted();
        await town.Grant(town.Volunteer, "team-leader", from: "2027-01-01");
        var (captured, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        var (held, _, _) = await town.Hold(town.Volunteer);

        var staged = (await town.Office.Upload(town, "acts", Requests.Acts(town)).Accepted()).Says("import");

        ApiClient[] callers = [api.Node.Anonymous, town.Volunteer.Calls, town.OtherVolunteer.Calls, town.MerchantOwner.Calls, town.Terminal, town.OtherMerchantOwner.Calls,
            town.GridOfficer.Calls, town.Office.Calls, town.Auditor.Calls, town.Administrator.Calls, other.Administrator.Calls];
        var wrong = new List<string>();
        foreach (var operation in (await api.Node.Told.Document()).Operations.Where(operation => CallerTable.Expected.ContainsKey(operation.Name)))
            for (var column = 0; column < callers.Length; column++)
            {
                var redemption = operation.Template.EndsWith("/void", StringComparison.Ordinal) ? held : captured;
                var path = Callers.PathOf(operation.Template, town, name => name switch { "act" => act.ToString(), "import" => staged, _ => redemption.ToString() });
                var expected = CallerTable.Expected[operation.Name][column];
                var reply = await Ask(operation, path, callers[column], await Requests.BodyOf(operation.Name, town, act));
                if (reply.Status != expected) wrong.Add($"{CallerTable.Columns[column]}: {expected} was expected. {reply}");
                else if (reply.Status >= 400) WholeProblem.Check(reply);
            }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Dry where the operation can be, so that the next caller finds the same.</summary>
    private static Task<Reply> Ask(OpenApiTold.Operation operation, string path, ApiClient caller, object? body)
    {
        var isDry = operation.Told.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "dryRun");
        var query = isDry ? "?dryRun=true" : operation.Template.EndsWith("/rankings", StringComparison.Ordinal) || operation.Template.EndsWith("/rollups", StringComparison.Ordinal) ? "?from=2026-05-01&to=2026-05-31" : "";
        var takesJson = operation.Told.TryGetProperty("requestBody", out var told) && told.GetProperty("content").TryGetProperty("application/json", out _);
        var content = body is null ? null : new StringContent(ApiClient.Text(body), Encoding.UTF8, takesJson ? "application/json" : "text/csv");
        return caller.Send(new HttpMethod(operation.Method), path + query, content, isDry || !takesJson ? null : ApiClient.NewKey());
    }
}
