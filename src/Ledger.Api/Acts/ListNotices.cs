using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Acts;

/// <summary>The public notice (公示): what will post when, for everybody to see, with masked names. Who may decide an objection sees what is said.</summary>
public static class ListNotices
{
    /// <param name="PointsHundredths">Provisional: neither spendable nor ranked yet.</param>
    /// <param name="IsDisputed">An objection is open; the act does not post until it is decided.</param>
    /// <param name="Objection">For who may decide it.</param>
    public sealed record Notice(
        ActId Act, string MaskedName, Code ActType, Code Board, DateOnly OccurredOn, Minutes Minutes, Points PointsHundredths, Code Place, DateOnly NoticeUntil, bool IsDisputed, Objection? Objection);

    /// <summary>What is said against an act (异议); who said it is not told.</summary>
    /// <param name="Reason">A code.</param>
    /// <param name="Note">Absent when nothing was written, or who wrote it is forgotten.</param>
    public sealed record Objection(Code Reason, string? Note);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Notice> Notices, string? NextCursor);

    /// <summary>Of one act, read at once.</summary>
    private const int MostEvents = 1000;

    public static async Task<IResult> Handle(Call call)
    {
        if (!call.TryCursor("notices", out string? after, out var refusal)) return refusal;
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange("on-notice", after is null ? "" : after + ' ', OnNotice.Later, call.PageSize + 1), new RowsWith(null, "act", "act"), call.Cancel);
        var page = rows.Take(call.PageSize).ToList();
        var look = await call.Look(needs => needs);
        // What only waits for the end of its period is on notice no more.
        var acts = page.Select(row => (Act)row.Value).Where(act => act.Accrual!.OpenObjection is not null || act.Accrual.PostsAfter is null || act.Accrual.IsOnNotice(look.Books.Today)).ToList();
        var records = await call.Service<PersonVault>().Open(call.Community, acts.Select(act => act.Recorded.Person), call.Cancel);
        var raised = call.By.Holds(look.Books, DecideObjection.Deciders) ? await Raised(call, [.. acts.Where(act => act.Accrual!.OpenObjection is not null)]) : [];
        var notes = await call.Service<PersonVault>().OpenNotes(call.Community, raised.Values.Where(one => one.NoteHash is not null).Select(one => (one.Objector, NoteOf(one))), call.Cancel);
        // Whose act it is, and whose words they are.
        call.Shows(acts.Where(act => raised.ContainsKey(act.Recorded.Act)).SelectMany(act => new[] { act.Recorded.Person, raised[act.Recorded.Act].Objector }));
        return call.Ok(new Answer(look.Number, [.. acts.Select(act => Shown(act, records.GetValueOrDefault(act.Recorded.Person)?.Name,
                raised.TryGetValue(act.Recorded.Act, out var one) ? new Objection(one.Reason, one.NoteHash is null ? null : notes.GetValueOrDefault(NoteOf(one))) : null))],
            rows.Count > page.Count ? call.Service<Cursors>().Seal($"{call.Community}/notices", page[^1].Key) : null));
    }

    private static Guid NoteOf(ObjectionRaised said) => ObjectionEndpoints.ObjectionNote(said.Act, said.NoteHash!);

    /// <summary>The open objections which the caller may decide.</summary>
    private static async Task<Dictionary<ActId, ObjectionRaised>> Raised(Call call, IReadOnlyList<Act> disputed)
    {
        var (me, raised) = (call.By.Person!.Value, new Dictionary<ActId, ObjectionRaised>());
        var books = await Registered(call, [me, .. disputed.Select(act => act.Recorded.Person)]);
        foreach (var act in disputed.Where(act => DecideObjection.Involved(books, me, act) is null))
        {
            var events = await call.Service<IJournalReader>().ReadStream(call.Community, Domain.Stream.Act(act.Recorded.Act).Id, 0, long.MaxValue, MostEvents, call.Cancel);
            if (events.Select(one => DomainJson.ReadFact(one.Type, one.Data)).OfType<ObjectionRaised>().LastOrDefault() is { } last) raised.Add(act.Recorded.Act, last);
        }
        return raised;
    }

    /// <summary>People under whatever ids they were registered.</summary>
    private static async Task<Domain.Books> Registered(Call call, HashSet<PersonId> people)
    {
        while (true)
        {
            var (known, books) = (people.Count, (await call.Look(needs => people.Aggregate(needs, (more, one) => more.Row<Person>(one.ToString())))).Books);
            foreach (var one in people.Select(one => books.Find<Person>(one.ToString())).OfType<Person>().ToList())
                people.UnionWith([.. one.Aliases ?? [], one.MergedInto ?? one.Id]);
            if (people.Count == known) return books;
        }
    }

    private static Notice Shown(Act act, string? name, Objection? objection) => new(act.Recorded.Act, PersonVault.Mask(name ?? ""), act.Recorded.ActType, act.Accrual!.Board, act.Recorded.OccurredOn,
        act.Recorded.Minutes, act.Accrual.Points, act.Recorded.Place.Node, act.Accrual.NoticeUntil!.Value, act.Accrual.OpenObjection is not null, objection);
}
