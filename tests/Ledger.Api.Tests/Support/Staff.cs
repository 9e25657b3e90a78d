namespace Ledger.Api.Tests.Support;

/// <summary>The rest of a town's people, registered only for tests that need them: opening a town is what most tests spend their time with.</summary>
/// <param name="Guardian">The volunteer's guardian.</param>
/// <param name="Helper">The volunteer's helper.</param>
/// <param name="Clerk">At the first merchant's counter.</param>
public sealed record Staff(
    Someone Guardian, Someone Helper, Someone Clerk, Someone TeamLeader, Someone GridAssistant, Someone Accountant, Someone Cashier, Someone CommitteeMember)
{
    public static async Task<Staff> Of(Town town) => new(
        await town.Bind(await town.Register(), "guardian", town.Volunteer),
        await town.Bind(await town.Register(), "helper", town.Volunteer),
        await town.Register(role: "merchant-clerk", merchant: town.Merchant),
        await town.Register(role: "team-leader"),
        await town.Register(role: "grid-assistant"),
        await town.Register(role: "accountant"),
        await town.Register(role: "cashier"),
        await town.Register(role: "committee-member"));
}
