using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A child of nine, his mother and a grandmother without a phone, all of one household. It is 20 May 2026.</summary>
public sealed class FamilyTests(TestApi api) : IClassFixture<TestApi>
{
    private readonly Guid _household = Guid.NewGuid();
    private Town _town = null!;

    [Fact]
    public async Task A_child_his_mother_and_a_grandmother()
    {
        _town = await api.OpenTown();
        var (child, grandmother) = (await Enter("小明", "2016-06-01"), await Enter("王奶奶", "1948-03-12"));
        var mother = await _town.Register(role: "grid-assistant", household: _household);

        // The child, nine, is entered without a sign-in: a guardian has to consent first, and it is the office that binds the mother.
        await SignIn(child).Refused("guardian-must-consent");
        await Consent(mother, child, "sign-in").Refused("not-found");
        await _town.Bind(mother, "guardian", child);
        await _town.Bind(mother, "helper", grandmother);
        await SignIn(child).Refused("guardian-must-consent");
        await Consent(mother, child, "sign-in").Accepted();
        await SignIn(child).Accepted();
        Assert.Equal(0, await _town.Available(child));

        // 19 May: the child picks up litter for three hours, the grandmother waters plants for five. The mother reports both.
        var (litter, plants) = (await Report(mother, child, "2026-05-19T09:00:00+08:00", hours: 3), await Report(mother, grandmother, "2026-05-19T09:00:00+08:00", hours: 5));

        // She is a grid assistant and attests neither: they live under one roof. Nor does moving out today change what was yesterday.
        await Attest(mother, litter).Refused("attester-shares-household");
        await Attest(mother, plants).Refused("attester-shares-household");
        await _town.Office.Calls.Post($"{_town.Path}/persons/{mother}/moves", new { from = "2026-05-20", node = "grid-1" }).Accepted();
        await Attest(mother, litter).Refused("attester-shares-household");
        await Attest(_town.GridOfficer, litter, plants).Accepted();
        await BooksAddUp();

        // 3 hours and 5 hours at 5 points: 15 and 25. The mother sees both accounts, a neighbour neither.
        Assert.Equal((1500, 2500), (await Sees(mother, child), await Sees(mother, grandmother)));
        foreach (var page in new[] { "", "/balance", "/passbook", "/trace", "/offers", "/relations" })
            await _town.OtherVolunteer.Calls.Get($"{_town.Path}/persons/{grandmother}{page}").Refused("not-found");

        // Breakfast costs 25. The mother asks for the grandmother's code and reads it to her; the books name the mother.
        var hold = Guid.NewGuid();
        var code = (await _town.ChangesTo(mother, hold, grandmother).Accepted()).Says("code");
        Assert.Equal(code, (await mother.Calls.Get($"{_town.Path}/redemptions/{hold}").Accepted()).Says("code"));
        var events = (await _town.Auditor.Calls.Get($"{_town.Path}/journal/events?after={await _town.Head() - 1}").Accepted()).At("events.0");
        Assert.Equal(("hold-placed.v1", mother.Id), (events.GetProperty("type").GetString(), events.GetProperty("data").GetProperty("helper").GetGuid()));
        await _town.Terminal.Post($"{_town.Path}/merchants/{_town.Merchant}/captures", new { code }).Accepted();
        Assert.Equal(0, await Sees(mother, grandmother));
        await BooksAddUp();

        // The child earns ten more, and may spend them once his mother says so; she may take that back.
        await Attest(_town.GridOfficer, await Report(mother, child, "2026-05-18T09:00:00+08:00", hours: 2)).Accepted();
        await _town.ChangesTo(child, Guid.NewGuid(), child).Refused("guardian-must-consent");
        await Consent(mother, child, "spend").Accepted();
        var own = Guid.NewGuid();
        await _town.ChangesTo(child, own, child).Accepted();
        await child.Calls.Post($"{_town.Path}/redemptions/{own}/void", new { reason = "changed-mind" }).Accepted();
        await Consent(mother, child, "spend", given: false).Accepted();
        await _town.ChangesTo(child, Guid.NewGuid(), child).Refused("guardian-must-consent");

        // The grandmother wants another helper: from tomorrow the mother is a stranger to her account.
        await _town.Office.Calls.Post($"{_town.Path}/persons/{grandmother}/relations/end", new { other = mother.Id, kind = "helper", until = "2026-05-20" }).Accepted();
        Assert.Equal(0, await Sees(mother, grandmother));
        await EndRole(mother);
        api.Clock.Advance(TimeSpan.FromDays(1));
        await mother.Calls.Get($"{_town.Path}/persons/{grandmother}/balance").Refused("not-found");
        Assert.Equal(2500, await Sees(mother, child));
        await BooksAddUp();
    }

    private async Task<Someone> Enter(string name, string birthDate)
    {
        var someone = _town.NewPerson() with { BirthDate = birthDate };
        await _town.Office.Calls.Post($"{_town.Path}/persons", new { person = someone.Id, name, birthDate, residence = "resident", node = "grid-1", household = _household }).Accepted();
        return someone;
    }

    private Task<Reply> SignIn(Someone someone) => _town.Office.Calls.Post($"{_town.Path}/persons/{someone}/sign-in", new { subject = someone.Subject });

    private Task<Reply> Consent(Someone guardian, Someone child, string may, bool given = true) => guardian.Calls.Post($"{_town.Path}/persons/{child}/child-consents", new { may, given });

    private async Task<Guid> Report(Someone by, Someone doer, string start, int hours)
    {
        var act = Guid.NewGuid();
        await by.Calls.Post($"{_town.Path}/acts", _town.Act(doer, act, startedAt: start, endedAt: Town.Iso(DateTimeOffset.Parse(start).AddHours(hours)))).Accepted();
        return act;
    }

    private Task<Reply> Attest(Someone by, params Guid[] acts) => by.Calls.Post($"{_town.Path}/acts/attestations", new { acts });

    private Task<Reply> EndRole(Someone who) => _town.Administrator.Calls.Post($"{_town.Path}/persons/{who}/roles/end", new { role = "grid-assistant", until = "2026-05-20" }).Accepted();

    private async Task<long> Sees(Someone by, Someone whose) => (await by.Calls.Get($"{_town.Path}/persons/{whose}/balance").Accepted()).Long("availableHundredths");

    private async Task BooksAddUp() => Assert.True((await _town.Auditor.Calls.Get($"{_town.Path}/books-check?atLeast={await _town.Head()}").Accepted()).At("addUp").GetBoolean());
}
