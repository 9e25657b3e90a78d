using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Api.Acts;

public static class ReversalEndpoints
{
    /// <param name="Reason">A code, such as <c>wrong-person</c>.</param>
    /// <param name="Reference">What it is reversed for, such as a correction request.</param>
    public sealed record Request(Code Reason, Source? Reference = null);

    public static Task<IResult> Reverse(WriteCall<Request> call) =>
        call.Send(new ReverseAct(call.By, call.Id<ActId>("act"), call.Body.Reason, call.Body.Reference, call.Expected), reversed =>
        {
            call.Shows(reversed.Person);
            return reversed;
        });
}

public static class ObjectionEndpoints
{
    /// <param name="Reason">A code, such as <c>was-elsewhere</c>.</param>
    /// <param name="Note">Goes into the vault under the objector's key; the books keep a salted hash.</param>
    public sealed record Objection(Code Reason, string? Note = null);

    /// <param name="Upheld">The act is undone; otherwise its notice goes on.</param>
    public sealed record Outcome(bool Upheld, Code Reason);

    public sealed class Validator : AbstractValidator<Objection>
    {
        public Validator() => RuleFor(request => request.Note).MaximumLength(2000);
    }

    public static Task<IResult> Raise(WriteCall<Objection> call)
    {
        var act = call.Id<ActId>("act");
        var (rows, hash) = call.Service<PersonVault>().SealOwnNote(call.Community, call.By.Person, hash => ObjectionNote(act, hash), call.Body.Note);
        return call.Send(new RaiseObjection(call.By, act, call.Body.Reason, hash, rows));
    }

    /// <summary>Beside the act's own note, which lies under the act's id: the doer may object too, and whoever was not believed may object again.</summary>
    internal static Guid ObjectionNote(ActId act, string noteHash) => Journal.ComputedId.Of("objection", act.ToString(), noteHash);

    public static Task<IResult> Decide(WriteCall<Outcome> call) => call.Send(new DecideObjection(call.By, call.Id<ActId>("act"), call.Body.Upheld, call.Body.Reason));
}
