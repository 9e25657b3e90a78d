using Ledger.Vault;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.BadInput;

/// <summary>Addresses, parameters and headers that are wrong.</summary>
[Collection(SharedApi.Name)]
public sealed class QueryTests(TestApi api)
{
    [Theory]
    [InlineData("acts/pending?limit=1000000", "limit")]
    [InlineData("acts/pending?limit=0", "limit")]
    [InlineData("acts/pending?limit=-1", "limit")]
    [InlineData("acts/pending?limit=ten", "limit")]
    [InlineData("acts/pending?limit=10&limit=20", "limit")]
    [InlineData("acts/pending?offset=10", "offset")]
    [InlineData("acts/pending?cursor=AAAA", "cursor")]
    [InlineData("acts/pending?cursor=%21%21", "cursor")]
    [InlineData("acts/pending?cursor=%00", "cursor")]
    [InlineData("offers?all=true", "all")]
    [InlineData("?x=1", "x")]
    [InlineData("persons/{person}/balance?asOf=2026-02-30", "asOf")]
    [InlineData("persons/{person}/balance?asOf=20.05.2026", "asOf")]
    [InlineData("persons/{person}/balance?asOf=2026-5-1", "asOf")]
    [InlineData("persons/{person}/balance?knownOn=2026-05-01", "knownOn")]
    [InlineData("persons/{person}/balance?knownOn=2026-05-01T09:00:00", "knownOn")]
    [InlineData("persons/{person}/balance?knownOn=5/1/2026%209:00:00%20AM%20%2B08:00", "knownOn")]
    [InlineData("persons/{person}/balance?knownOn=0001-01-01T00:00:00%2B08:00", "knownOn")]
    [InlineData("persons/{person}/balance?atLeast=-1", "atLeast")]
    [InlineData("persons/{person}/balance?atLeast=99999999999999999999", "atLeast")]
    [InlineData("persons/{person}/balance?atLeast=%D9%A1", "atLeast")]
    [InlineData("persons/{person}/passbook?commodity=DROP%20TABLE", "commodity")]
    [InlineData("persons/{person}/passbook?commodity=gold", "commodity")]
    [InlineData("persons/{person}/trace?commodity=gold", "commodity")]
    [InlineData("persons/{person}/passbook?after=-1", "after")]
    [InlineData("rankings", "from")]
    [InlineData("rankings?from=2026-05-01", "to")]
    [InlineData("rankings?from=2026-05-02&to=2026-05-01", "to")]
    [InlineData("rankings?from=2026-05-01&to=2026-05-31&level=11", "level")]
    [InlineData("rankings?from=2026-05-01&to=2026-05-31&subject=everybody", "subject")]
    [InlineData("rollups?from=2026-05-01&to=2026-05-31&side=both", "side")]
    [InlineData("merchants/{merchant}/redemptions?status=99", "status")]
    [InlineData("merchants/{merchant}/day?date=0000-00-00", "date")]
    public async Task A_wrong_parameter_is_named(string path, string field)
    {
        var town = await api.SharedTown();
        await town.Office.Calls.Get($"{town.Path}/{Filled(path, town)}".Replace("/?", "?")).Refused("invalid-request", field);
    }

    [Theory]
    [InlineData("persons/{person}/balance?asOf=9999-12-31")]
    [InlineData("persons/{person}/balance?asOf=0001-01-01")]
    [InlineData("persons/{person}/balance?knownOn=0001-01-01T00:00:00Z")]
    [InlineData("persons/{person}/balance?knownOn=9999-12-31T23:59:59.9999999Z")]
    [InlineData("persons/{person}/passbook?asOf=9999-12-31")]
    [InlineData("persons/{person}/passbook?asOf=0001-01-01")]
    [InlineData("persons/{person}/passbook?after=9223372036854775807")]
    [InlineData("persons/{person}/passbook?commodity=minutes")]
    [InlineData("persons/{person}/trace?asOf=9999-12-31&knownOn=9999-12-31T00:00:00Z")]
    [InlineData("persons/{person}/trace?asOf=0001-01-01&knownOn=0001-01-01T00:00:00Z")]
    [InlineData("rankings?from=0001-01-01&to=9999-12-31")]
    [InlineData("rollups?from=0001-01-01&to=9999-12-31")]
    [InlineData("merchants/{merchant}/day?date=9999-12-31")]
    [InlineData("merchants/{merchant}/payable?asOf=0001-01-01")]
    [InlineData("payables?asOf=9999-12-31&knownOn=0001-01-01T00:00:00Z")]
    [InlineData("books-check?asOf=9999-12-31")]
    [InlineData("books-check?asOf=0001-01-01&knownOn=9999-12-31T23:59:59Z")]
    [InlineData("journal/events?after=9223372036854775807")]
    public async Task An_absurd_but_possible_value_is_answered(string path)
    {
        var town = await api.SharedTown();
        var caller = path.StartsWith("journal", StringComparison.Ordinal) ? town.Auditor : town.Office;
        await caller.Calls.Get($"{town.Path}/{Filled(path, town)}").Accepted(200);
    }

    [Fact]
    public async Task A_number_beyond_every_journal_is_waited_for_and_then_refused()
    {
        var town = await api.SharedTown();
        var refused = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance?atLeast=9223372036854775807").Refused("read-model-behind", "atLeast");
        Assert.Equal(503, refused.Status);
    }

    [Fact]
    public async Task A_cursor_of_another_query_person_or_community_is_refused()
    {
        var (town, other) = (await api.OpenTown(), await api.OpenTown());
        foreach (var one in new[] { town, other })
        {
            await one.Earn(one.Volunteer, 10_000);
            await one.Earn(one.OtherVolunteer, 10_000);
        }
        var cursor = (await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?limit=1&atLeast={await town.Head()}").Accepted()).Says("nextCursor");
        await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?limit=1&cursor={cursor}").Accepted();
        await town.Office.Calls.Get($"{town.Path}/persons/{town.OtherVolunteer}/passbook?cursor={cursor}").Refused("invalid-request", "cursor", "cursor-of-this-query");
        await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?commodity=minutes&cursor={cursor}").Refused("invalid-request", "cursor");
        await town.Office.Calls.Get($"{town.Path}/acts/pending?cursor={cursor}").Refused("invalid-request", "cursor");
        await town.Office.Calls.Get($"{town.Path}/merchants/{town.Merchant}/redemptions?cursor={cursor}").Refused("invalid-request", "cursor");
        await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?cursor={cursor[..^2]}").Refused("invalid-request", "cursor");
        await other.Office.Calls.Get($"{other.Path}/persons/{other.Volunteer}/passbook?cursor={cursor}").Refused("invalid-request", "cursor");
    }

    [Theory]
    [InlineData("persons/not-a-uuid", "not-found")]
    [InlineData("persons/00000000-0000-0000-0000-000000000000/balance", "not-found")]
    [InlineData("persons/%7B0199aaaa-0000-7000-8000-000000000001%7D/balance", "not-found")]
    [InlineData("acts/1", "not-found")]
    [InlineData("offers/0199aaaa-0000-7000-8000-000000000001", "not-found")]
    [InlineData("merchants/0199aaaa-0000-7000-8000-000000000001/day", "not-found")]
    [InlineData("rulebooks/V1", "not-found")]
    [InlineData("rulebooks/v9", "not-found")]
    [InlineData("persons/..%2f..%2fhealth", "not-found")]
    [InlineData("nowhere", "no-such-page")]
    [InlineData("persons", "method-not-allowed")]
    public async Task An_address_that_leads_nowhere(string path, string problem)
    {
        var town = await api.SharedTown();
        await town.Office.Calls.Get($"{town.Path}/{path}").Refused(problem);
    }

    [Theory]
    [InlineData("no-such-community")]
    [InlineData("No-Such")]
    [InlineData("%E6%B5%B7%E5%B2%B8")]
    [InlineData("a'; DROP TABLE head; --")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_community_that_is_not_there_is_not_found_by_anybody(string community)
    {
        var town = await api.SharedTown();
        foreach (var caller in new[] { town.Office.Calls, town.Terminal, api.Node.Operator })
        {
            await caller.Get($"/v1/communities/{community}").Refused("community-not-found", "community");
            await caller.Get($"/v1/communities/{community}/offers").Refused("community-not-found", "community");
            await caller.Get($"/v1/communities/{community}/journal/head").Refused("community-not-found", "community");
            await caller.Post($"/v1/communities/{community}/acts", town.Act(town.Volunteer)).Refused("community-not-found", "community");
        }
        await api.Node.Anonymous.Post($"/v1/communities/{community}/terminals/pairings", new { pairingCode = Digits.NobodysCode("0000000000000000") }).Refused("community-not-found", "community");
        Assert.False(Directory.Exists(Path.Combine(api.KeyFolder, community)), "A key was made for a community that does not exist.");
    }

    [Theory]
    [InlineData(null, "idempotency-key-missing", null)]
    [InlineData("", "idempotency-key-missing", null)]
    [InlineData("with space", "invalid-request", "length")]
    [InlineData("tab\there", "invalid-request", "length")]
    public async Task A_write_needs_a_sound_key(string? key, string problem, string? rule)
    {
        var town = await api.SharedTown();
        await town.ChangesNothing(async () =>
        {
            var reply = await town.Volunteer.Calls.Send(HttpMethod.Post, $"{town.Path}/acts", ApiClient.Text(town.Act(town.Volunteer)), key);
            reply.Refused(problem, "Idempotency-Key", rule);
        });
    }

    [Fact]
    public async Task A_key_of_two_hundred_is_taken_and_one_of_two_hundred_and_one_is_not()
    {
        var town = await api.OpenTown();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer), key: new string('k', 200)).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer), key: new string('k', 201)).Refused("invalid-request", "Idempotency-Key", "length");
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"\"")]
    [InlineData("\"3\", \"4\"")]
    [InlineData("W/\"3\"")]
    [InlineData("\"-3\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task A_tag_that_was_never_given_is_refused(string tag)
    {
        var town = await api.SharedTown();
        await town.ChangesNothing(() => town.Office.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(), ifMatch: tag).Refused("invalid-request", "If-Match", "etag"));
    }

    [Fact]
    public async Task Health_tells_that_it_lives_and_why_it_is_not_ready()
    {
        Assert.Equal(200, (await api.Node.Anonymous.Get("/health/live")).Status);
        await using var command = api.Database.DataSource.CreateCommand("SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'");
        var off = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync()) off.Add(rows.GetString(0));
        var ready = await api.Node.Anonymous.Get("/health/ready");
        Assert.Equal(off.Count == 0 ? 200 : 503, ready.Status);
        Assert.All(off, setting => Assert.Contains(setting, ready.Text));
    }

    private static string Filled(string path, Town town) => path.Replace("{person}", town.Volunteer.ToString()).Replace("{merchant}", town.Merchant.ToString());
}
