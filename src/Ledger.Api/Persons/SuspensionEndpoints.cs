using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class SuspensionEndpoints
{
    /// <param name="Reason">A code, such as <c>lost-phone</c>.</param>
    public sealed record Request(Code Reason);

    public static Task<IResult> Suspend(WriteCall<Request> call) => call.Send(new SuspendPerson(call.By, call.Id<PersonId>("person"), call.Body.Reason, call.Expected));

    public static Task<IResult> Reinstate(WriteCall<Request> call) => call.Send(new ReinstatePerson(call.By, call.Id<PersonId>("person"), call.Body.Reason, call.Expected));
}

public static class MovePersonEndpoint
{
    /// <param name="Node">Absent is 未归属.</param>
    /// <param name="Household">Absent: counts as one by himself.</param>
    /// <param name="From">Today or before.</param>
    public sealed record Request(DateOnly From, Code? Node = null, HouseholdId? Household = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.From).InOurTimes();
    }

    public static Task<IResult> Handle(WriteCall<Request> call) => call.Send(new MovePerson(call.By, call.Id<PersonId>("person"), call.Body.Node, call.Body.Household, call.Body.From));
}
