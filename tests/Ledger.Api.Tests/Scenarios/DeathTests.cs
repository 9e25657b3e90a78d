using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A volunteer dies with a code open. The rulebook gives what is left to the family.</summary>
public sealed class DeathTests(TestApi api) : IClassFixture<TestApi>
{
    private Town _town = null!;

    [Fact]
    public async Task A_death_with_a_hold_open()
    {
        _town = await api.OpenTown();
        var (late, daughter) = (_town.Volunteer, _town.OtherVolunteer);
        await _town.Office.Calls.Post($"{_town.Path}/rulebooks", Town.Rulebook("v2", "2026-05-21", closing: new { movedAway = "lapse", death = "family" })).Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));

        // 21 May: 50 points from ten hours the day before, 25 of them behind a code for breakfast, and two hours not attested yet.
        await _town.Earn(late, 5000);
        var (hold, code, _) = await _town.Hold(late);
        var pending = Guid.NewGuid();
        await late.Calls.Post($"{_town.Path}/acts", _town.Act(late, pending, startedAt: "2026-05-19T09:00:00+08:00", endedAt: "2026-05-19T11:00:00+08:00")).Accepted();
        await Stands(_town.Office, late, available: 2500, held: 2500, minutes: 600);

        // 22 May: the office closes the account. The code ends at once; all 50 wait, and nothing can be spent.
        api.Clock.Advance(TimeSpan.FromDays(1));
        var closed = await _town.Office.Calls.Post($"{_town.Path}/persons/{late}/closing", new { reason = "death" }).Accepted();
        Assert.Equal(("family", 1L), (closed.Says("rest"), closed.Long("codesEnded")));
        await Stands(_town.Office, late, available: 5000, held: 0, minutes: 600);
        await _town.Terminal.Post($"{_town.Path}/merchants/{_town.Merchant}/captures", new { code }).Refused("hold-has-ended");
        // What the till noted without network is refused; the shop is not told when he died.
        var noted = await _town.Terminal.Post($"{_town.Path}/merchants/{_town.Merchant}/offline-captures", new { captures = new[] { new { id = Guid.NewGuid(), code, capturedAt = "2026-05-21T10:05:00+08:00" } } }).Accepted();
        Assert.Equal(("/problems/account-is-closed", "已销户的账户不再变动。", "A closed account is not used again."), (noted.Says("verdicts.0.whyNot.type"), noted.Says("verdicts.0.whyNot.zh"), noted.Says("verdicts.0.whyNot.en")));
        Assert.Equal("voided", (await _town.Office.Calls.Get($"{_town.Path}/redemptions/{hold}").Accepted()).Says("status"));
        await _town.ChangesTo(_town.Office, Guid.NewGuid(), late).Refused("account-suspended");
        await _town.Office.Calls.Post($"{_town.Path}/persons/{late}/reinstatement", new { reason = "mistake" }).Refused("account-is-closed");

        // The daughter is nobody to the books until two people have signed for the same paper.
        var paper = new { person = daughter.Id, evidenceHash = new string('a', 64) };
        await daughter.Calls.Get($"{_town.Path}/persons/{late}/passbook").Refused("not-found");
        Assert.False((await _town.Office.Calls.Post($"{_town.Path}/persons/{late}/heirs", paper).Accepted()).At("isNamed").GetBoolean());
        await _town.Office.Calls.Post($"{_town.Path}/persons/{late}/heirs", paper).Refused("second-person-needed");
        await daughter.Calls.Get($"{_town.Path}/persons/{late}/passbook").Refused("not-found");
        Assert.True((await _town.Administrator.Calls.Post($"{_town.Path}/persons/{late}/heirs", paper).Accepted()).At("isNamed").GetBoolean());

        // She gets the 50 with the board, the year and the last day they had, and reads the late account as its holder could.
        await Stands(daughter, late, available: 0, held: 0, minutes: 600);
        var hers = await daughter.Calls.Get($"{_town.Path}/persons/{daughter}/balance").Accepted();
        Assert.Equal((5000L, 0L, "safety/back-filled/community/2026/2027-12-31"), (hers.Long("availableHundredths"), hers.Long("earnedHundredths"), hers.Says("lots.0.lot")));
        var lines = await daughter.Calls.Get($"{_town.Path}/persons/{late}/passbook?atLeast={await _town.Head()}").Accepted();
        Assert.Equal((-5000L, 0L), (lines.Long("lines.0.change"), lines.Long("lines.0.balance")));
        foreach (var page in new[] { "", "/trace", "/relations" }) await daughter.Calls.Get($"{_town.Path}/persons/{late}{page}").Accepted();
        await daughter.Calls.Post($"{_town.Path}/acts", _town.Act(late)).Refused("not-allowed");

        // 23 May: the two hours are attested. The late volunteer has twelve hours for ever, and the ten points go the same way.
        api.Clock.Advance(TimeSpan.FromDays(1));
        await _town.GridOfficer.Calls.Post($"{_town.Path}/acts/attestations", new { acts = new[] { pending } }).Accepted();
        await Stands(daughter, late, available: 0, held: 0, minutes: 720);
        Assert.Equal(6000, await _town.Available(daughter));
    }

    /// <summary>What the account shows now and at the date, and that the books add up.</summary>
    private async Task Stands(Someone by, Someone whose, long available, long held, long minutes)
    {
        var head = await _town.Head();
        foreach (var at in new[] { "", $"?asOf={api.Clock.Today:yyyy-MM-dd}&atLeast={head}" })
        {
            var balance = await by.Calls.Get($"{_town.Path}/persons/{whose}/balance{at}").Accepted();
            Assert.Equal((available, held, minutes), (balance.Long("availableHundredths"), balance.Long("heldHundredths"), balance.Long("servedMinutes")));
        }
        Assert.True((await _town.Auditor.Calls.Get($"{_town.Path}/books-check?atLeast={head}").Accepted()).At("addUp").GetBoolean());
    }
}
