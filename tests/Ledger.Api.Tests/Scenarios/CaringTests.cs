using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>Who looks and acts for somebody else, under which name that is written down, and when it ends.</summary>
public sealed class CaringTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_look_of_a_guardian_helper_or_heir_is_recorded_as_such()
    {
        var town = await api.OpenTown();
        var cared = town.Volunteer;
        // The helper is a grid assistant of the other grid too: that is not why she sees him.
        var (guardian, helper, heir) = (await town.Register(), await town.Register(), await town.Register());
        await town.Administrator.Calls.Post($"{town.Path}/persons/{helper}/roles", new { role = "grid-assistant", from = "2026-01-01", node = "grid-2" }).Accepted();
        await town.Bind(guardian, "guardian", cared);
        await town.Bind(helper, "helper", cared);
        await guardian.Calls.Get($"{town.Path}/persons/{cared}/balance").Accepted();
        await helper.Calls.Get($"{town.Path}/persons/{cared}/balance").Accepted();
        Assert.Equal(["guardian", "helper"], await RolesOf(cared));

        await Inherit(town, cared, heir);
        await heir.Calls.Get($"{town.Path}/persons/{cared}/balance").Accepted();
        Assert.Equal(["guardian", "heir", "helper"], await RolesOf(heir));

        async Task<IEnumerable<string?>> RolesOf(Someone reader) => (await reader.Calls.Get($"{town.Path}/persons/{cared}/access-records").Accepted())
            .At("records").EnumerateArray().Where(record => record.GetProperty("operation").GetString()!.EndsWith("/balance", StringComparison.Ordinal)).Select(record => record.GetProperty("role").GetString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_heir_gets_the_copy_and_sees_the_account_until_the_heirship_ends()
    {
        var town = await api.OpenTown();
        var (late, heir) = (town.Volunteer, town.OtherVolunteer);
        await town.Earn(late, 3000);
        string[] pages = ["", "/balance", "/passbook", "/trace", "/relations", "/corrections", "/deductions", "/consents", "/access-records", "/copy"];
        foreach (var page in pages) await heir.Calls.Get($"{town.Path}/persons/{late}{page}").Refused("not-found");
        await Inherit(town, late, heir);
        foreach (var page in pages) await heir.Calls.Get($"{town.Path}/persons/{late}{page}").Accepted();
        var copy = await heir.Calls.Get($"{town.Path}/persons/{late}/copy").Accepted();
        Assert.Equal((late.Name, 360L), (copy.Says("registration.name"), copy.Long("account.servedMinutes")));
        // To see is not to act.
        await heir.Calls.Post($"{town.Path}/acts", town.Act(late)).Refused("not-allowed");
        await town.ChangesTo(heir, Guid.NewGuid(), late).Refused("not-found");

        await town.Office.Calls.Post($"{town.Path}/persons/{late}/relations/end", new { other = heir.Id, kind = "heir", until = Town.Day(api.Clock.Today) }).Accepted();
        await heir.Calls.Get($"{town.Path}/persons/{late}/copy").Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var page in pages) await heir.Calls.Get($"{town.Path}/persons/{late}{page}").Refused("not-found");
    }

    [Fact]
    public async Task What_a_helper_writes_against_a_deduction_can_be_read()
    {
        var town = await api.OpenTown();
        var (helper, deduction) = (await town.Bind(town.OtherVolunteer, "helper", town.Volunteer), Guid.NewGuid());
        await town.GridOfficer.Calls.Post($"{town.Path}/deductions", new { deduction, person = town.Volunteer.Id, rule = "no-show", occurredOn = "2026-05-01" }).Accepted();
        await helper.Calls.Post($"{town.Path}/deductions/{deduction}/appeal", new { note = "她那天住院" }).Accepted();
        Assert.Equal("她那天住院", (await town.Volunteer.Calls.Get($"{town.Path}/deductions/{deduction}").Accepted()).Says("appeal"));
    }

    [Fact]
    public async Task A_guardian_who_gives_it_up_neither_acts_nor_looks_from_the_next_day_on()
    {
        var town = await api.OpenTown();
        var (child, guardian) = (town.Volunteer, await town.Register());
        await town.Bind(guardian, "guardian", child);
        await town.Earn(child, Town.Price);
        await guardian.Calls.Post($"{town.Path}/persons/{child}/relations/end", new { other = guardian.Id, kind = "guardian", until = Town.Day(api.Clock.Today) }).Accepted();
        await guardian.Calls.Get($"{town.Path}/persons/{child}/balance").Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var page in new[] { "", "/balance", "/passbook", "/copy", "/access-records" }) await guardian.Calls.Get($"{town.Path}/persons/{child}{page}").Refused("not-found");
        await town.ChangesTo(guardian, Guid.NewGuid(), child).Refused("not-found");
        await guardian.Calls.Post($"{town.Path}/acts", town.Act(child)).Refused("not-allowed");
        await guardian.Calls.Post($"{town.Path}/persons/{child}/child-consents", new { may = "spend", given = true }).Refused("not-found");
        await guardian.Calls.Post($"{town.Path}/persons/{child}/consents", new { purpose = "publish-name" }).Refused("not-found");
        await guardian.Calls.Post($"{town.Path}/persons/{child}/forgetting", new { }).Refused("not-found");
    }

    [Fact]
    public async Task A_child_signs_in_no_more_once_the_guardian_takes_the_consent_back()
    {
        var town = await api.OpenTown();
        var child = town.NewPerson() with { BirthDate = "2016-06-01" };
        await town.Office.Calls.Post($"{town.Path}/persons", new { person = child.Id, name = child.Name, birthDate = child.BirthDate, residence = "resident", node = "grid-1" }).Accepted();
        var guardian = await town.Register();
        await town.Bind(guardian, "guardian", child);
        await Consent(true);
        await SignIn().Accepted();
        await child.Calls.Get($"{town.Path}/me").Accepted();
        await Consent(false);
        await child.Calls.Get($"{town.Path}/me").Refused("community-not-found");
        await SignIn().Refused("guardian-must-consent");
        await guardian.Calls.Get($"{town.Path}/persons/{child}/balance").Accepted();
        await Consent(true);
        await child.Calls.Get($"{town.Path}/me").Refused("community-not-found");
        await SignIn().Accepted();
        await child.Calls.Get($"{town.Path}/me").Accepted();

        Task<Reply> Consent(bool given) => guardian.Calls.Post($"{town.Path}/persons/{child}/child-consents", new { may = "sign-in", given }).Accepted();
        Task<Reply> SignIn() => town.Office.Calls.Post($"{town.Path}/persons/{child}/sign-in", new { subject = child.Subject });
    }

    private static async Task Inherit(Town town, Someone late, Someone heir)
    {
        await town.Office.Calls.Post($"{town.Path}/persons/{late}/closing", new { reason = "death" }).Accepted();
        foreach (var signer in new[] { town.Office, town.Administrator })
            await signer.Calls.Post($"{town.Path}/persons/{late}/heirs", new { person = heir.Id, evidenceHash = new string('a', 64) }).Accepted();
    }
}
