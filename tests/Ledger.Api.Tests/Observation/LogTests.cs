using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Observation;

/// <summary>The log says what was done and what broke, and nothing of whom it was about: not when it breaks either.</summary>
public sealed class LogTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_line_per_request_names_the_operation_the_outcome_and_the_request_id()
    {
        var town = await api.SharedTown();
        var id = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }, requestId: id).Refused("insufficient-points");
        var line = await Line(id);
        Assert.Contains("Requests POST /v1/communities/{community}/redemptions 409 ", line);
        Assert.Contains(" insufficient-points ", line);
    }

    [Theory]
    [InlineData("42704", 500, "internal-error")]
    [InlineData("53100", 503, "unavailable")]
    public async Task What_a_request_held_is_in_no_line_whatever_broke_it(string code, int status, string problem)
    {
        var town = await api.SharedTown();
        var (id, she) = (Guid.NewGuid(), town.Volunteer);
        var named = Uri.EscapeDataString(she.Name);
        await api.Database.Run($"""
            CREATE OR REPLACE FUNCTION public.broken() RETURNS boolean LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = '{code}'; END $f$;
            ALTER TABLE ledger.state_row RENAME TO state_row_away;
            CREATE VIEW ledger.state_row AS SELECT * FROM ledger.state_row_away WHERE public.broken();
            """);
        try
        {
            Assert.Equal((status, $"/problems/{problem}"), await Search(town, she.Phone, id));
        }
        finally
        {
            await api.Database.Run("DROP VIEW ledger.state_row; ALTER TABLE ledger.state_row_away RENAME TO state_row;");
        }
        await town.Office.Calls.Get($"{town.Path}/persons/{she}?name={named}").Refused("invalid-request");
        await town.Office.Calls.Get($"{town.Path}/persons/{named}?phone={she.Phone}").Refused("not-found");
        await town.Office.Calls.Get($"/{named}/{she.Phone}").Refused("no-such-page");
        await town.Office.Calls.Post($"{town.Path}/persons", new { person = she.Id, name = she.Name, phone = she.Phone, residence = she.Name }).Refused("invalid-request");
        await town.Office.Calls.Post($"{town.Path}/persons", $$"""{"name":"{{she.Name}}","{{she.Phone}}":1}""").Refused("invalid-request");

        Assert.Contains("failed", string.Join('\n', api.Node.Logs.Lines.Where(line => line.Contains(id.ToString(), StringComparison.Ordinal))));
        var log = string.Join('\n', api.Node.Logs.Lines);
        foreach (var secret in new[] { she.Name, named, she.Phone, she.BirthDate, she.Subject, she.Calls.Token! }) Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What the program says in words at its start is not of the log.</summary>
    [Fact]
    public async Task The_log_is_one_object_of_JSON_per_line()
    {
        await using var program = await RunningProgram.Start(api, new() { ["Logging__LogLevel__Requests"] = "Debug" });
        await program.Get("/health/live?name=王秀英");
        var told = JsonDocument.Parse(await program.Line("Requests")).RootElement;
        Assert.Equal(("Debug", "/health/live", 200), (told.GetProperty("LogLevel").GetString(), told.GetProperty("State").GetProperty("Route").GetString(), told.GetProperty("State").GetProperty("Status").GetInt32()));
    }

    /// <summary>Sent by itself: a test's usual caller takes a 500 for a fault.</summary>
    private async Task<(int Status, string Type)> Search(Town town, string phone, Guid id)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Node.Address, $"{town.Path}/persons/search")) { Content = JsonContent.Create(new { phone }) };
        request.Headers.Authorization = new("Bearer", town.Office.Calls.Token);
        request.Headers.Add("X-Request-Id", id.ToString());
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("type").GetString()!);
    }

    /// <summary>It is written after the answer has gone out.</summary>
    private async Task<string> Line(Guid request)
    {
        for (var end = Environment.TickCount64 + 10_000; ; await Task.Delay(20))
        {
            if (api.Node.Logs.Lines.FirstOrDefault(line => line.Contains(request.ToString(), StringComparison.Ordinal)) is { } found) return found;
            Assert.True(Environment.TickCount64 < end, "The request has no line.");
        }
    }
}
