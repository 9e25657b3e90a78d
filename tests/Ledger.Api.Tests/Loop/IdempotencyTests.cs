using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>The same key is the same request: one effect, equal replies, whoever of the nodes is asked.</summary>
public sealed class IdempotencyTests(TwoNodes api) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task A_retry_gets_the_reply_of_the_first_and_changes_nothing()
    {
        var town = await api.OpenTown();
        var (body, key) = (town.Act(town.Volunteer), ApiClient.NewKey());
        var first = await town.Volunteer.Calls.Post($"{town.Path}/acts", body, key).Accepted(201);
        Assert.False(first.IsReplayed);
        await town.ChangesNothing(async () =>
        {
            foreach (var node in api.Nodes)
            {
                var again = await town.Volunteer.Calls.At(node).Post($"{town.Path}/acts", body, key).Accepted(201);
                Assert.True(again.IsReplayed);
                Assert.Equal((first.Text, first.Location, first.ETag), (again.Text, again.Location, again.ETag));
            }
        });
    }

    [Fact]
    public async Task Other_spacing_and_order_of_members_is_the_same_request()
    {
        var town = await api.OpenTown();
        var (act, key) = (Guid.NewGuid(), ApiClient.NewKey());
        await town.Volunteer.Calls.Post($"{town.Path}/acts", $$"""{"actType":"visit","startedAt":"2026-05-19T09:00:00+08:00","place":"grid-1","people":[{"act":"{{act}}","person":"{{town.Volunteer}}"}]}""", key).Accepted();
        var again = await town.Volunteer.Calls.Post($"{town.Path}/acts", $$"""  { "people": [ {"person":"{{town.Volunteer}}", "act":"{{act}}"} ], "place":"grid-1", "startedAt":"2026-05-19T09:00:00.000+08:00", "actType":"visit", "note":null }  """, key).Accepted();
        Assert.True(again.IsReplayed);
    }

    [Fact]
    public async Task A_key_reused_with_another_body_address_or_tag_is_refused()
    {
        var town = await api.OpenTown();
        var key = ApiClient.NewKey();
        await town.Office.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 2600), key).Accepted();
        await town.ChangesNothing(async () =>
        {
            await town.Office.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 2700), key).Refused("idempotency-key-reused", "Idempotency-Key");
            await town.Office.Calls.Put($"{town.Path}/offers/{Guid.NewGuid()}", Town.Terms(price: 2600), key).Refused("idempotency-key-reused");
            await town.Office.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 2600), key, ifMatch: "\"1\"").Refused("idempotency-key-reused");
            await town.Office.Calls.Post($"{town.Path}/merchants", new { merchant = Guid.NewGuid(), name = new { zh = "店" }, category = "x", circle = "x" }, key).Refused("idempotency-key-reused");
        });
        await town.Administrator.Calls.Put($"{town.Path}/offers/{town.Offer}", Town.Terms(price: 2800), key).Accepted();
    }

    [Fact]
    public async Task A_refusal_is_kept_with_its_key_although_it_would_be_granted_now()
    {
        var town = await api.OpenTown();
        var (wish, key) = (new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }, ApiClient.NewKey());
        var refused = await town.Volunteer.Calls.Post($"{town.Path}/redemptions", wish, key).Refused("insufficient-points");
        await town.Earn(town.Volunteer, 3000);
        var again = await town.Volunteer.Calls.At(api.Nodes[1]).Post($"{town.Path}/redemptions", wish, key).Refused("insufficient-points");
        Assert.Equal(refused.Long("available"), again.Long("available"));
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions", wish).Accepted(201);
    }

    [Fact]
    public async Task Sixteen_at_once_with_one_key_have_one_effect_and_equal_replies()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 10_000);
        for (var round = 0; round < 5; round++)
        {
            var (wish, key, before) = (new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer, quantity = 1 }, ApiClient.NewKey(), await town.Available(town.Volunteer));
            if (before < Town.Price) break;
            var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => town.Volunteer.Calls.At(api.Nodes[n % 2]).Post($"{town.Path}/redemptions", wish, key).Accepted(201)));
            Assert.Single(replies.Select(reply => reply.Text).Distinct());
            Assert.Single(replies, reply => !reply.IsReplayed);
            Assert.Equal(before - Town.Price, await town.Available(town.Volunteer));
        }
    }
}
