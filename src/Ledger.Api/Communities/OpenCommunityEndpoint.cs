using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Journal;

namespace Ledger.Api.Communities;

public static class OpenCommunityEndpoint
{
    /// <param name="Zone">IANA time zone, such as Asia/Shanghai: for ever.</param>
    /// <param name="HoldMinutes">How long a redemption code lives: 1 to 10080.</param>
    /// <param name="Root">Code of the grid tree's root node.</param>
    public sealed record Request(Title Name, string Zone, int HoldMinutes, Code Root, Administrator Administrator);

    /// <param name="Subject">The token's <c>sub</c> with which the administrator signs in.</param>
    public sealed record Administrator(PersonId Person, string Name, string Subject);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Name).Named();
            RuleFor(request => request.Zone).NotEmpty().MaximumLength(60);
            RuleFor(request => request.HoldMinutes).InclusiveBetween(1, Bounds.LongestHoldMinutes);
            RuleFor(request => request.Administrator.Name).PersonName();
            RuleFor(request => request.Administrator.Subject).NotEmpty().MaximumLength(200);
        }
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var (body, admin) = (call.Body, call.Body.Administrator);
        var signIn = call.SignInHash(admin.Subject);
        var vault = call.Service<PersonVault>().Seal(call.Community, admin.Person, new PersonalRecord(admin.Name, null, null));
        var command = new OpenCommunity(call.By, body.Name, body.Zone, body.HoldMinutes, body.Root, admin.Person, signIn, vault);
        var isOpen = await call.Service<IJournalReader>().Head(call.Community, call.Cancel) is not null;
        return await call.With(opensCommunity: !isOpen).Send(command, location: _ => "");
    }
}
