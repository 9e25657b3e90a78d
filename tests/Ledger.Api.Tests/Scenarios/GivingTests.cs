using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>Points given to a neighbour and into a pool, granted by the office, and a sum shared by what everybody has, which two people pay.</summary>
public sealed class GivingTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Points_are_given_and_granted_and_money_is_shared_and_paid()
    {
        var town = await api.OpenTown();
        await town.Office.Calls.Post($"{town.Path}/rulebooks", Rules()).Accepted();
        await town.Earn(town.Volunteer, 1000);
        api.Clock.Advance(TimeSpan.FromDays(1));

        // What would happen is said first; then it is given, once.
        object Gift(Guid id, long amount) => new { transfer = id, person = town.Volunteer.Id, passage = "gift", amount, to = $"person:{town.OtherVolunteer}" };
        var first = Guid.NewGuid();
        Assert.Equal(700, (await town.Volunteer.Calls.Try($"{town.Path}/transfers", Gift(first, 300)).Accepted()).Long("availableAfterHundredths"));
        Assert.Equal(1000, await town.Available(town.Volunteer));
        await town.Volunteer.Calls.Post($"{town.Path}/transfers", Gift(first, 300)).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/transfers", Gift(first, 300)).Refused("id-already-used", "transfer");
        await town.Volunteer.Calls.Post($"{town.Path}/transfers", Gift(Guid.NewGuid(), 5000)).Refused("insufficient-points");
        await town.Volunteer.Calls.Post($"{town.Path}/transfers", new { transfer = Guid.NewGuid(), person = town.Volunteer.Id, passage = "charity", amount = 200 }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/grants", new { transfer = Guid.NewGuid(), passage = "aid", to = $"person:{town.OtherVolunteer}", amount = 200 }).Accepted();
        var head = await town.Head();
        Assert.Equal((500, 500), (await Available(town.Volunteer, head), await Available(town.OtherVolunteer, head)));
        var lines = (await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{town.OtherVolunteer}/passbook").Accepted()).At("lines");
        Assert.Equal(2, lines.GetArrayLength());

        // A gift to the wrong person goes back, while he still has it.
        var wrong = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/transfers", Gift(wrong, 100)).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/transfers/{wrong}/reversal", new { reason = "wrong-person" }).Refused("not-allowed");
        await town.Office.Calls.Post($"{town.Path}/transfers/{wrong}/reversal", new { reason = "wrong-person" }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/transfers/{wrong}/reversal", new { reason = "wrong-person" }).Refused("transfer-reversed", "transfer");
        Assert.Equal(500, await Available(town.Volunteer, await town.Head()));

        // 10 yuan by what everybody has; the accountant approves, the cashier pays.
        var (accountant, cashier) = (await town.Register(role: "accountant"), await town.Register(role: "cashier"));
        var share = Guid.NewGuid();
        var shared = await town.Office.Calls.Post($"{town.Path}/shares", new { transfer = share, passage = "dividend" }).Accepted();
        Assert.Equal([1000], [shared.At("parts").EnumerateArray().Sum(part => part.GetProperty("fen").GetInt64())]);
        var due = (await accountant.Calls.Get($"{town.Path}/money-due").Accepted()).At("due").EnumerateArray().ToList();
        Assert.Contains(due, one => one.GetProperty("to").GetString() == $"person:{town.Volunteer}" && !one.GetProperty("isApproved").GetBoolean());
        object To(string? reference) => reference is null ? new { to = $"person:{town.Volunteer}" } : new { to = $"person:{town.Volunteer}", reference };
        await cashier.Calls.Post($"{town.Path}/money-due/{share}/payment", To("BANK-2026-0001")).Refused("money-not-approved");
        await accountant.Calls.Post($"{town.Path}/money-due/{share}/approval", To(null)).Accepted();
        await cashier.Calls.Post($"{town.Path}/money-due/{share}/payment", To("BANK-2026-0001")).Accepted();
        await cashier.Calls.Post($"{town.Path}/money-due/{share}/payment", To("BANK-2026-0002")).Refused("money-already-paid");
        var second = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/shares", new { transfer = second, passage = "dividend" }).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/money-due/{second}/refusal", new { to = $"person:{town.Volunteer}", reason = "not-needed" }).Accepted();
        await accountant.Calls.Post($"{town.Path}/money-due/{second}/approval", To(null)).Refused("money-given-back");
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());

        async Task<long> Available(Someone whose, long at) => (await whose.Calls.Get($"{town.Path}/persons/{whose}/balance?atLeast={at}").Accepted()).Long("availableHundredths");
    }

    private static JsonNode Rules()
    {
        var rules = JsonSerializer.SerializeToNode(Town.Rulebook("v2", "2026-05-21"), new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull })!;
        rules["measures"]!.AsArray().Add(JsonNode.Parse("""{ "code": "stored", "count": "balance", "whose": ["person"], "window": "store" }"""));
        rules["passages"] = JsonNode.Parse("""
            [{ "code": "gift", "kind": "gift" }, { "code": "charity", "kind": "pool" }, { "code": "aid", "kind": "grant" }, { "code": "dividend", "kind": "share", "price": "10 yuan", "by": { "measure": "stored" } }]
            """);
        return rules;
    }
}
