using Ledger.Api.Openings;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Imports;
using Ledger.Domain.Openings;
using Ledger.Domain.Persons;

namespace Ledger.Api.Imports;

/// <summary>A file as the books of this moment judge it.</summary>
/// <param name="Number">The journal number it was judged at.</param>
internal sealed record Judged(long Number, ImportKind Kind, IReadOnlyList<Draft> Drafts, GridNames Grid)
{
    public IReadOnlyList<LineVerdict> Verdicts { get; } = [.. Drafts.Select(draft => VerdictOf(draft, Grid))];

    public int Count(Verdict verdict) => Drafts.Count(draft => draft.Verdict == verdict);

    public int Faulty => Drafts.Count(draft => draft.IsFault);

    /// <summary>Of a file of openings: its lines put together.</summary>
    public IReadOnlyList<PassbookEntry> Passbooks { get; init; } = [];

    /// <summary>The one command for all its lines; keys and ciphertext are made for those that are new.</summary>
    public CommitImport Command(Actor by, ImportId import, string contentHash, string community, PersonVault vault, PassbookNumbers numbers)
    {
        if (Kind == ImportKind.Openings)
        {
            var fresh = Drafts.Cast<OpeningDraft>().Where(draft => draft.Verdict == Verdict.Ready).DistinctBy(draft => draft.Passbook);
            return new CommitImport(by, import, contentHash, [], [], [.. fresh.Select(draft => numbers.Seal(community, draft.Person!.Value, draft.Passbook!, draft.Number!))], Passbooks);
        }
        if (Kind == ImportKind.Persons)
        {
            var people = Drafts.Cast<PersonDraft>().ToList();
            var rows = people.Where(draft => draft.Verdict == Verdict.Ready).AsParallel().AsOrdered().WithDegreeOfParallelism(8)
                .SelectMany(draft => vault.Seal(community, draft.Person!.Value, new PersonalRecord(draft.Name!, draft.Phone, draft.BirthDate))).ToList();
            return new CommitImport(by, import, contentHash, [.. people.Select(draft => draft.Entry!)], [], rows);
        }
        var notes = new List<SideRow>();
        return new CommitImport(by, import, contentHash, [], [.. Drafts.Cast<ActDraft>().Select(draft => WithNote(draft, community, vault, notes))], notes);
    }

    private static ActEntry WithNote(ActDraft draft, string community, PersonVault vault, List<SideRow> notes)
    {
        if (draft.Verdict != Verdict.Ready || draft.Note is not { } note) return draft.Entry!;
        var (row, hash) = vault.SealNote(community, draft.Person!.Value, draft.Entry!.Act.Value, note);
        notes.Add(row);
        return draft.Entry with { NoteHash = hash };
    }

    private static LineVerdict VerdictOf(Draft draft, GridNames grid) => new(
        draft.Line.Line, draft.Line.Row, draft.Verdict, draft.Name is { } name ? PersonVault.Mask(name) : null, draft.Person, (draft as ActDraft)?.Entry?.Act, draft.SameAsRow, draft.Faults,
        [.. draft.Candidates.Select(person => new LineCandidate(person.Id, PersonVault.Mask(person.Record?.Name ?? ""), person.Person.Node, person.Person.Node is { } node ? grid.Find(node)?.Name.Zh : null))]);
}
