using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Persons;
using Ledger.Journal;

namespace Ledger.Api.Corrections;

public static class ListCorrections
{
    /// <param name="Text">Absent when it is destroyed.</param>
    /// <param name="Days">How long it waits or waited, in days.</param>
    /// <param name="Outcome">Absent while it waits.</param>
    public sealed record Shown(
        CorrectionId Correction, PersonId Person, ActId? Act, Code About, string? Text, PersonId? RequestedBy, DateOnly RequestedOn, int Days,
        CorrectionOutcome? Outcome, IReadOnlyList<ActId>? Done, Code? Reason, string? Answer, DateOnly? DecidedOn, long ETag);

    public sealed record OfPerson(long JournalNumber, PersonId Person, IReadOnlyList<Shown> Corrections);

    public sealed record One(long JournalNumber, Shown Correction);

    public sealed record Open(long JournalNumber, IReadOnlyList<Shown> Corrections, string? NextCursor);

    private static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.CommitteeMember, Role.Auditor];

    public static async Task<IResult> HandlePerson(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).StartingWith<Correction>(Correction.Prefix(id)));
        if (!MaySee(call, look.Books, id) || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        return call.Ok(new OfPerson(look.Number, id, await Texts(call, look.Books, [.. look.Books.StartingWith<Correction>(Correction.Prefix(id)).Select(row => row.Value)])));
    }

    public static async Task<IResult> HandleOne(Call call)
    {
        var (person, id) = (call.Id<PersonId>("person"), call.Id<CorrectionId>("correction"));
        var look = await call.Look(needs => needs.Row<Correction>(Correction.Key(person, id)));
        if (!MaySee(call, look.Books, person) || look.Books.Find<Correction>(Correction.Key(person, id)) is not { } correction) return call.NotFound("correction");
        return call.Ok(new One(look.Number, (await Texts(call, look.Books, [correction]))[0]), correction.Number);
    }

    public static async Task<IResult> HandleOpen(Call call)
    {
        if (!call.TryCursor("corrections", out string? after, out var refusal)) return refusal;
        var range = new StateRange("correction-open", after is null ? "" : after + ' ', "\uffff", call.PageSize + 1);
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, range, call.Cancel);
        var page = rows.Take(call.PageSize).Select(row => (row.Key, Open: (CorrectionOpen)row.Value)).ToList();
        var look = await call.Look(needs => page.Aggregate(needs, (more, row) => more.Row<Correction>(Correction.Key(row.Open.Person, row.Open.Correction))));
        if (!call.By.Holds(look.Books, Readers)) return call.Refuse(new NotAllowed(Readers));
        // One decided between the two reads no longer waits: it is left out.
        var waiting = page.Select(row => look.Books.Find<Correction>(Correction.Key(row.Open.Person, row.Open.Correction))!).Where(correction => correction.Decided is null).ToList();
        call.Shows(waiting.Select(correction => correction.Requested.Person));
        return call.Ok(new Open(look.Number, await Texts(call, look.Books, waiting), rows.Count > page.Count ? call.Service<Cursors>().Seal($"{call.Community}/corrections", page[^1].Key) : null));
    }

    private static bool MaySee(Call call, Domain.Books books, PersonId person) => call.By.Speaks(books, person) || call.By.DisposesOf(books, person) || call.By.Holds(books, Readers);

    /// <summary>With their texts from the vault.</summary>
    internal static async Task<IReadOnlyList<Shown>> Texts(Call call, Domain.Books books, IReadOnlyList<Correction> corrections)
    {
        var notes = corrections.SelectMany(c => new[] { (c.Requested.Person, c.Requested.Correction.Value), (c.Decided?.Person ?? c.Requested.Person, CorrectionEndpoints.AnswerOf(c.Requested.Correction)) });
        var texts = await call.Service<PersonVault>().OpenNotes(call.Community, notes, call.Cancel);
        return [.. corrections.Select(c => new Shown(c.Requested.Correction, c.Requested.Person, c.Requested.Act, c.Requested.About, texts.GetValueOrDefault(c.Requested.Correction.Value),
            c.Requested.RequestedBy, c.Requested.RequestedOn, (c.Decided?.DecidedOn ?? books.Today).DayNumber - c.Requested.RequestedOn.DayNumber, c.Decided?.Outcome, c.Decided?.Done, c.Decided?.Reason,
            texts.GetValueOrDefault(CorrectionEndpoints.AnswerOf(c.Requested.Correction)), c.Decided?.DecidedOn, c.Number))];
    }
}
