using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Marks;

namespace Ledger.Api.Marks;

internal static class MarkRoutes
{
    /// <summary>What may be said beside it of a mark that is kept in the vault.</summary>
    private static readonly ProblemType[] Kept = [ProblemCatalogue.Of(typeof(GainsBySigning))];

    public static void Map(LedgerRoutes routes)
    {
        routes.Write<MarkEndpoints.Setting, MarkIs>("POST", "marks", "Put a mark of the rulebook on somebody or something from today on 登记标记", MarkEndpoints.Set, new MarkEndpoints.SettingValidator(), typeof(SetMark), faults: Kept);
        routes.Write<MarkEndpoints.Ending, MarkIs>("POST", "marks/end", "End a mark: it is not borne from today on 取消标记", MarkEndpoints.End, null, typeof(EndMark), faults: Kept);
        routes.Read<ListMarks.Answer>("marks", "The marks somebody or something bears today 标记", ListMarks.Handle, [ListMarks.Of], typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
    }
}

public static class MarkEndpoints
{
    /// <param name="Of">Such as <c>person:…</c>, <c>household:…</c>, <c>team:…</c>, <c>merchant:…</c>, <c>place:…</c> and a node, <c>activity:kind/…</c>.</param>
    /// <param name="Value">In the smallest unit of the mark, where it bears a number.</param>
    /// <param name="Until">The last day; absent: until it is ended.</param>
    public sealed record Setting(Subject Of, Code Mark, long? Value = null, DateOnly? Until = null, string? EvidenceHash = null);

    public sealed record Ending(Subject Of, Code Mark);

    public sealed class SettingValidator : AbstractValidator<Setting>
    {
        public SettingValidator()
        {
            RuleFor(request => request.Until).InOurTimes();
            RuleFor(request => request.EvidenceHash).HexHash();
        }
    }

    public static async Task<IResult> Set(WriteCall<Setting> call) => await VaultMarkEndpoints.KeptOf(call, call.Body.Of, call.Body.Mark) is { } person
        ? await VaultMarkEndpoints.Keep(call, person, call.Body.Mark, ends: false, call.Body.Until)
        : await call.Send(new SetMark(call.By, call.Body.Of, call.Body.Mark, call.Body.Value, call.Body.Until, call.Body.EvidenceHash));

    public static async Task<IResult> End(WriteCall<Ending> call) => await VaultMarkEndpoints.KeptOf(call, call.Body.Of, call.Body.Mark) is { } person
        ? await VaultMarkEndpoints.Keep(call, person, call.Body.Mark, ends: true) : await call.Send(new EndMark(call.By, call.Body.Of, call.Body.Mark));
}

public static class ListMarks
{
    public static readonly Query Of = new("of", QueryKind.Text, "Whose: person:…, household:…, team:…, merchant:…, place:…, activity:kind/…; absent: one's own.");

    /// <param name="IsInVault">Whether it is kept in the vault: shown to the person, his guardian, and those who may set it.</param>
    public sealed record Shown(Code Mark, DateOnly Since, DateOnly? Until, long? Value, bool? IsInVault = null);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Marks);

    /// <summary>One's own are seen by everybody, those of others by those who see people.</summary>
    public static async Task<IResult> Handle(Call call)
    {
        var own = call.By.Person is { } me ? Subject.Of(me).ToString() : "";
        var of = call.Text("of") ?? own;
        var look = await call.Look(needs => needs.StartingWith<MarkHeld>(MarkHeld.Prefix(of)));
        var whose = Subject.Parse(of)?.Person;
        if (of != own && !call.By.HoldsEverywhere(look.Books, Call.Staff) && !(whose is { } child && call.By.IsGuardianOf(look.Books, child))) return call.Refuse(new NotAllowed(Call.Staff));
        call.Shows(whose is { } person ? [person] : []);
        return call.Ok(new Answer(look.Number, [.. look.Books.StartingWith<MarkHeld>(MarkHeld.Prefix(of)).Select(row => row.Value).Where(held => held.Covers(look.Books.Today))
            .Select(held => new Shown(held.Mark, held.From, held.Until, held.Value)), .. await VaultMarkEndpoints.Of(call, whose)]));
    }
}
