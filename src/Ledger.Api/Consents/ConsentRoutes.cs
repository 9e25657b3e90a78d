using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Consents;
using Ledger.Domain.Persons;

namespace Ledger.Api.Consents;

internal static class ConsentRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Read<ListConsents.Answer>("persons/{person}/consents", "What a person's data may be used for, by his consent 授权同意", ListConsents.Handle, null, typeof(NotFound)).LooksAt(LookedAt.ThePerson);
        routes.Write<ConsentEndpoints.Giving, ConsentIs>("POST", "persons/{person}/consents", "Consent to a use; for a child under 14 a guardian does 同意", ConsentEndpoints.Give, new ConsentEndpoints.Validator(), typeof(GiveConsent));
        routes.Write<ConsentEndpoints.Withdrawal, ConsentIs>("POST", "persons/{person}/consents/withdrawal", "Withdraw a consent; it ends at once 撤回同意", ConsentEndpoints.Withdraw, null, typeof(WithdrawConsent));
    }
}

public static class ConsentEndpoints
{
    /// <param name="EvidenceHash">SHA-256 of the signed paper, when the office records it.</param>
    public sealed record Giving(Purpose Purpose, string? EvidenceHash = null);

    public sealed record Withdrawal(Purpose Purpose);

    public sealed class Validator : AbstractValidator<Giving>
    {
        public Validator() => RuleFor(request => request.EvidenceHash).HexHash();
    }

    public static async Task<IResult> Give(WriteCall<Giving> call)
    {
        var person = call.Id<PersonId>("person");
        return await call.Send(new GiveConsent(call.By, person, call.Body.Purpose, await call.AgeBandToday(person), call.Body.EvidenceHash), actingFor: person);
    }

    public static Task<IResult> Withdraw(WriteCall<Withdrawal> call) =>
        call.Send(new WithdrawConsent(call.By, call.Id<PersonId>("person"), call.Body.Purpose), actingFor: call.Id<PersonId>("person"));
}

public static class ListConsents
{
    /// <param name="Since">From which day it is so.</param>
    public sealed record Shown(Purpose Purpose, bool IsGiven, DateOnly Since, PersonId By);

    public sealed record Answer(long JournalNumber, PersonId Person, IReadOnlyList<Shown> Consents);

    private static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.Auditor];

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).StartingWith<Consent>(Consent.Prefix(id)));
        var maySee = call.By.Speaks(look.Books, id) || call.By.DisposesOf(look.Books, id) || call.By.Holds(look.Books, Readers);
        if (!maySee || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        return call.Ok(new Answer(look.Number, id, Of(look.Books, id)));
    }

    internal static IReadOnlyList<Shown> Of(Domain.Books books, PersonId id) =>
        [.. books.StartingWith<Consent>(Consent.Prefix(id)).Select(row => row.Value).Select(consent => new Shown(consent.Purpose, consent.IsGiven, consent.Since, consent.By))];
}
