using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class ClosingEndpoints
{
    /// <param name="Family">Who of the household of somebody who moves away gets the rest, where the rulebook gives it to the family.</param>
    public sealed record Closing(CloseReason Reason, PersonId? Family = null);

    /// <param name="EvidenceHash">SHA-256 of the paper that shows it.</param>
    public sealed record Heir(PersonId Person, string EvidenceHash);

    /// <summary>Nobody is removed by hand: only where the rulebook says so, and those it asks agree.</summary>
    public sealed class ClosingValidator : AbstractValidator<Closing>
    {
        public ClosingValidator() => RuleFor(request => request.Reason).NotEqual(CloseReason.Removed);
    }

    public sealed class HeirValidator : AbstractValidator<Heir>
    {
        public HeirValidator() => RuleFor(request => request.EvidenceHash).HexHash();
    }

    public static Task<IResult> Close(WriteCall<Closing> call) => call.Send(new CloseAccount(call.By, call.Id<PersonId>("person"), call.Body.Reason, call.Body.Family));

    public static Task<IResult> NameHeir(WriteCall<Heir> call) => call.Send(new NameHeir(call.By, call.Id<PersonId>("person"), call.Body.Person, call.Body.EvidenceHash));
}

public static class MergePersonsEndpoint
{
    /// <param name="Merged">The other id of the same person.</param>
    public sealed record Request(PersonId Merged);

    /// <summary>Who stays is found under both names and phones; the other id is found no more, but its name can still be shown.</summary>
    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var (person, merged) = (call.Id<PersonId>("person"), call.Body.Merged);
        var vault = call.Service<PersonVault>();
        // Who goes is found under the names of those who were merged into him, too.
        var other = (await call.Look(needs => needs.Row<Person>(merged.ToString()))).Books.Find<Person>(merged.ToString());
        PersonId[] names = [merged, .. other?.Aliases ?? []];
        var records = await vault.Open(call.Community, [person, .. names], call.Cancel);
        List<SideRow> Under(PersonId id) => [.. names.Select(one => records.GetValueOrDefault(one)).OfType<PersonalRecord>().SelectMany(record => vault.IndexRows(call.Community, id, record))];
        var (forget, found) = (Under(merged), records.ContainsKey(person) ? Under(person) : []);
        var answer = await call.Send(new MergePersons(call.By, person, merged, found, forget));
        call.Service<Callers>().Forget(call.Community, merged);
        return answer;
    }
}
