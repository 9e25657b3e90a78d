using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.BadInput;

/// <summary>What the rules forbid: each with its own problem, and nothing in the books has moved.</summary>
[Collection(SharedApi.Name)]
public sealed class RuleTests(TestApi api) : IAsyncLifetime
{
    private Town _town = null!;

    public async Task InitializeAsync() => _town = await api.OpenTown();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Reply> Record(object act, Someone? by = null) => (by ?? _town.Volunteer).Calls.Post($"{_town.Path}/acts", act);

    private Task<Reply> Attest(Someone by, params Guid[] acts) => by.Calls.Post($"{_town.Path}/acts/attestations", new { acts });

    private Task<Reply> Capture(object body, ApiClient? by = null, Guid? merchant = null) => (by ?? _town.Terminal).Post($"{_town.Path}/merchants/{merchant ?? _town.Merchant}/captures", body);

    private Task<Reply> Take(Someone by, object body) => by.Calls.Post($"{_town.Path}/redemptions", body);

    [Theory]
    [InlineData("dancing", null, null, null, "grid-1", "unknown-act-type", "actType")]
    [InlineData("patrol", null, null, -1L, "grid-1", "invalid-request", "people[0].minutes")]
    [InlineData("patrol", null, null, 1441L, "grid-1", "invalid-request", "people[0].minutes")]
    [InlineData("patrol", null, null, 9007199254740991L, "grid-1", "invalid-request", "people[0].minutes")]
    [InlineData("patrol", null, null, 121L, "grid-1", "impossible-duration", "minutes")]
    [InlineData("patrol", "2026-05-19T11:00:00+08:00", "2026-05-19T09:00:00+08:00", null, "grid-1", "impossible-duration", "minutes")]
    [InlineData("patrol", "2026-05-18T08:00:00+08:00", "2026-05-18T20:01:00+08:00", null, "grid-1", "impossible-duration", "minutes")]
    [InlineData("patrol", "2026-05-17T08:00:00+08:00", "2026-05-18T08:01:00+08:00", null, "grid-1", "impossible-duration", "minutes")]
    [InlineData("patrol", "2026-05-20T08:00:00+08:00", "2026-05-21T00:00:00+08:00", null, "grid-1", "act-in-the-future", "endedAt")]
    [InlineData("patrol", "2999-12-31T08:00:00+08:00", "2999-12-31T09:00:00+08:00", null, "grid-1", "act-in-the-future", "endedAt")]
    [InlineData("patrol", "2026-05-19T09:00:00+09:00", "2026-05-19T10:00:00+09:00", null, "grid-1", "offset-does-not-fit-zone", "startedAt")]
    [InlineData("patrol", "2026-05-19T09:00:00+08:00", "2026-05-19T03:00:00Z", null, "grid-1", "offset-does-not-fit-zone", "endedAt")]
    [InlineData("patrol", "2026-05-19T09:00:00-12:00", "2026-05-19T10:00:00-12:00", null, "grid-1", "offset-does-not-fit-zone", "startedAt")]
    [InlineData("patrol", "1901-01-01T09:00:00+08:00", "1901-01-01T10:00:00+08:00", null, "grid-1", "unknown-node", "place")]
    [InlineData("patrol", "2025-12-31T09:00:00+08:00", "2025-12-31T10:00:00+08:00", null, "grid-1", "no-rulebook-in-force", null)]
    [InlineData("patrol", "2026-04-01T09:00:00+08:00", "2026-04-01T10:00:00+08:00", null, "grid-1", "filed-too-late", "startedAt")]
    [InlineData("patrol", null, null, null, "grid-9", "unknown-node", "place")]
    [InlineData("patrol", "2026-02-30T09:00:00+08:00", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "2026-05-19T25:00:00+08:00", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "2026-05-19T09:00:60+08:00", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "2026-05-19T09:00:00", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "2026-05-19", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "19/05/2026", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "2026-05-19T09:00:00+25:00", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "0001-01-01T00:00:00+08:00", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "10000-01-01T00:00:00Z", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("patrol", "", null, null, "grid-1", "invalid-request", "startedAt")]
    [InlineData("Patrol!", null, null, null, "grid-1", "invalid-request", "actType")]
    [InlineData("patrol", null, null, null, "", "invalid-request", "place")]
    public Task An_act_that_cannot_be(string actType, string? startedAt, string? endedAt, long? minutes, string place, string problem, string? field) =>
        _town.ChangesNothing(() => Record(_town.Act(_town.Volunteer, actType: actType, startedAt: startedAt, endedAt: endedAt, minutes: minutes, place: place)).Refused(problem, field));

    [Theory]
    [InlineData("""{"actType":7}""", "actType", "wrong-type")]
    [InlineData("""{"people":{}}""", "people", "wrong-type")]
    [InlineData("""{"people":[7]}""", "people[0]", "wrong-type")]
    [InlineData("""{"people":null}""", "people", "wrong-type")]
    [InlineData("""{"evidence":"system_timed"}""", "evidence", "wrong-type")]
    [InlineData("""{"evidence":0}""", "evidence", "wrong-type")]
    [InlineData("""{"attest":"true"}""", "attest", "wrong-type")]
    [InlineData("""{"people":[{"person":"00000000-0000-0000-0000-000000000000"}]}""", "people[0].person", "wrong-type")]
    [InlineData("""{"people":[{"person":"not-a-uuid"}]}""", "people[0].person", "wrong-type")]
    [InlineData("""{"people":[{"points":100}]}""", "people[0].points", "unknown-member")]
    [InlineData("""{"status":"attested"}""", "status", "unknown-member")]
    [InlineData("""{"ActType":"patrol"}""", "ActType", "unknown-member")]
    [InlineData("""{"place":"grid-1","place":"grid-2"}""", "place", "repeated-member")]
    [InlineData("""{"place":"grid-1"}""", "actType", "missing-member")]
    [InlineData("""{"place":"grid-1","actType":"patrol","startedAt":"2026-05-19T09:00:00+08:00"}""", "people", "missing-member")]
    [InlineData("""{"place":"grid-1","actType":"patrol","startedAt":"2026-05-19T09:00:00+08:00","people":[{"act":"0199aaaa-0000-7000-8000-000000000001"}]}""", "people[0].person", "missing-member")]
    [InlineData("""{"place":"grid-1","actType":"patrol","startedAt":"2026-05-19T09:00:00+08:00","people":[]}""", "people", "count")]
    public Task A_body_of_the_wrong_form_names_field_and_rule(string body, string field, string rule) =>
        _town.ChangesNothing(() => _town.Volunteer.Calls.Post($"{_town.Path}/acts", body).Refused("invalid-request", field, rule));

    [Fact]
    public Task More_than_two_hundred_people_or_one_twice_is_refused() => _town.ChangesNothing(async () =>
    {
        var (act, person) = (Guid.NewGuid(), Guid.NewGuid());
        await Record(People(Enumerable.Range(0, 201).Select(_ => (Guid.NewGuid(), Guid.NewGuid()))), _town.GridOfficer).Refused("invalid-request", "people", "count");
        await Record(People([(act, Guid.NewGuid()), (act, Guid.NewGuid())]), _town.GridOfficer).Refused("invalid-request", "people", "no-repetition");
        await Record(People([(Guid.NewGuid(), person), (Guid.NewGuid(), person)]), _town.GridOfficer).Refused("invalid-request", "people", "no-repetition");
        await Record(People([(Guid.NewGuid(), person)]), _town.GridOfficer).Refused("not-found", "person");
    });

    private static object People(IEnumerable<(Guid Act, Guid Person)> people) =>
        new { actType = "patrol", startedAt = "2026-05-19T09:00:00+08:00", endedAt = "2026-05-19T10:00:00+08:00", place = "grid-1", people = people.Select(one => new { act = one.Act, person = one.Person }) };

    [Fact]
    public async Task Nobody_does_two_things_at_once_and_an_act_scores_once()
    {
        var act = Guid.NewGuid();
        await Record(_town.Act(_town.Volunteer, act)).Accepted();
        await _town.ChangesNothing(async () =>
        {
            await Record(_town.Act(_town.Volunteer, startedAt: "2026-05-19T10:59:00+08:00", endedAt: "2026-05-19T12:00:00+08:00")).Refused("overlapping-act", "startedAt");
            await Record(_town.Act(_town.Volunteer, startedAt: "2026-05-19T08:00:00+08:00", endedAt: "2026-05-19T12:00:00+08:00")).Refused("overlapping-act");
            await Record(_town.Act(_town.Volunteer, startedAt: "2026-05-19T09:30:00+08:00", endedAt: "2026-05-19T09:31:00+08:00")).Refused("overlapping-act");
            await Record(_town.Act(_town.Volunteer, act)).Accepted();
            await Record(_town.Act(_town.Volunteer, act, actType: "visit")).Refused("id-already-used", "act");
        });
        await Record(_town.Act(_town.Volunteer, startedAt: "2026-05-19T11:00:00+08:00", endedAt: "2026-05-19T12:00:00+08:00")).Accepted();
    }

    [Fact]
    public async Task The_same_evidence_serves_once()
    {
        var hash = new string('a', 64);
        object With(Someone doer, string evidenceHash) => new { actType = "visit", startedAt = "2026-05-19T09:00:00+08:00", place = "grid-1", evidenceHash, people = new[] { new { act = Guid.NewGuid(), person = doer.Id } } };
        await Record(With(_town.Volunteer, hash)).Accepted();
        await _town.ChangesNothing(async () =>
        {
            await Record(With(_town.OtherVolunteer, hash), _town.OtherVolunteer).Refused("evidence-already-used", "evidenceHash");
            await Record(With(_town.OtherVolunteer, "xyz"), _town.OtherVolunteer).Refused("invalid-request", "evidenceHash", "sha-256");
        });
    }

    [Fact]
    public async Task The_attester_never_gains()
    {
        var home = Guid.NewGuid();
        var (officer, wife) = (await _town.Register(role: "grid-officer", household: home), await _town.Register(household: home));
        var (own, hers, recorded) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await Record(_town.Act(officer, own), officer).Accepted();
        await Record(_town.Act(wife, hers), wife).Accepted();
        await Record(_town.Act(_town.Volunteer, recorded), officer).Accepted();
        await _town.ChangesNothing(async () =>
        {
            await Attest(officer, own).Refused("attester-is-doer", "acts");
            await Attest(officer, hers).Refused("attester-shares-household", "acts");
            await Attest(officer, recorded).Refused("attester-is-recorder", "acts");
            await Attest(_town.Volunteer, hers).Refused("not-allowed");
            await Attest(_town.GridOfficer, hers, Guid.NewGuid()).Refused("not-found", "acts");
            await Attest(_town.GridOfficer, hers, hers).Refused("invalid-request", "acts", "no-repetition");
            await Record(_town.Act(_town.OtherVolunteer)).Refused("not-allowed");
            await Record(_town.Act(_town.Volunteer, attest: true)).Refused("not-allowed");
        });
        await Attest(_town.GridOfficer, hers).Accepted();
        await _town.ChangesNothing(async () =>
        {
            await Attest(_town.GridOfficer, hers).Refused("act-already-decided", "acts");
            await _town.GridOfficer.Calls.Post($"{_town.Path}/acts/rejections", new { acts = new[] { hers }, reason = "not-there" }).Refused("act-already-decided");
        });
    }

    [Fact]
    public async Task A_suspended_account_spends_nothing_and_still_earns()
    {
        await _town.Earn(_town.Volunteer, 3000);
        await _town.Office.Calls.Post($"{_town.Path}/persons/{_town.Volunteer}/suspension", new { reason = "lost-phone" }).Accepted();
        await _town.ChangesNothing(() => Take(_town.Volunteer, new { redemption = Guid.NewGuid(), person = _town.Volunteer.Id, offer = _town.Offer }).Refused("account-suspended"));
        Assert.Equal("/problems/account-suspended", (await _town.Volunteer.Calls.Get($"{_town.Path}/persons/{_town.Volunteer}/offers").Accepted()).Says("offers.0.whyNot.0.type"));
        await _town.Office.Calls.Post($"{_town.Path}/persons/{_town.Volunteer}/reinstatement", new { reason = "phone-found" }).Accepted();
        await _town.Hold(_town.Volunteer);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_not_held()
    {
        await _town.Earn(_town.Volunteer, 5000);
        var (one, closed, notYet, gone) = (await _town.Publish(Town.Terms(stock: 1)), await _town.Publish(Town.Terms(closesOn: "2026-05-19")), await _town.Publish(Town.Terms(opensOn: "2026-05-21")), await _town.Publish());
        await _town.Office.Calls.Post($"{_town.Path}/offers/{gone}/withdrawal", new { reason = "sold-out" }).Accepted();
        object Wish(Guid offer, long quantity = 1, Guid? redemption = null, Guid? person = null) => new { redemption = redemption ?? Guid.NewGuid(), person = person ?? _town.Volunteer.Id, offer, quantity };
        await _town.ChangesNothing(async () =>
        {
            await Take(_town.Volunteer, Wish(_town.Offer, 3)).Refused("insufficient-points", "quantity");
            await Take(_town.Volunteer, Wish(one, 2)).Refused("out-of-stock", "quantity");
            await Take(_town.Volunteer, Wish(closed)).Refused("offer-closed", "offer");
            await Take(_town.Volunteer, Wish(notYet)).Refused("offer-closed", "offer");
            await Take(_town.Volunteer, Wish(gone)).Refused("offer-withdrawn", "offer");
            await Take(_town.Volunteer, Wish(Guid.NewGuid())).Refused("not-found", "offer");
            await Take(_town.Volunteer, Wish(_town.Offer, person: Guid.NewGuid())).Refused("not-found", "person");
            await Take(_town.OtherVolunteer, Wish(_town.Offer)).Refused("not-found", "person");
            foreach (var quantity in new[] { 0, -1, 101, 9007199254740991 }) await Take(_town.Volunteer, Wish(_town.Offer, quantity)).Refused("invalid-request", "quantity");
        });
        var (redemption, _, _) = await _town.Hold(_town.Volunteer, one);
        await _town.ChangesNothing(async () =>
        {
            await Take(_town.Volunteer, Wish(one)).Refused("out-of-stock", "quantity");
            await Take(_town.Volunteer, Wish(_town.Offer, redemption: redemption)).Refused("id-already-used", "redemption");
            await _town.Volunteer.Calls.Post($"{_town.Path}/redemptions/{redemption}/void", new { reason = "changed-mind" }, ifMatch: "\"1\"").Refused("changed-meanwhile", "If-Match");
            await _town.Volunteer.Calls.Post($"{_town.Path}/redemptions/{redemption}/void", new { reason = "changed-mind" }, ifMatch: "W/\"1\"").Refused("invalid-request", "If-Match", "etag");
            await _town.OtherVolunteer.Calls.Post($"{_town.Path}/redemptions/{redemption}/void", new { reason = "envy" }).Refused("not-found", "redemption");
        });
    }

    [Fact]
    public async Task At_the_counter_only_a_good_code_of_this_merchant_counts()
    {
        await _town.Earn(_town.Volunteer, 10_000);
        var (redemption, code, _) = await _town.Hold(_town.Volunteer, quantity: 2);
        var mistyped = code[..9] + (char)('0' + (code[9] - '0' + 1) % 10);
        await _town.ChangesNothing(async () =>
        {
            foreach (var wrong in new[] { mistyped, "", "123", "12345678901234567890", "一二三四五六七八九十", new string('1', 100) })
                await Capture(new { code = wrong }).Refused("invalid-request", "code", "check-digit");
            await Capture(new { code = Digits.NobodysCode(code) }).Refused("code-not-known", "code");
            await Capture(new { code }, _town.OtherMerchantOwner.Calls, _town.OtherMerchant).Refused("code-of-another-merchant", "code");
            await Capture(new { code }, _town.OtherMerchantOwner.Calls).Refused("not-allowed");
            await Capture(new { code }, _town.Volunteer.Calls).Refused("not-allowed");
            await Capture(new { code, quantity = 3 }).Refused("capture-exceeds-hold", "quantity");
            await Capture(new { code, quantity = 0 }).Refused("invalid-request", "quantity");
            await _town.Terminal.Post($"{_town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" }).Refused("nothing-captured");
        });
        await Capture(new { code = $"{code[..3]} {code[3..6]}-{code[6..]}" }).Accepted();
        await _town.ChangesNothing(async () =>
        {
            await Capture(new { code }).Refused("hold-has-ended");
            await _town.Terminal.Post($"{_town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 3, reason = "mistake" }).Refused("refund-exceeds-capture", "quantity");
            await _town.OtherMerchantOwner.Calls.Post($"{_town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" }).Refused("not-found", "redemption");
            await _town.Volunteer.Calls.Post($"{_town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" }).Refused("not-found", "redemption");
        });
        var refund = Guid.NewGuid();
        await _town.Terminal.Post($"{_town.Path}/redemptions/{redemption}/refunds", new { id = refund, quantity = 1, reason = "mistake" }).Accepted();
        await _town.ChangesNothing(() => _town.Terminal.Post($"{_town.Path}/redemptions/{redemption}/refunds", new { id = refund, quantity = 1, reason = "mistake" }).Refused("id-already-used", "refund"));
    }

    [Fact]
    public async Task After_ten_wrong_codes_no_code_is_looked_at_for_a_while()
    {
        await _town.Earn(_town.Volunteer, 3000);
        var (_, code, _) = await _town.Hold(_town.Volunteer);
        var (_, clerk) = await _town.Pair(_town.Merchant);
        await _town.ChangesNothing(async () =>
        {
            for (var guess = 0; guess < 10; guess++)
            {
                await clerk.Post($"{_town.Path}/merchants/{_town.Merchant}/{(guess % 2 == 0 ? "code-checks" : "captures")}", new { code = Digits.NobodysCode(code, guess) }).Refused("code-not-known");
                Assert.Equal(guess + 1, await _town.Scalar<long>("SELECT (sum(jsonb_array_length(row->'times')))::bigint FROM ledger.side WHERE tenant_id = $1 AND kind = 'wrong-codes'"));
            }
            await clerk.Post($"{_town.Path}/merchants/{_town.Merchant}/code-checks", new { code }).Refused("too-many-wrong-codes", "code");
            await Capture(new { code }, clerk).Refused("too-many-wrong-codes", "code");
        });
        await Capture(new { code }).Accepted();
    }

    [Fact]
    public async Task What_the_office_may_not_publish()
    {
        var (path, office, admin) = (_town.Path, _town.Office.Calls, _town.Administrator.Calls);
        object Offer(object terms) => new { offer = Guid.NewGuid(), merchant = _town.Merchant, terms };
        object Terms(object bearer, long settlement, string? closesOn = null, long? price = null) => new { title = new { zh = "券" }, price = price ?? 100, settlement, bearer, opensOn = "2026-05-01", closesOn };
        await _town.ChangesNothing(async () =>
        {
            await office.Post($"{path}/offers", Offer(Terms(new { kind = "merchant" }, 100))).Refused("bearer-does-not-fit", "bearer");
            await office.Post($"{path}/offers", Offer(Terms(new { kind = "donor" }, 100))).Refused("bearer-does-not-fit", "bearer");
            await office.Post($"{path}/offers", Offer(Terms(new { kind = "community" }, 100, closesOn: "2026-04-30"))).Refused("period-is-empty", "closesOn");
            await office.Post($"{path}/offers", Offer(Terms(new { kind = "community" }, -1))).Refused("invalid-request", "terms.settlement");
            await office.Post($"{path}/offers", Offer(Terms(new { kind = "community" }, 0, price: 0))).Refused("invalid-request", "terms.price");
            await office.Post($"{path}/offers", new { offer = Guid.NewGuid(), merchant = Guid.NewGuid(), terms = Town.Terms() }).Refused("not-found", "merchant");
            await office.Post($"{path}/offers", new { offer = _town.Offer, merchant = _town.Merchant, terms = Town.Terms() }).Refused("id-already-used", "offer");
            await office.Post($"{path}/rulebooks", Town.Rulebook("v2", "2026-05-20")).Refused("rulebook-is-retroactive", "effectiveFrom");
            await office.Post($"{path}/rulebooks", Town.Rulebook("v1", "2027-01-01")).Refused("id-already-used", "version");
            await office.Post($"{path}/rulebooks", Town.Rulebook("v2", "0001-01-01")).Refused("invalid-request", "effectiveFrom");
            await office.Post($"{path}/rulebooks", ApiClient.Text(Town.Rulebook("v2", "2027-01-01")).Replace("\"board\":\"safety\"", "\"board\":\"unknown\"")).Refused("rulebook-is-contradictory");
            await admin.Post($"{path}/grid-nodes", new { nodes = new[] { Town.Node("grid-1", "又", "grid") } }).Refused("id-already-used", "node");
            await admin.Post($"{path}/grid-nodes", new { nodes = new[] { Town.Node("x", "又", "grid", parent: "nowhere") } }).Refused("unknown-node", "parent");
            await admin.Post($"{path}/grid-nodes", new { nodes = Enumerable.Range(1, 10).Select(n => Town.Node($"deep-{n}", "深", "grid", parent: n == 1 ? "root" : $"deep-{n - 1}")) }).Refused("tree-too-deep", "parent");
            await admin.Post($"{path}/merchants", new { merchant = _town.Merchant, name = new { zh = "又" }, category = "x", circle = "hemei" }).Refused("id-already-used", "merchant");
            await admin.Post($"{path}/persons/{_town.Volunteer}/roles", new { role = "merchant-clerk", from = "2026-05-20" }).Refused("role-needs-merchant", "merchant");
            await admin.Post($"{path}/persons/{_town.Volunteer}/roles", new { role = "office", from = "2026-05-20", merchant = _town.Merchant }).Refused("role-needs-merchant", "merchant");
            await admin.Post($"{path}/persons/{_town.Volunteer}/roles", new { role = "office", from = "2026-05-20", until = "2026-05-19" }).Refused("period-is-empty", "until");
            await admin.Post($"{path}/persons/{_town.Volunteer}/roles/end", new { role = "office", until = "2026-05-19" }).Refused("not-found", "role");
            await admin.Post($"{path}/persons/{_town.Volunteer}/sign-in", new { subject = _town.OtherVolunteer.Subject }).Refused("sign-in-already-bound", "signIn");
            await admin.Post($"{path}/persons/{_town.Volunteer}/suspension", new { reason = "test" }, ifMatch: "\"1\"").Refused("changed-meanwhile", "If-Match");
            await Register(new { person = _town.Volunteer.Id, name = "又", residence = "resident" }).Refused("id-already-used", "person");
            await Register(new { person = Guid.NewGuid(), name = "又", residence = "resident", node = "nowhere" }).Refused("unknown-node", "node");
            await Register(new { person = Guid.NewGuid(), name = " ", residence = "resident" }).Refused("invalid-request", "name");
            await Register(new { person = Guid.NewGuid(), name = "又", residence = "resident", phone = "+86 139" }).Refused("invalid-request", "phone");
            await Register(new { person = Guid.NewGuid(), name = "又", residence = "resident", birthDate = "1955-02-29" }).Refused("invalid-request", "birthDate");
            await Register(new { person = Guid.NewGuid(), name = "又", residence = "resident", birthDate = "0001-01-01" }).Refused("invalid-request", "birthDate");
            await Register(new { person = Guid.NewGuid(), name = "又", residence = "resident", birthDate = "9999-12-31" }).Refused("invalid-request", "birthDate");
            await api.Node.Operator.Put(path, Opening("Asia/Shanghai")).Refused("community-already-open");
            await api.Node.Operator.Put($"/v1/communities/new-{Guid.NewGuid():N}"[..30], Opening("Mars/Olympus")).Refused("unknown-zone", "zone");
            await api.Node.Operator.Put($"/v1/communities/new-{Guid.NewGuid():N}"[..30], Opening("../../etc/passwd")).Refused("unknown-zone", "zone");
        });

        Task<Reply> Register(object body) => admin.Post($"{path}/persons", body);
        object Opening(string zone) => new { name = new { zh = "又" }, zone, holdMinutes = 30, root = "root", administrator = new { person = Guid.NewGuid(), name = "又", subject = "x" } };
    }

    [Fact]
    public async Task A_role_that_ended_yesterday_or_starts_tomorrow_is_none_today()
    {
        var someone = await _town.Register();
        var act = Guid.NewGuid();
        await Record(_town.Act(_town.Volunteer, act)).Accepted();
        await _town.Grant(someone, "grid-officer", from: "2026-05-21");
        await _town.ChangesNothing(() => Attest(someone, act).Refused("not-allowed"));
        await _town.Grant(someone, "grid-officer", until: "2026-05-19");
        await _town.ChangesNothing(() => Attest(someone, act).Refused("not-allowed"));
        await _town.Grant(someone, "grid-officer", until: "2026-05-20");
        await Attest(someone, act).Accepted();
        await _town.Administrator.Calls.Post($"{_town.Path}/persons/{someone}/roles/end", new { role = "grid-officer", until = "2026-05-19" }).Accepted();
        await someone.Calls.Get($"{_town.Path}/persons/{_town.Volunteer}/balance").Refused("not-found", "person");
    }
}
