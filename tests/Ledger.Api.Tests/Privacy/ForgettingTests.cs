using Ledger.Api.Books;
using Ledger.Api.Tests.Support;
using Ledger.Domain;
using Ledger.Domain.Forgetting;

namespace Ledger.Api.Tests.Privacy;

/// <summary>Rule 14: whoever is forgotten is so for ever, whatever crashes in between.</summary>
public sealed class ForgettingTests(TestApi api) : IClassFixture<TestApi>
{
    /// <summary>The event is committed and the process dies before the key is destroyed.</summary>
    [Fact]
    public async Task A_crash_between_the_event_and_the_key_is_made_good_at_the_next_start()
    {
        var town = await api.OpenTown();
        var he = town.Volunteer;
        await he.Calls.Post($"{town.Path}/persons/{he}/forgetting", new { }).Accepted();
        var command = new ForgetPerson(Actor.Of(PersonId.Of(town.Office.Id)), PersonId.Of(he.Id), []);
        Assert.IsType<Answer<ForgettingIs>.Accepted>(await api.Node.Service<Bookkeeper>().Send(command, Sending.Own(town.Code, "test", "crash"), CancellationToken.None));
        Assert.NotNull(api.Keys.Person(town.Code, he.Id));
        Assert.NotNull(api.Keys.Person(town.Code, town.OtherVolunteer.Id));
        await api.AddNode();
        Assert.Null(api.Keys.Person(town.Code, he.Id));
        Assert.NotNull(api.Keys.Person(town.Code, town.OtherVolunteer.Id));
    }

    [Fact]
    public async Task Asking_changes_nothing_and_it_takes_a_second_person()
    {
        var town = await api.OpenTown();
        var (he, path) = (town.Volunteer, $"{town.Path}/persons/{town.Volunteer}/forgetting");
        await town.Office.Calls.Post($"{path}/confirmation", new { }).Refused("not-found");
        await town.Office.Calls.Post(path, new { }).Refused("paper-is-missing");
        await town.Office.Calls.Post(path, new { evidenceHash = new string('b', 64) }).Accepted();
        await town.Office.Calls.Post($"{path}/confirmation", new { }).Refused("second-person-needed");
        Assert.Equal(he.Name, (await town.Office.Calls.Get($"{town.Path}/persons/{he}").Accepted()).Says("name"));
        await he.Calls.Post($"{path}/withdrawal", new { }).Accepted();
        await town.Office.Calls.Post($"{path}/confirmation", new { }).Refused("not-found");
    }

    [Fact]
    public async Task Open_codes_are_used_or_given_up_first()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, Town.Price);
        var (redemption, _, _) = await town.Hold(town.Volunteer);
        await town.Volunteer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }).Refused("holds-are-open");
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions/{redemption}/void", new { reason = "leaving" }).Accepted();
        await town.Office.Calls.Try($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }).Accepted();
        Assert.NotNull(api.Keys.Person(town.Code, town.Volunteer.Id));
        var reply = await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }, key: "once").Accepted();
        Assert.True(reply.At("isForgotten").GetBoolean());
        Assert.True((await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }, key: "once").Accepted()).IsReplayed);
    }

    [Fact]
    public async Task On_another_node_nobody_signs_in_as_him_after_half_a_minute()
    {
        var town = await api.OpenTown();
        var other = await api.AddNode();
        var (me, he) = ($"{town.Path}/me", town.Volunteer.Calls.At(other));
        await he.Get(me).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }).Accepted();
        await town.Volunteer.Calls.Get(me).Refused("community-not-found");
        api.Clock.Advance(TimeSpan.FromSeconds(31));
        await he.Get(me).Refused("community-not-found");
    }

    /// <summary>A node keeps nobody's key: it looks for it each time.</summary>
    [Fact]
    public async Task On_another_node_that_has_just_told_his_name_it_is_gone_at_once()
    {
        var town = await api.OpenTown();
        var (he, path) = (town.Volunteer, $"{town.Path}/persons/{town.Volunteer}");
        var office = town.Office.Calls.At(await api.AddNode());
        Assert.Equal(he.Name, (await office.Get(path).Accepted()).Says("name"));
        await he.Calls.Post($"{path}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{path}/forgetting/confirmation", new { }).Accepted();
        Assert.DoesNotContain(he.Name, (await office.Get(path)).Text);
        Assert.DoesNotContain(he.Id.ToString(), (await office.Post($"{town.Path}/persons/search", new { name = he.Name }).Accepted()).Text);
    }

    [Fact]
    public async Task A_staged_file_that_may_name_him_goes_too()
    {
        var town = await api.OpenTown();
        var staged = (await town.Office.Upload(town, "persons", System.Text.Encoding.UTF8.GetBytes($"姓名,电话\n{town.Volunteer.Name},{town.Volunteer.Phone}\n")).Accepted()).Says("import");
        await town.Volunteer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }).Accepted();
        await town.Office.Calls.Get($"{town.Path}/imports/{staged}").Refused("not-found");
    }
}
