using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Communities;

public static class GetCommunity
{
    /// <param name="Rulebook">The version in force today.</param>
    public sealed record Answer(long JournalNumber, Title Name, string Zone, DateOnly Today, int HoldMinutes, DateOnly OpenedOn, Code? Rulebook);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.Row<Community>("").Row<RulebookVersions>("").StartingWith<Rulebook>(""));
        var community = look.Books.Community;
        return call.Ok(new Answer(look.Number, community.Name, community.Zone, look.Books.Today, community.HoldMinutes, community.OpenedOn,
            Rulebook.InForce(look.Books, look.Books.Today)?.Document.Version), community.Number);
    }
}

public static class GetMe
{
    /// <param name="Person">Absent for a terminal and an operator.</param>
    public sealed record Answer(long JournalNumber, PersonId? Person, TerminalId? Terminal, bool IsOperator, IReadOnlyList<RoleHeld> Roles);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.Row<Community>(""));
        var roles = call.By.Person is { } person ? look.Books.StartingWith<RoleHeld>(RoleHeld.Prefix(person)).Select(row => row.Value) : [];
        return call.Ok(new Answer(look.Number, call.By.Person, call.By.Terminal, call.By.IsOperator, [.. roles.Where(role => role.Covers(look.Books.Today))]));
    }
}
