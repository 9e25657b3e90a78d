using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Honours;

internal static class HonourRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<HonourEndpoints.Applying, ApplicationIs>("POST", "level-applications", "Apply for a level of a ladder 申报等级", HonourEndpoints.Apply, new HonourEndpoints.ApplyingValidator(), typeof(ApplyForLevel));
        routes.Write<HonourEndpoints.Signing, ApplicationIs>("POST", "level-applications/signatures", "Sign an application; the last signature awards the level 审核等级申报", HonourEndpoints.Sign, null, typeof(SignLevel));
        routes.Read<ListLevels.Answer>("persons/{person}/levels", "A person's levels and what may be claimed for them 等级与礼遇", ListLevels.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Read<ShowRanks.Standing>("ranks/{rank}/standing", "The ranking of the running round, as the rulebook lets it be published 本轮排名", ShowRanks.Handle, [Query.Limit], typeof(NoRulebookInForce))
            .ShowsNoAccount("a published list, with names only by consent");
        routes.Read<ShowRanks.Round>("ranks/{rank}/rounds/{period}", "Who won a round that is closed 往期榜单", ShowRanks.Closed)
            .ShowsNoAccount("a published list, with names only by consent");
        routes.Write<CorrectRoundEndpoint.Correcting, RoundIsCounted>("POST", "ranks/corrections", "Count a closed round again; who wins no more loses his certificate 更正榜单", CorrectRoundEndpoint.Handle, null, typeof(CorrectRound), dryRun: false);
        routes.Read<Certificates.Answer>("persons/{person}/honours", "A person's certificates 荣誉", Certificates.List, null, typeof(NotFound)).LooksAt(LookedAt.ThePerson);
        routes.Download("persons/{person}/honours/sheet.html", "text/html", "A certificate to print 打印荣誉证书", Certificates.Sheet, [new("certificate", QueryKind.Text, "Its number.", IsRequired: true)], [], typeof(NotFound)).LooksAt(LookedAt.ThePerson);
        routes.ReadByAnyone<Certificates.Checked>("certificates", "Whether a certificate is good, for whoever holds the paper; no sign-in 核验证书", Certificates.Check,
            [new("number", QueryKind.Text, "As it stands on the certificate.", IsRequired: true), new("check", QueryKind.Text, "The word beside the number.", IsRequired: true)], typeof(NotFound))
            .ShowsNoAccount("what stands on a paper the caller holds, with the name under a veil");
    }
}

public static class HonourEndpoints
{
    /// <param name="Application">Made by the client: the same id again is the same application.</param>
    /// <param name="Subject">Such as <c>person:…</c>, <c>household:…</c>, <c>team:…</c>.</param>
    /// <param name="Papers">The papers that the rulebook asks for, by kind and SHA-256 in hexadecimal.</param>
    public sealed record Applying(LevelApplicationId Application, Subject Subject, Code Ladder, Code Level, IReadOnlyList<ActPaper>? Papers = null);

    public sealed record Signing(LevelApplicationId Application);

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
