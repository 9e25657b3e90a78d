using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Acts;

public static class RecordActsEndpoint
{
    /// <summary>What happened, and who took part.</summary>
    /// <param name="StartedAt">Local time with its offset, such as 2026-05-01T09:00:00+08:00.</param>
    /// <param name="EndedAt">Absent: an act without duration.</param>
    /// <param name="Place">Grid node where it happened.</param>
    /// <param name="Evidence">How the time is known; back-filled unless told.</param>
    /// <param name="Note">Goes into the vault; the books keep a salted hash.</param>
    /// <param name="Attest">Attest at once, where the act type lets the recorder.</param>
    /// <param name="People">1 to 200.</param>
    /// <param name="Recorders">Who records it together with the caller, where the rulebook asks for more than one.</param>
    public sealed record Request(
        Code ActType, DateTimeOffset StartedAt, Code Place, IReadOnlyList<Doer> People, DateTimeOffset? EndedAt = null, Evidence Evidence = Evidence.BackFilled,
        string? EvidenceHash = null, string? Note = null, Source? Source = null, bool Attest = false, IReadOnlyList<PersonId>? Recorders = null);

    /// <param name="Act">Made by the client: the same id again is the same act.</param>
    /// <param name="Minutes">Service time when it is shorter than from start to end.</param>
    /// <param name="Replaces">The reversed or rejected act that this one records again.</param>
    /// <param name="Inputs">The numbers that the act type asks for.</param>
    /// <param name="Marks">The marks of the act type that this act bears.</param>
    /// <param name="Served">Who was served, where he is in the books.</param>
    /// <param name="ServedIs">What the person served is to the doer.</param>
    /// <param name="Papers">The papers that the rulebook asks for, by kind and SHA-256 in hexadecimal.</param>
    public sealed record Doer(ActId Act, PersonId Person, Minutes? Minutes = null, ActId? Replaces = null, IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null,
        PersonId? Served = null, ServedIs? ServedIs = null, IReadOnlyList<ActPaper>? Papers = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.StartedAt).InOurTimes();
            RuleFor(request => request.EndedAt ?? request.StartedAt).InOurTimes().OverridePropertyName("endedAt");
            RuleFor(request => request.EvidenceHash).HexHash();
            RuleFor(request => request.EvidenceHash).Must((request, hash) => hash is null || request.People.Count == 1).As("one-person", "一份凭证只对应一人", "Evidence belongs to one person's act");
            RuleFor(request => request.Note).MaximumLength(2000);
            RuleFor(request => request.People).Between(1, 200).Once(doer => doer.Act).Once(doer => doer.Person);
            RuleForEach(request => request.People).ChildRules(doer => doer.RuleFor(d => d.Minutes)
                .Must(minutes => minutes is null or { Count: >= 0 and <= 1440 }).As("in-range", "须为 0 到 1440 分钟", "0 to 1440 minutes"));
        }
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var (body, (entries, notes)) = (call.Body, await Entries(call));
        return await call.Send(new RecordActs(call.By, entries, body.Attest, notes), location: recorded => $"acts/{recorded.Acts[0]}",
            actingFor: body.People.Count == 1 ? body.People[0].Person : null);
    }

    /// <summary>Each doer's act, with what the vault knows of him, and the rows of the notes.</summary>
    internal static async Task<(IReadOnlyList<ActEntry> Entries, IReadOnlyList<SideRow> Notes)> Entries(WriteCall<Request> call)
    {
        var body = call.Body;
        var vault = call.Service<PersonVault>();
        List<PersonId> people = [.. body.People.Select(doer => doer.Person)];
        var (books, records) = await call.LookWithRecords(people, needs => needs.Row<RulebookVersions>(""));
        // The local date, as long as the offset fits the zone: the decision refuses it otherwise.
        var day = DateOnly.FromDateTime(body.StartedAt.DateTime);
        var version = RulebookVersions.On(books, day);
        var marksOf = await KeptMarks.On(call, version, day, people);
        var notes = new List<SideRow>();
        var entries = body.People.Select(doer =>
        {
            string? noteHash = null;
            // Who is not in the vault has no key, and is not in the books either: the decision refuses the act.
            if (body.Note is { } text && records.ContainsKey(doer.Person))
            {
                var (row, hash) = vault.SealNote(call.Community, doer.Person, doer.Act.Value, text);
                notes.Add(row);
                noteHash = hash;
            }
            return new ActEntry(doer.Act, doer.Person, body.ActType, body.StartedAt, body.EndedAt ?? body.StartedAt, doer.Minutes, body.Place,
                body.Evidence, body.EvidenceHash, noteHash, AgeBand.On(records.GetValueOrDefault(doer.Person)?.BirthDate, day, version?.Ages), body.Source, doer.Replaces, doer.Inputs, doer.Marks, doer.Served, doer.ServedIs, doer.Papers, body.Recorders, marksOf(doer.Person));
        }).ToList();
        return (entries, notes);
    }
}
