using System.Security.Cryptography;
using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Simulations;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Journal.Proof;

namespace Ledger.Api.Rulebooks;

internal static class RulebookRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<RulebookDocument, RulebookIsPublished>("POST", "rulebooks", "Publish a rulebook version 发布积分细则", PublishRulebookEndpoint.Handle, new PublishRulebookEndpoint.Validator(), typeof(PublishRulebook), mostBytes: DocumentJson.MostBytes);
        routes.Upload<CheckRulebookEndpoint.Answer>("rulebooks/checks", "What stands against a rulebook, with line and column; nothing is published 核对积分细则", CheckRulebookEndpoint.Handle, CheckRulebookEndpoint.MediaTypes, [], typeof(NotAllowed));
        routes.Read<ListRulebooks.Answer>("rulebooks", "All versions with their dates 细则版本", ListRulebooks.Handle);
        routes.Read<GetRulebook.Answer>("rulebooks/{version}", "One version 积分细则", GetRulebook.Handle, null, typeof(NotFound));
        routes.Read<GetNotes.Answer>("notes", "Texts of the rulebook in force that are shown at a place 说明", GetNotes.Handle, [GetNotes.Place]);
        DraftEndpoints.Map(routes);
        SimulationEndpoints.Map(routes);
    }
}

public static class PublishRulebookEndpoint
{
    public sealed class Validator : AbstractValidator<RulebookDocument>
    {
        public Validator()
        {
            RuleFor(document => document.Title).Named();
            RuleFor(document => document.EffectiveFrom).InOurTimes();
            RuleFor(document => document.Format).Equal(RulebookDocument.CurrentFormat);
            RuleFor(document => document.Boards).Between(1, 50);
            RuleForEach(document => document.Boards).ChildRules(board => board.RuleFor(b => b.Title).Named());
            RuleFor(document => document.Acts).Between(1, 300);
            RuleForEach(document => document.Acts).ChildRules(act => act.RuleFor(a => a.Title).Named());
            RuleForEach(document => document.Commodities).ChildRules(commodity => commodity.RuleFor(c => c.Title).Named());
            RuleForEach(document => document.Deductions).ChildRules(deduction => deduction.RuleFor(d => d.Title).Named());
        }
    }

    public static Task<IResult> Handle(WriteCall<RulebookDocument> call) =>
        call.Send(new PublishRulebook(call.By, call.Body, HashOf(call.Body), call.Community), location: published => $"rulebooks/{published.Version}");

    /// <summary>SHA-256 of the canonical JSON: however the document is laid out, the same rules have the same hash.</summary>
    public static string HashOf(RulebookDocument document) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(DomainJson.Write(document))));
}

public static class ListRulebooks
{
    /// <param name="Filled">How many acts and holds of before its publication are counted in its windows so far; absent: all are.</param>
    public sealed record Version(Code Code, Title Title, DateOnly EffectiveFrom, string Hash, bool IsInForce, int? Filled);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Version> Versions);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.Row<RulebookVersions>("").StartingWith<Rulebook>(""));
        var versions = RulebookVersions.Of(look.Books);
        var inForce = versions.On(look.Books.Today)?.Version;
        return call.Ok(new Answer(look.Number, [.. look.Books.StartingWith<Rulebook>("").Select(row => row.Value.Document is var document
            ? new Version(document.Version, document.Title, document.EffectiveFrom, row.Value.Hash, document.Version == inForce, versions.Of(document.Version)?.Filling?.Count)
            : null!)]));
    }
}

public static class GetRulebook
{
    public sealed record Answer(long JournalNumber, string Hash, RulebookDocument Document);

    public static async Task<IResult> Handle(Call call)
    {
        var version = call.CodeAt("version");
        var look = await call.Look(needs => needs.Row<Rulebook>(Rulebook.Key(version)));
        return look.Books.Find<Rulebook>(Rulebook.Key(version)) is { } rulebook
            ? call.Ok(new Answer(look.Number, rulebook.Hash, rulebook.Document), rulebook.Number)
            : call.NotFound("version");
    }
}
