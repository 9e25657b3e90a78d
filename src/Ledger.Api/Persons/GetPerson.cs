using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class GetPerson
{
    /// <param name="Homes">Where he belonged since when, once he has moved.</param>
    /// <param name="MergedInto">Who is the same person: this is what the other id was.</param>
    /// <param name="Name">Absent when it is unknown or forgotten.</param>
    public sealed record Answer(long JournalNumber, PersonId Person, string? Name, string? Phone, DateOnly? BirthDate, Residence Residence, Code? Node, HouseholdId? Household, bool IsSuspended,
        IReadOnlyList<Home>? Homes, ClosedAccount? Closed, PersonId? MergedInto, IReadOnlyList<PersonId>? Aliases);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is not { } person) return call.NotFound("person");
        var record = (await call.Service<PersonVault>().Open(call.Community, [id], call.Cancel)).GetValueOrDefault(id);
        return call.Ok(new Answer(look.Number, id, record?.Name, record?.Phone, record?.BirthDate, person.Residence, person.Node, person.Household, person.IsSuspended,
            person.Homes, person.Closed, person.MergedInto, person.Aliases), person.Number);
    }
}

public static class FindPersons
{
    /// <summary>Exactly one of the two.</summary>
    public sealed record Request(string? Name = null, string? Phone = null);

    /// <param name="MaskedName">Enough to choose by: 王*明.</param>
    public sealed record Candidate(PersonId Person, string MaskedName, Code? Node);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Candidate> Candidates);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Name).Must((request, name) => string.IsNullOrWhiteSpace(name) != string.IsNullOrWhiteSpace(request.Phone))
            .As("one-of", "姓名、电话二选一", "Either name or phone");
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var (field, value) = call.Body.Name is { } name ? ("name", name) : ("phone", call.Body.Phone!);
        var vault = call.Service<PersonVault>();
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, Call.Staff)) return call.Refuse(new NotAllowed(Call.Staff));
        var found = await vault.Find(call.Community, field, value, call.Cancel);
        var people = await call.Look(needs => found.Aggregate(needs, (more, person) => more.Row<Person>(person.ToString())));
        var records = await vault.Open(call.Community, found, call.Cancel);
        call.Shows(found);
        return call.Ok(new Answer(people.Number, [.. found.Select(person =>
            new Candidate(person, PersonVault.Mask(records.GetValueOrDefault(person)?.Name ?? ""), people.Books.Find<Person>(person.ToString())?.Node))]));
    }
}
