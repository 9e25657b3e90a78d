using System.Globalization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// On 10 December 2026 a volunteer patrols for ten hours: 50 积分. In April 2027 it turns out that he was elsewhere. The year's
/// ranking and his balance are asked for as known on four dates.
/// </summary>
public sealed class LateReversalTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Fact]
    public async Task Decembers_act_reversed_in_April_changes_the_ranking_and_balance_only_as_known_from_then_on()
    {
        var town = await api.OpenTown();
        Until("2026-12-11T09:00:00+08:00");
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-12-10T08:00:00+08:00", endedAt: "2026-12-10T18:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        await town.Earn(town.OtherVolunteer, 3000);
        Until("2027-01-20T09:00:00+08:00");
        var (_, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        Until("2027-04-12T09:00:00+08:00");
        await town.Office.Calls.Post($"{town.Path}/acts/{act}/reversal", new { reason = "was-elsewhere" }).Accepted();
        Until("2027-04-20T09:00:00+08:00");
        await town.Earn(town.Volunteer, 1000);
        var head = await town.Head();

        // As known on             the year's places                       his balance that day: available, owed
        await Known("2026-12-10T23:59:59+08:00", [], (0, 0));
        await Known("2026-12-31T23:59:59+08:00", [(town.Volunteer, 5000), (town.OtherVolunteer, 3000)], (5000, 0));
        await Known("2027-03-31T23:59:59+08:00", [(town.Volunteer, 5000), (town.OtherVolunteer, 3000)], (2500, 0));
        await Known("2027-04-15T09:00:00+08:00", [(town.OtherVolunteer, 3000)], (0, 2500));

        // What he earned since pays what he owes; the year of the act stays as it is, and December's balance is as booked then.
        var now = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
        Assert.Equal((0, 1500), (now.Long("availableHundredths"), now.Long("debtHundredths")));
        var december = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance?asOf=2026-12-31").Accepted();
        Assert.Equal((5000, 0), (december.Long("availableHundredths"), december.Long("debtHundredths")));
        var check = await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={head}").Accepted();
        Assert.True(check.At("addUp").GetBoolean());

        async Task Known(string instant, (Someone Person, long Hundredths)[] places, (long Available, long Owed) balance)
        {
            var (at, day) = (Uri.EscapeDataString(instant), instant[..10]);
            var ranking = await town.Auditor.Calls.Get($"{town.Path}/rankings?{Year}&knownOn={at}&atLeast={head}").Accepted();
            Assert.Equal(places.Select(place => ($"person:{place.Person}", place.Hundredths)),
                ranking.At("places").EnumerateArray().Select(place => (place.GetProperty("subject").GetString()!, place.GetProperty("amount").GetInt64())));
            var known = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance?asOf={day}&knownOn={at}&atLeast={head}").Accepted();
            Assert.Equal(balance, (known.Long("availableHundredths"), known.Long("debtHundredths")));
            var traced = await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/trace?asOf={day}&knownOn={at}").Accepted();
            Assert.Equal(balance, (traced.Long("available"), traced.Long("debt")));
        }
    }

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - api.Clock.Now);
}
