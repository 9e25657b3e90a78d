using System.Net.Http.Headers;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.AccessRecords;

/// <summary>Rule 15: who looks at another's account is on record, and whoever was looked at can see it.</summary>
public sealed class AccessRecordTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_look_is_told_to_the_person_with_who_in_what_role_what_and_when()
    {
        var town = await api.OpenTown();
        var seen = await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
        await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
        await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Refused("not-found");
        var told = await RecordsOf(town, town.Volunteer);
        Assert.Equal(1, told.Count("records"));
        Assert.Equal((town.Office.Id.ToString(), town.Office.Name, "office", "GET persons/{person}/balance", seen.Headers["X-Request-Id"], 1),
            (told.Says("records.0.by"), told.Says("records.0.name"), told.Says("records.0.role"), told.Says("records.0.operation"), told.Says("records.0.requestId"), told.Long("records.0.people")));
        Assert.Contains("余额", told.Says("records.0.what"));
        Assert.Equal(api.Clock.GetUtcNow(), told.At("records.0.at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_search_is_one_record_with_all_it_found_and_each_of_them_sees_it()
    {
        var town = await api.OpenTown();
        var namesake = town.NewPerson();
        foreach (var person in new[] { namesake.Id, Guid.NewGuid() })
            await town.Administrator.Calls.Post($"{town.Path}/persons", new { person, name = town.Volunteer.Name, residence = "resident", subject = person == namesake.Id ? namesake.Subject : null }).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/persons/search", new { name = town.Volunteer.Name }).Accepted();
        foreach (var one in new[] { town.Volunteer, namesake })
        {
            var told = await RecordsOf(town, one);
            Assert.Equal(("POST persons/search", "grid-officer", 3, 1), (told.Says("records.0.operation"), told.Says("records.0.role"), told.Long("records.0.people"), told.Count("records")));
        }
        Assert.Equal(0, (await RecordsOf(town, town.OtherVolunteer)).Count("records"));
    }

    [Fact]
    public async Task An_export_is_told_to_everybody_who_was_in_the_books_then()
    {
        var town = await api.OpenTown();
        await town.Office.Calls.Get($"{town.Path}/exports/persons.csv").Accepted();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        var newcomer = await town.Register();
        var told = await RecordsOf(town, town.Volunteer);
        Assert.Equal("GET exports/persons.csv", told.Says("records.0.operation"));
        Assert.False(told.At("records.0").TryGetProperty("people", out _));
        Assert.Equal(0, (await RecordsOf(town, newcomer)).Count("records"));
    }

    [Fact]
    public async Task An_auditors_looks_are_told_once_his_check_is_closed()
    {
        var town = await api.OpenTown();
        var (check, day) = (Guid.NewGuid(), api.Clock.Today);
        await town.Auditor.Calls.Post($"{town.Path}/audit-checks", new { check, scope = "payables", from = $"{day:yyyy-MM-dd}", until = $"{day.AddDays(30):yyyy-MM-dd}" }).Accepted(201);
        await town.Auditor.Calls.Post($"{town.Path}/audit-checks", new { check = Guid.NewGuid(), scope = "payables", from = $"{day:yyyy-MM-dd}", until = $"{day:yyyy-MM-dd}" }).Refused("audit-check-is-open");
        await town.Office.Calls.Post($"{town.Path}/audit-checks", new { check = Guid.NewGuid(), auditor = town.Volunteer.Id, scope = "payables", from = $"{day:yyyy-MM-dd}", until = $"{day:yyyy-MM-dd}" }).Refused("not-an-auditor");
        await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/trace").Accepted();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await town.Auditor.Calls.Get($"{town.Path}/journal/events?limit=200").Accepted();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await RecordsOf(town, town.Volunteer)).Count("records"));
        Assert.Equal(0, (await RecordsOf(town, town.Volunteer, town.Administrator)).Count("records"));
        await town.Auditor.Calls.Post($"{town.Path}/audit-checks/{check}/closing", new { }).Accepted();
        var told = await RecordsOf(town, town.Volunteer);
        Assert.Equal(["GET persons/{person}/access-records", "GET journal/events", "GET persons/{person}/trace"], Operations(told));
        Assert.Equal(check.ToString(), told.Says("records.2.check"));
    }

    [Fact]
    public async Task A_check_that_nobody_closes_ends_with_its_last_day()
    {
        var town = await api.OpenTown();
        var day = api.Clock.Today;
        await town.Office.Calls.Post($"{town.Path}/audit-checks", new { check = Guid.NewGuid(), auditor = town.Auditor.Id, scope = "payables", from = $"{day:yyyy-MM-dd}", until = $"{day.AddDays(1):yyyy-MM-dd}" }).Accepted(201);
        await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await RecordsOf(town, town.Volunteer)).Count("records"));
        api.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["GET persons/{person}/balance"], Operations(await RecordsOf(town, town.Volunteer)));
    }

    [Fact]
    public async Task Who_holds_a_role_sees_his_own_account_by_himself_and_another_only_while_he_holds_it()
    {
        var town = await api.OpenTown();
        var day = api.Clock.Today;
        await town.Office.Calls.Post($"{town.Path}/audit-checks", new { check = Guid.NewGuid(), auditor = town.Auditor.Id, scope = "payables", from = $"{day:yyyy-MM-dd}", until = $"{day.AddDays(30):yyyy-MM-dd}" }).Accepted(201);
        string[] pages = ["balance", "passbook", "passbook?after=0", $"balance?asOf={day:yyyy-MM-dd}"];
        foreach (var who in new[] { town.Auditor, town.Office })
            foreach (var page in pages)
            {
                await who.Calls.Get($"{town.Path}/persons/{who}/{page}").Accepted();
                await who.Calls.Get($"{town.Path}/persons/{town.Volunteer}/{page}").Accepted();
            }
        Assert.Equal(0, (await RecordsOf(town, town.Office)).Count("records"));
        Assert.Equal(pages.Length, (await RecordsOf(town, town.Volunteer)).Count("records"));
        await town.Administrator.Calls.Post($"{town.Path}/persons/{town.Auditor}/roles/end", new { role = "auditor", until = $"{day:yyyy-MM-dd}" }).Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var page in pages)
        {
            await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Auditor}/{page}").Accepted();
            await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/{page}").Refused("not-found");
        }
    }

    [Fact]
    public async Task A_quote_for_somebody_else_is_a_look_and_the_hold_itself_is_in_the_books()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, Town.Price);
        var before = (await RecordsOf(town, town.Volunteer)).Count("records");
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await town.Office.Calls.Try($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Accepted();
        var told = await RecordsOf(town, town.Volunteer);
        Assert.Equal((before + 1, "POST redemptions"), (told.Count("records"), told.Says("records.0.operation")));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_hold_each_look_once()
    {
        var town = await api.OpenTown();
        for (var n = 0; n < 5; n++) await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}{(n % 2 == 0 ? "" : "/balance")}").Accepted();
        var (requests, cursor) = (new List<string>(), "");
        do
        {
            var page = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/access-records?limit=2{cursor}").Accepted();
            requests.AddRange(page.At("records").EnumerateArray().Select(record => record.GetProperty("requestId").GetString()!));
            cursor = page.Has("nextCursor") ? $"&cursor={page.Says("nextCursor")}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(5, requests.Count);
        Assert.Equal(5, requests.Distinct().Count());
        var foreign = (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/access-records?limit=2").Accepted()).Says("nextCursor");
        await town.Office.Calls.Get($"{town.Path}/persons/{town.OtherVolunteer}/access-records?cursor={foreign}").Refused("invalid-request", "cursor");
    }

    /// <summary>The guard itself: a table that takes no row of this caller.</summary>
    [Fact]
    public async Task What_cannot_be_recorded_is_not_shown()
    {
        var town = await api.OpenTown();
        await using var full = api.Database.DataSource.CreateCommand($"ALTER TABLE ledger.access_record ADD CONSTRAINT full_disk CHECK (caller <> 'person:{town.Office}')");
        await full.ExecuteNonQueryAsync();
        using var http = new HttpClient();
        foreach (var operation in new[] { "", "/balance", "/passbook", "/trace", "/offers" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Node.Address, $"{town.Path}/persons/{town.Volunteer}{operation}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", town.Office.Calls.Token);
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.Equal(500, (int)response.StatusCode);
            Assert.DoesNotContain(town.Volunteer.Name, text);
            Assert.DoesNotContain("Hundredths", text);
        }
        await town.GridOfficer.Calls.Get($"{town.Path}/persons/{town.Volunteer}").Accepted();
    }

    private static Task<Reply> RecordsOf(Town town, Someone person, Someone? reader = null) => (reader ?? person).Calls.Get($"{town.Path}/persons/{person}/access-records").Accepted();

    private static IEnumerable<string> Operations(Reply told) => told.At("records").EnumerateArray().Select(record => record.GetProperty("operation").GetString()!);
}
