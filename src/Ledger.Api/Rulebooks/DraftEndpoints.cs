using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Api.Rulebooks;

/// <summary>From a draft to a published version, step by step.</summary>
public static class DraftEndpoints
{
    private const string Why = "who put a rulebook forward or decided on it, in office";

    public static void Map(LedgerRoutes routes)
    {
        routes.Write<RulebookDocument, DraftStands>("POST", "rulebook-drafts", "Put a version of the rulebook forward, or another text of it 提出细则草案", Draft, new PublishRulebookEndpoint.Validator(), typeof(DraftRulebook), mostBytes: DocumentJson.MostBytes);
        routes.Read<ListAnswer>("rulebook-drafts", "Drafts, and what is still to be decided 细则草案", List).ShowsNoAccount(Why);
        routes.Read<GetAnswer>("rulebook-drafts/{version}", "One draft with its text 细则草案", Get, null, typeof(NotFound)).ShowsNoAccount(Why);
        routes.Write<Nothing, RulebookIsChecked>("POST", "rulebook-drafts/{version}/check", "Check a draft as its publication would 检查草案", Check, null, typeof(CheckRulebook));
        routes.Write<Decision, DraftStands>("POST", "rulebook-drafts/{version}/decisions", "Record a step of its adoption, as the rulebook in force asks for 登记决定", Decide, new DecisionValidator(), typeof(RecordDecision));
        routes.Write<Text, RulebookIsPublished>("POST", "rulebook-drafts/{version}/publication", "Publish a draft as it stands 公布草案", Publish, new TextValidator(), typeof(PublishDraft));
        routes.Write<Nothing, RulebookIsWithdrawn>("POST", "rulebook-drafts/{version}/withdrawal", "Take a draft back 撤回草案", Withdraw, null, typeof(WithdrawRulebook));
    }

    /// <summary>It has no member.</summary>
    public sealed record Nothing;

    /// <param name="Hash">Of the text that is meant.</param>
    public sealed record Text(string Hash);

    /// <param name="Hash">Of the text that was decided on.</param>
    /// <param name="EvidenceHash">SHA-256 of the minutes or of the printed sheet.</param>
    public sealed record Decision(Code Step, DateOnly DecidedOn, string Hash, string? EvidenceHash = null);

    public sealed class TextValidator : AbstractValidator<Text>
    {
        public TextValidator() => RuleFor(text => text.Hash).HexHash();
    }

    public sealed class DecisionValidator : AbstractValidator<Decision>
    {
        public DecisionValidator()
        {
            RuleFor(decision => decision.DecidedOn).InOurTimes();
            RuleFor(decision => decision.Hash).HexHash();
            RuleFor(decision => decision.EvidenceHash).HexHash();
        }
    }

    /// <param name="Faults">What the last check of this text found; absent: it was not checked.</param>
    public sealed record Shown(Code Version, Title Title, DateOnly EffectiveFrom, string Hash, int? Faults, IReadOnlyList<StepStanding> Steps, IReadOnlyList<DecisionRecorded> Decisions);

    public sealed record ListAnswer(long JournalNumber, IReadOnlyList<Shown> Drafts);

    public sealed record GetAnswer(long JournalNumber, Shown Draft, RulebookDocument Document);

    private static Task<IResult> Draft(WriteCall<RulebookDocument> call) =>
        call.Send(new DraftRulebook(call.By, call.Body, PublishRulebookEndpoint.HashOf(call.Body), call.Community), location: draft => $"rulebook-drafts/{draft.Version}");

    private static Task<IResult> Check(WriteCall<Nothing> call) => call.Send(new CheckRulebook(call.By, call.CodeAt("version"), call.Community));

    private static Task<IResult> Decide(WriteCall<Decision> call) =>
        call.Send(new RecordDecision(call.By, call.CodeAt("version"), call.Body.Hash, call.Body.Step, call.Body.DecidedOn, call.Body.EvidenceHash));

    private static Task<IResult> Publish(WriteCall<Text> call) => call.Send(new PublishDraft(call.By, call.CodeAt("version"), call.Body.Hash, call.Community), location: published => $"rulebooks/{published.Version}");

    private static Task<IResult> Withdraw(WriteCall<Nothing> call) => call.Send(new WithdrawRulebook(call.By, call.CodeAt("version")));

    private static async Task<IResult> List(Call call)
    {
        var look = await call.Look(needs => needs.Row<RulebookVersions>("").StartingWith<Rulebook>("").StartingWith<RulebookDraft>(""));
        return call.Ok(new ListAnswer(look.Number, [.. look.Books.StartingWith<RulebookDraft>("").Select(row => Of(look.Books, row.Value))]));
    }

    private static async Task<IResult> Get(Call call)
    {
        var version = call.CodeAt("version");
        var look = await call.Look(needs => needs.Row<RulebookVersions>("").StartingWith<Rulebook>("").Row<RulebookDraft>(RulebookDraft.Key(version)));
        return RulebookDraft.Of(look.Books, version) is { } draft ? call.Ok(new GetAnswer(look.Number, Of(look.Books, draft), draft.Document), draft.Number) : call.NotFound("version");
    }

    private static Shown Of(Domain.Books books, RulebookDraft draft) =>
        new(draft.Document.Version, draft.Document.Title, draft.Document.EffectiveFrom, draft.Hash, draft.Faults, DraftStands.Of(books, draft.Document.Version).Steps, draft.Decisions);
}
