using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class BindSignInEndpoint
{
    /// <param name="Subject">The token's <c>sub</c>; only its hash enters the books.</param>
    public sealed record Request(string Subject);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Subject).NotEmpty().MaximumLength(200);
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var person = call.Id<PersonId>("person");
        return await call.Send(new BindSignIn(call.By, person, call.SignInHash(call.Body.Subject), await call.AgeBandToday(person)));
    }
}

public static class GrantRoleEndpoint
{
    /// <param name="Merchant">For merchant-owner and merchant-clerk only.</param>
    /// <param name="Until">The last day; absent: until ended.</param>
    /// <param name="Node">For grid-officer and grid-assistant: only there and below it.</param>
    /// <param name="Team">For team-leader: only for its members.</param>
    /// <param name="InPlaceOf">Whom a substitute stands in for; then the last day is known.</param>
    public sealed record Request(Role Role, DateOnly From, DateOnly? Until = null, MerchantId? Merchant = null, Code? Node = null, TeamId? Team = null, PersonId? InPlaceOf = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.From).InOurTimes();
            RuleFor(request => request.Until).InOurTimes();
        }
    }

    public static Task<IResult> Handle(WriteCall<Request> call) => call.Send(new GrantRole(call.By, call.Id<PersonId>("person"), call.Body.Role, call.Body.Merchant, call.Body.From,
        call.Body.Until, call.Body.Node, call.Body.Team, call.Body.InPlaceOf));
}

public static class EndRoleEndpoint
{
    public sealed record Request(Role Role, DateOnly Until, MerchantId? Merchant = null, Code? Node = null, TeamId? Team = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Until).InOurTimes();
    }

    public static Task<IResult> Handle(WriteCall<Request> call) =>
        call.Send(new EndRole(call.By, call.Id<PersonId>("person"), call.Body.Role, call.Body.Merchant, call.Body.Until, call.Body.Node, call.Body.Team));
}

public static class HandOverRoleEndpoint
{
    /// <param name="To">Who takes over.</param>
    /// <param name="On">His first day; the day before is the other's last.</param>
    public sealed record Request(PersonId To, Role Role, DateOnly On, MerchantId? Merchant = null, Code? Node = null, TeamId? Team = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.On).InOurTimes();
    }

    public static Task<IResult> Handle(WriteCall<Request> call) =>
        call.Send(new HandOverRole(call.By, call.Id<PersonId>("person"), call.Body.To, call.Body.Role, call.Body.Merchant, call.Body.On, call.Body.Node, call.Body.Team));
}
