using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Privacy;

/// <summary>DOMAIN.md §3: nothing is published without consent, and a consent withdrawn ends at once.</summary>
public sealed class ConsentTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_ranking_names_who_consented_and_veils_the_others_for_everybody()
    {
        var town = await api.OpenTown();
        var he = town.Volunteer;
        await town.Earn(he, 5000);
        var veiled = he.Name[..1] + "**";
        Assert.Equal([veiled, veiled, veiled, he.Name], await NamesSeen(town));
        await he.Calls.Post($"{town.Path}/persons/{he}/consents", new { purpose = "publish-photo" }).Accepted();
        Assert.Equal([veiled, veiled, veiled, he.Name], await NamesSeen(town));
        await he.Calls.Post($"{town.Path}/persons/{he}/consents", new { purpose = "publish-name" }).Accepted();
        Assert.Equal([he.Name, he.Name, he.Name, he.Name], await NamesSeen(town));
        await he.Calls.Post($"{town.Path}/persons/{he}/consents/withdrawal", new { purpose = "publish-name" }).Accepted();
        Assert.Equal([veiled, veiled, veiled, he.Name], await NamesSeen(town));
        var told = await he.Calls.Get($"{town.Path}/persons/{he}/consents").Accepted();
        Assert.Equal(["publish-name False", "publish-photo True"], told.At("consents").EnumerateArray().Select(one => $"{one.GetProperty("purpose").GetString()} {one.GetProperty("isGiven").GetBoolean()}"));
    }

    [Fact]
    public async Task A_child_under_14_does_not_consent_for_himself()
    {
        var town = await api.OpenTown();
        var child = town.NewPerson();
        await town.Administrator.Calls.Post($"{town.Path}/persons", new { person = child.Id, name = child.Name, birthDate = $"{api.Clock.Today.AddYears(-13):yyyy-MM-dd}", residence = "resident" }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{child}/consents", new { purpose = "publish-name", evidenceHash = new string('c', 64) }).Refused("guardian-consents-only");
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/consents", new { purpose = "sms" }).Refused("paper-is-missing");
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/consents", new { purpose = "sms", evidenceHash = new string('c', 64) }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/consents", new { purpose = "whatever" }).Refused("invalid-request", "purpose");
    }

    /// <summary>As the office, a grid officer, another volunteer and he himself see the first place.</summary>
    private static async Task<List<string>> NamesSeen(Town town)
    {
        var seen = new List<string>();
        foreach (var reader in new[] { town.Office, town.GridOfficer, town.OtherVolunteer, town.Volunteer })
            seen.Add((await reader.Calls.Get($"{town.Path}/rankings?from=2026-05-01&to=2026-05-31&atLeast={await town.Head()}").Accepted()).Says("places.0.name"));
        return seen;
    }
}
