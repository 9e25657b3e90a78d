using System.Text.Json;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>From a deed to the merchant's money and back, as people live through it; then the auditor looks.</summary>
[Collection(SharedApi.Name)]
public sealed class LoopStory(TestApi api)
{
    [Fact]
    public async Task A_deed_becomes_points_and_points_become_breakfast()
    {
        var town = await api.OpenTown();
        var (volunteer, officer, path) = (town.Volunteer, town.GridOfficer, town.Path);
        var community = await volunteer.Calls.Get(path).Accepted();
        Assert.Equal(("v1", "2026-05-20"), (community.Says("rulebook"), community.Says("today")));

        // The deed: the volunteer records two hours and a half of patrol, the grid officer attests it.
        var act = Guid.NewGuid();
        var request = Guid.NewGuid();
        var recorded = await volunteer.Calls.Post($"{path}/acts", town.Act(volunteer, act, endedAt: "2026-05-19T11:30:00+08:00"), requestId: request).Accepted(201);
        Assert.Equal(request.ToString(), recorded.Headers["X-Request-Id"]);
        Assert.Equal(request.ToString(), await town.Scalar<string>($"SELECT correlation_id FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id = {recorded.Number}"));
        var shown = await volunteer.Calls.Get(recorded.Location!).Accepted();
        Assert.Equal((150, "recorded", volunteer.Name), (shown.Long("act.minutes"), shown.Says("act.status"), shown.Says("act.name")));
        Assert.Equal(0, await town.Available(volunteer));
        Assert.Contains(act.ToString(), (await officer.Calls.Get($"{path}/acts/pending").Accepted()).Text);
        var attested = await officer.Calls.Post($"{path}/acts/attestations", new { acts = new[] { act } }).Accepted(200);
        Assert.Equal(1250, attested.Long("posted.0.pointsHundredths"));
        Assert.DoesNotContain(act.ToString(), (await officer.Calls.Get($"{path}/acts/pending").Accepted()).Text);

        // Four more mornings make it enough for a breakfast.
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = await volunteer.Calls.Get($"{path}/persons/{volunteer}/offers").Accepted();
        Assert.Equal("/problems/insufficient-points", before.Says("offers.0.whyNot.0.type"));
        Assert.False(before.At("offers.0.canBeTaken").GetBoolean());
        await town.Earn(town.OtherVolunteer, 1000);
        await Patrol(town, 3, 150);
        var after = await volunteer.Calls.Get($"{path}/persons/{volunteer}/offers").Accepted();
        Assert.True(after.At("offers.0.canBeTaken").GetBoolean());
        Assert.Equal(0, after.Count("offers.0.whyNot"));

        // The passbook says where each point came from, at least as far as the volunteer has seen.
        var balance = await volunteer.Calls.Get($"{path}/persons/{volunteer}/balance?atLeast={attested.Number}").Accepted();
        Assert.Equal((5000, 0, 5000, 600), (balance.Long("availableHundredths"), balance.Long("heldHundredths"), balance.Long("earnedHundredths"), balance.Long("servedMinutes")));
        var book = await volunteer.Calls.Get($"{path}/persons/{volunteer}/passbook?atLeast={balance.Number}").Accepted();
        Assert.Equal(4, book.Count("lines"));
        Assert.Equal((4, 5000, "治安巡逻"), (book.Long("lines.0.number"), book.Long("lines.0.balance"), book.Says("lines.0.what.zh")));
        Assert.Equal("2027-12-31", book.Says("expiresNext.0.lot").Split('/')[4]);
        var instantBefore = api.Clock.Now;
        api.Clock.Advance(TimeSpan.FromMinutes(5));

        // A quote writes nothing and has no code; the hold has one.
        JsonElement quoted = default;
        var redemption = Guid.NewGuid();
        var wish = new { redemption, person = volunteer.Id, offer = town.Offer };
        await town.ChangesNothing(async () => quoted = (await volunteer.Calls.Try($"{path}/redemptions", wish).Accepted(200)).Json);
        Assert.True(quoted.GetProperty("dryRun").GetBoolean());
        Assert.False(quoted.TryGetProperty("code", out _));
        var held = await volunteer.Calls.Post($"{path}/redemptions", wish).Accepted(201);
        Assert.Equal((2500, 2500), (held.Long("priceHundredths"), held.Long("availableAfterHundredths")));
        Assert.Equal(held.Says("code"), (await volunteer.Calls.Get(held.Location!).Accepted()).Says("code"));
        Assert.False((await officer.Calls.Get(held.Location!).Accepted()).Has("code"));

        // At the counter: look, confirm. The merchant sees the amount and not whose points they are.
        var look = await town.Terminal.Post($"{path}/merchants/{town.Merchant}/code-checks", new { code = held.Says("code") }).Accepted(200);
        Assert.Equal((2500, 1500), (look.Long("priceHundredths"), look.Long("settlementFen")));
        Assert.DoesNotContain(volunteer.Id.ToString(), look.Text);
        var captured = await town.Terminal.Post($"{path}/merchants/{town.Merchant}/captures", new { code = held.Says("code") }).Accepted(200);
        Assert.Equal(1500, captured.Long("settlementFen"));
        var day = await town.Terminal.Get($"{path}/merchants/{town.Merchant}/day?atLeast={captured.Number}").Accepted();
        Assert.Equal(1500, day.Long("owedFen"));
        Assert.DoesNotContain(volunteer.Id.ToString(), day.Text);
        var seen = await town.Terminal.Get(held.Location!).Accepted();
        Assert.Equal("captured", seen.Says("status"));
        Assert.False(seen.Has("person"));

        // The bread was stale: one refund, and the books are where they were.
        var refunded = await town.Terminal.Post($"{path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "stale-bread" }).Accepted(201);
        Assert.Equal(0, refunded.Long("lapsedHundredths"));
        Assert.Equal(5000, await town.Available(volunteer));
        Assert.Equal(0, (await town.MerchantOwner.Calls.Get($"{path}/merchants/{town.Merchant}/payable?atLeast={refunded.Number}").Accepted()).Long("owedFen"));

        // The auditor: now, at an earlier date, and as the books knew it before the hold.
        var auditor = town.Auditor.Calls;
        var now = await auditor.Get($"{path}/persons/{volunteer}/trace").Accepted();
        Assert.Equal((5000, 7), (now.Long("available"), now.Count("lines")));
        Assert.Equal(0, (await auditor.Get($"{path}/persons/{volunteer}/trace?asOf=2026-05-19").Accepted()).Long("available"));
        var known = await auditor.Get($"{path}/persons/{volunteer}/trace?knownOn={Uri.EscapeDataString(Town.Iso(instantBefore))}").Accepted();
        Assert.Equal((5000, 4), (known.Long("available"), known.Count("lines")));
        var knownBalance = await auditor.Get($"{path}/persons/{volunteer}/balance?atLeast={refunded.Number}&knownOn={Uri.EscapeDataString(Town.Iso(instantBefore))}").Accepted();
        Assert.Equal((5000, balance.Number), (knownBalance.Long("availableHundredths"), knownBalance.Number));
        var check = await auditor.Get($"{path}/books-check?atLeast={refunded.Number}").Accepted();
        Assert.True(check.At("addUp").GetBoolean(), check.ToString());
        Assert.Equal(await town.Head(), (await auditor.Get($"{path}/journal/head").Accepted()).Number);
    }

    [Fact]
    public async Task Thirty_people_are_recorded_and_attested_in_one_request()
    {
        var town = await api.OpenTown();
        var people = new List<Someone>();
        for (var n = 0; n < 30; n++) people.Add(await town.Register());
        var body = new { actType = "visit", startedAt = "2026-05-19T14:00:00+08:00", endedAt = "2026-05-19T15:00:00+08:00", place = "grid-1", attest = true, people = people.Select(one => new { act = Guid.NewGuid(), person = one.Id }) };
        var head = await town.Head();
        var recorded = await town.GridOfficer.Calls.Post($"{town.Path}/acts", body).Accepted(201);
        Assert.Equal((30, 30, head + 90), (recorded.Count("acts"), recorded.Count("posted"), recorded.Number));
        foreach (var one in people) Assert.Equal(200, await town.Available(one));
    }

    [Fact]
    public async Task Part_of_a_hold_is_captured_and_the_rest_comes_back()
    {
        var town = await api.OpenTown();
        var offer = await town.Publish(Town.Terms(stock: 5, price: 1000));
        await town.Earn(town.Volunteer, 5000);
        var (redemption, code, _) = await town.Hold(town.Volunteer, offer, quantity: 4);
        Assert.Equal(1000, await town.Available(town.Volunteer));
        var captured = await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code, quantity = 3 }).Accepted();
        Assert.Equal((3000, 4500), (captured.Long("priceHundredths"), captured.Long("settlementFen")));
        Assert.Equal(2000, await town.Available(town.Volunteer));
        Assert.Equal(2, (await town.Volunteer.Calls.Get($"{town.Path}/offers/{offer}").Accepted()).Long("offer.left"));
        await town.MerchantOwner.Calls.Post($"{town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 2, reason = "mistake", restock = true }).Accepted();
        Assert.Equal(4, (await town.Volunteer.Calls.Get($"{town.Path}/offers/{offer}").Accepted()).Long("offer.left"));
        await town.MerchantOwner.Calls.Post($"{town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 2, reason = "mistake" }).Refused("refund-exceeds-capture", "quantity");
        Assert.Equal(4000, await town.Available(town.Volunteer));
    }

    [Fact]
    public async Task A_hold_is_given_up_by_whom_it_belongs_to_a_helper_or_the_merchant()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 3000);
        foreach (var caller in new[] { town.Volunteer.Calls, town.GridOfficer.Calls, town.Terminal })
        {
            var (redemption, code, held) = await town.Hold(town.Volunteer);
            await caller.Post($"{town.Path}/redemptions/{redemption}/void", new { reason = "changed-mind" }, ifMatch: held.ETag).Accepted(200);
            Assert.Equal(3000, await town.Available(town.Volunteer));
            await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Refused("hold-has-ended");
        }
    }

    [Fact]
    public async Task A_hold_is_over_by_time_alone_and_the_scheduler_gives_the_points_back()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 3000);
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        api.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(500, await town.Available(town.Volunteer));
        await town.ChangesNothing(async () =>
        {
            await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/code-checks", new { code }).Refused("hold-is-over");
            await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Refused("hold-is-over");
        });
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(3000, await town.Available(town.Volunteer));
        Assert.Equal("expired", (await town.Volunteer.Calls.Get($"{town.Path}/redemptions/{redemption}").Accepted()).Says("status"));
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Refused("hold-has-ended");
        await town.ChangesNothing(() => api.Node.Scheduler.Tick(town.Code, CancellationToken.None));
    }

    [Fact]
    public async Task A_helper_takes_an_offer_for_somebody_without_a_phone_and_is_named()
    {
        var town = await api.OpenTown();
        var old = await town.Register();
        await town.Earn(old, 3000);
        var held = await town.GridOfficer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = old.Id, offer = town.Offer }).Accepted(201);
        var headers = JsonDocument.Parse(await town.Scalar<string>($"SELECT headers::text FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id = {held.Number}")).RootElement.ToString();
        Assert.Contains(town.GridOfficer.Id.ToString(), headers);
        Assert.Contains(old.Id.ToString(), headers);
    }

    [Fact]
    public async Task An_etag_guards_an_offer_against_two_who_change_it()
    {
        var town = await api.OpenTown();
        var seen = await town.Office.Calls.Get($"{town.Path}/offers/{town.Offer}").Accepted();
        var changed = await town.Office.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 3000), ifMatch: seen.ETag).Accepted(200);
        await town.ChangesNothing(async () =>
        {
            await town.Administrator.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 2000), ifMatch: seen.ETag).Refused("changed-meanwhile", "If-Match");
            await town.Administrator.Calls.Post($"{town.Path}/offers/{town.Offer}/withdrawal", new { reason = "sold-out" }, ifMatch: seen.ETag).Refused("changed-meanwhile");
        });
        Assert.Equal(changed.ETag, (await town.Office.Calls.Get($"{town.Path}/offers/{town.Offer}").Accepted()).ETag);
        await town.Administrator.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 2000), ifMatch: changed.ETag).Accepted(200);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        var town = await api.OpenTown();
        await Patrol(town, 7, 30);
        var numbers = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?limit=3&atLeast={await town.Head()}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}").Accepted();
            numbers.AddRange(page.At("lines").EnumerateArray().Select(line => line.GetProperty("number").GetInt64()));
            cursor = page.Has("nextCursor") ? page.Says("nextCursor") : null;
        }
        Assert.Equal([7, 6, 5, 4, 3, 2, 1], numbers);
        var rest = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?after=5").Accepted();
        Assert.Equal([6, 7], rest.At("lines").EnumerateArray().Select(line => line.GetProperty("number").GetInt64()));

        for (var n = 0; n < 5; n++) await town.OtherVolunteer.Calls.Post($"{town.Path}/acts", town.Act(town.OtherVolunteer, startedAt: $"2026-05-1{n}T09:00:00+08:00", endedAt: $"2026-05-1{n}T10:00:00+08:00")).Accepted();
        var acts = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await town.GridOfficer.Calls.Get($"{town.Path}/acts/pending?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}").Accepted();
            acts.AddRange(page.At("acts").EnumerateArray().Select(act => act.GetProperty("occurredOn").GetString()!));
            cursor = page.Has("nextCursor") ? page.Says("nextCursor") : null;
        }
        Assert.Equal(Enumerable.Range(10, 5).Select(day => $"2026-05-{day}"), acts);
    }

    [Fact]
    public async Task Every_new_thing_is_where_its_location_says()
    {
        var town = await api.OpenTown();
        var (path, admin) = (town.Path, town.Administrator.Calls);
        await town.Earn(town.Volunteer, 3000);
        var someone = town.NewPerson();
        var created = new List<Reply>
        {
            await admin.Post($"{path}/persons", new { person = someone.Id, name = someone.Name, residence = "resident" }).Accepted(201),
            await admin.Post($"{path}/rulebooks", Town.Rulebook("v2", "2027-01-01")).Accepted(201),
            await admin.Post($"{path}/merchants", new { merchant = Guid.NewGuid(), name = new { zh = "水果店" }, category = "fruit", circle = "hemei" }).Accepted(201),
            await admin.Post($"{path}/merchants/{town.Merchant}/terminals", new { terminal = Guid.NewGuid() }).Accepted(201),
            await admin.Post($"{path}/offers", new { offer = Guid.NewGuid(), merchant = town.Merchant, terms = Town.Terms() }).Accepted(201),
            (await town.Hold(town.Volunteer)).Reply,
        };
        foreach (var reply in created) Assert.True((await admin.Get(reply.Location!)).Status == 200, $"{reply.Location} is not there: {reply}");
    }

    [Fact]
    public async Task A_rulebook_that_was_read_can_be_sent_again()
    {
        var town = await api.OpenTown();
        var read = await town.Office.Calls.Get($"{town.Path}/rulebooks/v1").Accepted();
        var again = await town.Office.Calls.Post($"{town.Path}/rulebooks", read.At("document").GetRawText()).Accepted();
        Assert.Equal(read.Says("hash"), again.Says("hash"));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_whatever_it_asks()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 3000);
        await town.ChangesNothing(async () =>
        {
            var act = await town.Volunteer.Calls.Try($"{town.Path}/acts", town.Act(town.Volunteer, startedAt: "2026-05-02T09:00:00+08:00", endedAt: "2026-05-02T10:00:00+08:00")).Accepted(200);
            Assert.Null(act.Location);
            Assert.Null(act.ETag);
            await town.Office.Calls.Try($"{town.Path}/offers", new { offer = Guid.NewGuid(), merchant = town.Merchant, terms = Town.Terms() }).Accepted(200);
            await town.Office.Calls.Try($"{town.Path}/persons/{town.Volunteer}/suspension", new { reason = "test" }).Accepted(200);
            await town.Volunteer.Calls.Try($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer, quantity = 2 }).Refused("insufficient-points", "quantity");
        });
    }

    [Fact]
    public async Task Every_write_and_every_read_answers_its_journal_number()
    {
        var town = await api.OpenTown();
        var head = await town.Head();
        foreach (var path in new[] { "", "/me", "/grid-nodes", "/rulebooks", "/merchants", "/offers", $"/offers/{town.Offer}", $"/persons/{town.Volunteer}", $"/persons/{town.Volunteer}/balance", $"/persons/{town.Volunteer}/offers", "/acts/pending" })
            Assert.Equal(head, (await town.Office.Calls.Get(town.Path + path).Accepted()).Number);
        Assert.Equal(head, (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?atLeast={head}").Accepted()).Number);
        await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?atLeast={head + 1}").Refused("read-model-behind", "atLeast");
        var refused = await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Refused("insufficient-points");
        Assert.Equal(head, refused.Number);
    }

    private async Task Patrol(Town town, int mornings, int minutes)
    {
        for (var n = 0; n < mornings; n++)
        {
            var start = new DateTimeOffset(api.Clock.Today.AddDays(-3 - n).ToDateTime(new TimeOnly(6, 0)), TimeSpan.FromHours(8));
            var act = Guid.NewGuid();
            await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: Town.Iso(start), endedAt: Town.Iso(start.AddMinutes(minutes)))).Accepted();
            await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        }
    }
}
