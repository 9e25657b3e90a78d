using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class RegisterPersonEndpoint
{
    /// <param name="Person">Made by the client.</param>
    /// <param name="Name">Goes into the vault, never into the books.</param>
    /// <param name="Node">Where the person belongs; absent is 未归属.</param>
    /// <param name="ReferredBy">Who brought the person.</param>
    /// <param name="Subject">The token's <c>sub</c> with which the person will sign in.</param>
    public sealed record Request(
        PersonId Person, string Name, Residence Residence, string? Phone = null, DateOnly? BirthDate = null, Code? Node = null, HouseholdId? Household = null, string? Subject = null, PersonId? ReferredBy = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Name).PersonName();
            RuleFor(request => request.Phone).Phone();
            RuleFor(request => request.BirthDate).InOurTimes();
            RuleFor(request => request.Subject).Must(subject => subject is null or { Length: >= 1 and <= 200 }).As("length", "须为 1 到 200 字", "1 to 200 characters");
        }
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var body = call.Body;
        var signIn = body.Subject is { } subject ? call.SignInHash(subject) : null;
        // A person's key is a file: none is made for whom the decision will refuse, nor for a question.
        var look = await call.Look(needs => needs);
        var makesKey = !call.IsDryRun && call.By.Holds(look.Books, RegisterPersons.Registrars);
        var vault = makesKey ? call.Service<PersonVault>().Seal(call.Community, body.Person, new PersonalRecord(body.Name, body.Phone, body.BirthDate)) : [];
        var command = new RegisterPersons(call.By, [new NewPerson(body.Person, body.Residence, body.Node, body.Household, signIn, AgeBand.On(body.BirthDate, look.Books.Today), body.ReferredBy)], vault);
        return await call.Send(command, location: _ => $"persons/{body.Person}");
    }
}
