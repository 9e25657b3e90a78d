using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Deductions;

public static class DeductionEndpoints
{
    /// <param name="Deduction">Made by the client: the same id again is the same deduction.</param>
    /// <param name="Person">Of a deduction of households or teams: one of it, who is told and may appeal.</param>
    /// <param name="Rule">A deduction of the rulebook in force on that day.</param>
    /// <param name="OccurredOn">The local date of the conduct.</param>
    /// <param name="Note">Goes into the vault under the person's key; the books keep a salted hash.</param>
    /// <param name="Inputs">The numbers the rule asks for, in smallest units.</param>
    public sealed record Proposal(DeductionId Deduction, PersonId Person, Code Rule, DateOnly OccurredOn, string? Note = null, IReadOnlyList<ActInput>? Inputs = null);

    /// <param name="Note">Goes into the vault; the books keep a salted hash.</param>
    public sealed record Appeal(string? Note = null);

    /// <param name="Post">Take the points; otherwise the deduction is dropped.</param>
    public sealed record Outcome(bool Post, Code Reason);

    public sealed record Signing;

    public sealed record Undoing(Code Reason);

    public sealed class ProposalValidator : AbstractValidator<Proposal>
    {
        public ProposalValidator()
        {
            RuleFor(request => request.OccurredOn).InOurTimes();
            RuleFor(request => request.Note).MaximumLength(2000);
            RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
        }
    }

    public sealed class AppealValidator : AbstractValidator<Appeal>
    {
        public AppealValidator() => RuleFor(request => request.Note).MaximumLength(2000);
    }

    public static async Task<IResult> Propose(WriteCall<Proposal> call)
    {
        var (body, vault) = (call.Body, call.Service<PersonVault>());
        // Who is not in the vault has no key, and is not in the books either: the decision refuses it.
        var known = await vault.Open(call.Community, [body.Person], call.Cancel);
        var (rows, hash) = vault.SealOwnNote(call.Community, known.Keys.Select(person => (PersonId?)person).SingleOrDefault(), body.Deduction.Value, body.Note);
        return await call.Send(new ProposeDeduction(call.By, body.Deduction, body.Person, body.Rule, body.OccurredOn, hash, rows, body.Inputs), location: open => $"deductions/{open.Deduction}");
    }

    /// <summary>Whoever appeals for him, the note lies under the key under which it is read: his.</summary>
    public static async Task<IResult> AppealIt(WriteCall<Appeal> call)
    {
        var (deduction, vault) = (call.Id<DeductionId>("deduction"), call.Service<PersonVault>());
        var person = (await call.Look(needs => needs.Row<Deduction>(deduction.ToString()))).Books.Find<Deduction>(deduction.ToString())?.Proposed.Person;
        // Who is forgotten has no key, and none is made.
        var known = person is { } one ? await vault.Open(call.Community, [one], call.Cancel) : null;
        var (rows, hash) = vault.SealOwnNote(call.Community, known?.Count > 0 ? person : null, AppealNote(deduction), call.Body.Note);
        return await call.Send(new AppealDeduction(call.By, deduction, hash, rows), open =>
        {
            call.Shows(open.Person);
            return open;
        });
    }

    public static Task<IResult> Decide(WriteCall<Outcome> call) => call.Send(new DecideDeduction(call.By, call.Id<DeductionId>("deduction"), call.Body.Post, call.Body.Reason));

    public static Task<IResult> Sign(WriteCall<Signing> call) => call.Send(new SignDeduction(call.By, call.Id<DeductionId>("deduction")));

    public static Task<IResult> Reverse(WriteCall<Undoing> call) => call.Send(new ReverseDeduction(call.By, call.Id<DeductionId>("deduction"), call.Body.Reason));

    /// <summary>The person's own note beside the proposer's, which lies under the deduction's id.</summary>
    internal static Guid AppealNote(DeductionId deduction) => Journal.ComputedId.Of("appeal", deduction.ToString());
}

public static class GetDeduction
{
    /// <param name="PointsHundredths">What the rule takes; in minutes where the commodity is counted in hours. 0 is a strike.</param>
    /// <param name="TakenHundredths">What was taken, what is owed because of it included.</param>
    /// <param name="NoticeUntil">Nothing is taken up to this day.</param>
    /// <param name="HeldBy">Whose account it is, where it is not the person's: <c>household:…</c>, <c>team:…</c>.</param>
    /// <param name="Commodity">Which is taken, where it is not the first.</param>
    /// <param name="Inputs">The numbers the rule asks for; with <paramref name="Steps"/>, how so much was reached where it is not the same always.</param>
    public sealed record Shown(
        DeductionId Deduction, PersonId Person, Code Rule, Code Board, DeductionStatus Status, DateOnly OccurredOn, Points PointsHundredths, Points TakenHundredths,
        DateOnly? NoticeUntil, PersonId ProposedBy, Subject? HeldBy, Code? Commodity, IReadOnlyList<ActInput>? Inputs, IReadOnlyList<ArithmeticStep>? Steps)
    {
        internal static Shown Of(Deduction deduction) => deduction.Proposed is var p
            ? new(p.Deduction, p.Person, p.Rule, p.Board, deduction.Status, p.OccurredOn, p.Points, new(deduction.Taken.Sum(lot => lot.Amount)), p.NoticeUntil, p.ProposedBy, p.HeldBy, p.Commodity, p.Inputs, p.Steps)
            : null!;
    }

    /// <param name="Note">What the proposer wrote.</param>
    /// <param name="Appeal">What the person wrote.</param>
    public sealed record Answer(long JournalNumber, Shown Deduction, string? Note, string? Appeal);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<DeductionId>("deduction");
        var look = await call.Look(needs => needs);
        var deduction = await call.FindOfPerson<Deduction>(look.Books, id.ToString(), one => new { proposed = new { person = one } }, found => found.Proposed.Person, DecideDeduction.Deciders);
        if (deduction is null) return call.NotFound("deduction");
        var (person, appeal) = (deduction.Proposed.Person, DeductionEndpoints.AppealNote(id));
        var notes = await call.Service<PersonVault>().OpenNotes(call.Community, [(person, id.Value), (person, appeal)], call.Cancel);
        call.Shows(person);
        return call.Ok(new Answer(look.Number, Shown.Of(deduction), notes.GetValueOrDefault(id.Value), notes.GetValueOrDefault(appeal)), deduction.Number);
    }

    /// <summary>Whoever sees the account, and the committee that decides appeals.</summary>
    internal static async ValueTask<bool> MaySee(Call call, Domain.Books books, PersonId person) =>
        call.By.Holds(books, DecideDeduction.Deciders) || await call.MaySee(books, person);
}

public static class ListDeductions
{
    public sealed record Answer(long JournalNumber, PersonId Person, IReadOnlyList<GetDeduction.Shown> Deductions);

    public static async Task<IResult> Handle(Call call)
    {
        var person = call.Id<PersonId>("person");
        var list = await call.Look(needs => needs.Row<Domain.Persons.Person>(person.ToString()).StartingWith<DeductionOf>(DeductionOf.Prefix(person)));
        if (!await GetDeduction.MaySee(call, list.Books, person) || list.Books.Find<Domain.Persons.Person>(person.ToString()) is null) return call.NotFound("person");
        var ids = list.Books.StartingWith<DeductionOf>(DeductionOf.Prefix(person)).Select(row => row.Value.Deduction.ToString()).ToList();
        var look = await call.Look(needs => ids.Aggregate(needs, (more, id) => more.Row<Deduction>(id)));
        var deductions = ids.Select(id => look.Books.Find<Deduction>(id)!).OrderBy(deduction => deduction.Proposed.OccurredOn).ThenBy(deduction => deduction.Proposed.Deduction.Value);
        return call.Ok(new Answer(look.Number, person, [.. deductions.Select(GetDeduction.Shown.Of)]));
    }
}
