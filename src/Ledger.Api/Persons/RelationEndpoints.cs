using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class RelationEndpoints
{
    /// <param name="Other">The guardian or helper.</param>
    /// <param name="Until">The last day; absent: until ended.</param>
    /// <param name="EvidenceHash">SHA-256 of the paper that shows it.</param>
    public sealed record Binding(PersonId Other, RelationKind Kind, DateOnly From, DateOnly? Until = null, string? EvidenceHash = null);

    public sealed record Ending(PersonId Other, RelationKind Kind, DateOnly Until);

    public sealed record ChildConsent(ChildMay May, bool Given);

    public sealed class BindingValidator : AbstractValidator<Binding>
    {
        public BindingValidator()
        {
            RuleFor(request => request.Kind).Must(kind => kind is not RelationKind.Heir).As("two-people", "近亲属须由两人登记", "An heir is named by two people");
            RuleFor(request => request.From).InOurTimes();
            RuleFor(request => request.Until).InOurTimes();
            RuleFor(request => request.EvidenceHash).HexHash();
        }
    }

    public sealed class EndingValidator : AbstractValidator<Ending>
    {
        public EndingValidator() => RuleFor(request => request.Until).InOurTimes();
    }

    public static Task<IResult> Bind(WriteCall<Binding> call) =>
        call.Send(new BindRelation(call.By, call.Id<PersonId>("person"), call.Body.Other, call.Body.Kind, call.Body.From, call.Body.Until, call.Body.EvidenceHash));

    public static Task<IResult> End(WriteCall<Ending> call) =>
        call.Send(new EndRelation(call.By, call.Id<PersonId>("person"), call.Body.Other, call.Body.Kind, call.Body.Until));

    public static async Task<IResult> Consent(WriteCall<ChildConsent> call)
    {
        var child = call.Id<PersonId>("person");
        var answer = await call.Send(new ConsentForChild(call.By, child, call.Body.May, call.Body.Given, await call.AgeBandToday(child)), actingFor: child);
        if (!call.Body.Given) call.Service<Callers>().Forget(call.Community, child);
        return answer;
    }
}

/// <summary>Who is bound to a person, and whom the person is bound to.</summary>
public static class ListRelations
{
    /// <param name="Name">Of whoever is bound to the person; whom the person cares for is named in his own account.</param>
    public sealed record Shown(PersonId Person, PersonId Other, string? Name, RelationKind Kind, DateOnly From, DateOnly? Until);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Relations);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).StartingWith<Relation>(Relation.PrefixOf(id)).StartingWith<Relation>(Relation.PrefixBy(id)));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        var bound = Relation.Of(look.Books, id).Concat(Relation.By(look.Books, id)).ToList();
        var records = await call.Service<PersonVault>().Open(call.Community, bound.Select(relation => relation.Other), call.Cancel);
        return call.Ok(new Answer(look.Number, [.. bound.Select(relation => new Shown(relation.Person, relation.Other,
            relation.Person == id ? records.GetValueOrDefault(relation.Other)?.Name : null, relation.Kind, relation.From, relation.Until))]));
    }
}
