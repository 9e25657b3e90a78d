using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using ApplicationId = Ledger.Domain.ApplicationId;

namespace Ledger.Api.Honours;

internal static class HonourRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<HonourEndpoints.Applying, ApplicationIs>("POST", "level-applications", "Apply for a level of a ladder 申报等级", HonourEndpoints.Apply, new HonourEndpoints.ApplyingValidator(), typeof(ApplyForLevel));
        routes.Write<HonourEndpoints.Signing, ApplicationIs>("POST", "level-applications/signatures", "Sign an application; the last signature awards the level 审核等级申报", HonourEndpoints.Sign, null, typeof(SignLevel));
        routes.Read<ListLevels.Answer>("persons/{person}/levels", "A person's levels and what may be claimed for them 等级与礼遇", ListLevels.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
    }
}

public static class HonourEndpoints
{
    /// <param name="Application">Made by the client: the same id again is the same application.</param>
    /// <param name="Subject">Such as <c>person:…</c>, <c>household:…</c>, <c>team:…</c>.</param>
    /// <param name="Papers">The papers that the rulebook asks for, by kind and SHA-256 in hexadecimal.</param>
    public sealed record Applying(ApplicationId Application, Subject Subject, Code Ladder, Code Level, IReadOnlyList<ActPaper>? Papers = null);

    public sealed record Signing(ApplicationId Application);

    public sealed class ApplyingValidator : AbstractValidator<Applying>
    {
        public ApplyingValidator() => RuleForEach(request => request.Papers).ChildRules(paper => paper.RuleFor(one => one.Hash).HexHash());
    }

    public static async Task<IResult> Apply(WriteCall<Applying> call)
    {
        var body = call.Body;
        FromVault? vault = body.Subject.Person is { } person ? await call.FromVaultToday(person) : null;
        return await call.Send(new ApplyForLevel(call.By, body.Application, body.Subject, body.Ladder, body.Level, body.Papers, vault), actingFor: body.Subject.Person);
    }

    public static Task<IResult> Sign(WriteCall<Signing> call) => call.Send(new SignLevel(call.By, call.Body.Application));
}

public static class ListLevels
{
    public sealed record Shown(Code Ladder, Code Level, DateOnly Since, DateOnly? Until);

    public sealed record Claimable(Code Item, long Units);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Levels, IReadOnlyList<Claimable> Benefits);

    public static async Task<IResult> Handle(Call call)
    {
        var person = call.Id<PersonId>("person");
        var of = $"{Subject.Of(person)}|";
        var look = await call.Look(needs => needs.StartingWith<LevelHeld>(of).StartingWith<BenefitLeft>(of));
        if (!await call.MaySee(look.Books, person)) return call.NotFound("person");
        return call.Ok(new Answer(look.Number,
            LevelsOf(look.Books, person),
            [.. look.Books.StartingWith<BenefitLeft>(of).Where(row => row.Value.Units > 0).Select(row => new Claimable(row.Key[of.Length..], row.Value.Units))]));
    }

    internal static IReadOnlyList<Shown> LevelsOf(Domain.Books books, PersonId person) =>
        [.. books.StartingWith<LevelHeld>($"{Subject.Of(person)}|").Where(row => row.Value.Position > 0 && !(row.Value.Until < books.Today)).Select(row => new Shown(row.Key[(row.Key.IndexOf('|') + 1)..], row.Value.Level, row.Value.Since, row.Value.Until))];
}
