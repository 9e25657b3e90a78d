using System.Globalization;
using Ledger.Api.Books;
using Ledger.Api.Openings;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Imports;
using Ledger.Domain.Openings;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Journal;
using Ledger.Projections.States;

namespace Ledger.Api.Imports;

/// <summary>
/// Judges every line of a file by the books of this moment: reads cells, finds out who and what is meant, and asks the very
/// decision that a commit would take, line by line, on a snapshot. Nothing is written and no lock is taken.
/// </summary>
internal sealed class ImportJudge(IJournalReader reader, PersonVault vault, KeyFolder keys, PassbookNumbers numbers, TimeProvider clock)
{
    private const int AtOnce = 2000;

    private static readonly StateRange Nodes = GridNames.All, Rulebooks = StateRange.StartingWith("rulebook", "");

    private static readonly StateNeeds Frame = new([new StateKey("community", ""), new StateKey("rulebooks", "")], [Nodes, Rulebooks]);

    public async Task<Judged> Judge(string community, Actor by, ImportKind kind, IReadOnlyList<ImportLine> lines, CancellationToken cancel)
    {
        var (frame, grid) = await Look(community, cancel);
        return kind == ImportKind.Acts ? await Acts(community, by, lines, frame, grid, cancel)
            : kind == ImportKind.Openings ? await Openings(community, by, lines, frame, grid, cancel)
            : await Persons(community, by, lines, frame, grid, cancel);
    }

    /// <summary>What names the books use, for an export to write and an import to read: the grid, and books that know every rulebook.</summary>
    public async Task<(GridNames Grid, Domain.Books Books)> Names(string community, CancellationToken cancel)
    {
        var (frame, grid) = await Look(community, cancel);
        return (grid, BooksOf(frame));
    }

    private async Task<(StateSnapshot Frame, GridNames Grid)> Look(string community, CancellationToken cancel)
    {
        var frame = await reader.ReadState(community, Frame, cancel) ?? throw new InvalidOperationException("The community vanished.");
        return (frame, new GridNames(frame.Ranges[0].Select(row => (GridNode)row.Value)));
    }

    private async Task<Judged> Acts(string community, Actor by, IReadOnlyList<ImportLine> lines, StateSnapshot frame, GridNames grid, CancellationToken cancel)
    {
        var framed = BooksOf(frame);
        var times = new LocalTimes(framed.Community.LocalZone);
        var drafts = lines.Select(line => new ActDraft(line, times)).ToList();
        var people = await People(community, drafts, cancel);
        var actTypes = new Dictionary<DateOnly, ActTypeNames>();
        foreach (var draft in drafts) Resolve(community, draft, people, grid, actTypes, framed);
        MarkRepeated(drafts, draft => draft.Entry?.Act, (one, other) => one.Entry == other.Entry && one.Note == other.Note);

        var asked = drafts.Where(draft => draft.Entry is not null && !draft.IsFault && draft.Verdict != Verdict.Repeated).ToList();
        await LookIntoVault(community, asked, people, framed, cancel);
        var command = new CommitImport(by, default, "", [], [.. asked.Select(draft => draft.Entry!)], []);
        var books = await Trial(community, command, frame, cancel);
        foreach (var draft in asked.Where(draft => books.Find<Act>(draft.Entry!.Act.ToString()) is not null)) draft.IsRecorded();
        foreach (var refused in command.RefusedLines(books)) asked[refused.Line - 1].Refused(refused.Because, ColumnOfField.Act);
        return new Judged(frame.Number, ImportKind.Acts, drafts, grid);
    }

    private async Task<Judged> Persons(string community, Actor by, IReadOnlyList<ImportLine> lines, StateSnapshot frame, GridNames grid, CancellationToken cancel)
    {
        var drafts = lines.Select(line => new PersonDraft(line)).ToList();
        var people = await People(community, drafts, cancel);
        new PersonResolving(keys.Community(community), people, grid).Resolve(drafts);

        var asked = drafts.Where(draft => draft.Entry is not null && draft.Verdict == Verdict.Ready).ToList();
        var command = new CommitImport(by, default, "", [.. asked.Select(draft => draft.Entry!)], [], []);
        var books = await Trial(community, command, frame, cancel);
        foreach (var refused in command.RefusedLines(books)) asked[refused.Line - 1].Refused(refused.Because, ColumnOfField.Person);
        return new Judged(frame.Number, ImportKind.Persons, drafts, grid);
    }

    private async Task<Judged> Openings(string community, Actor by, IReadOnlyList<ImportLine> lines, StateSnapshot frame, GridNames grid, CancellationToken cancel)
    {
        var framed = BooksOf(frame);
        var drafts = lines.Select(line => new OpeningDraft(line)).ToList();
        var boards = new BoardNames(Rulebook.InForce(framed, framed.Today));
        var passbooks = new OpeningResolving(numbers, community, await People(community, drafts, cancel), boards).Resolve(drafts);
        var command = new CommitImport(by, default, "", [], [], [], [.. passbooks.Select(passbook => passbook.Entry)]);
        var books = await Trial(community, command, frame, cancel);
        foreach (var draft in passbooks.Where(passbook => passbook.Entry.IsInTheBooks(books)).SelectMany(passbook => passbook.Lines)) draft.IsRecorded();
        foreach (var refused in command.RefusedLines(books))
            foreach (var draft in passbooks.Single(passbook => passbook.Entry.Line == refused.Line).Lines.Where(line => IsAbout(refused.Because, line.Lot!))) draft.Refused(refused.Because, ColumnOfField.Opening);
        return new Judged(frame.Number, ImportKind.Openings, drafts, grid) { Passbooks = [.. passbooks.Select(passbook => passbook.Entry)] };
    }

    /// <summary>A refusal of one lot is told beside its line, any other beside all lines of the passbook.</summary>
    private static bool IsAbout(Rejection because, OpeningLot lot) => because switch
    {
        UnknownBoard unknown => unknown.Board == lot.Board,
        LotAfterPassbook after => after.Year == lot.Year,
        LotPastItsDate past => past.ExpiresOn == lot.ExpiresOn,
        _ => true,
    };

    private void Resolve(string community, ActDraft draft, KnownPeople people, GridNames grid, Dictionary<DateOnly, ActTypeNames> actTypes, Domain.Books books)
    {
        var who = WhoIsMeant.Find(draft, people);
        var place = PlaceOf(draft, grid);
        if (draft.Day == default) return;
        if (!actTypes.TryGetValue(draft.Day, out var names)) actTypes.Add(draft.Day, names = new ActTypeNames(Rulebook.InForce(books, draft.Day)));
        if (ActTypeOf(draft, names) is not { } actType || place is not { } node || who is not { } person || draft.IsFault) return;
        var start = draft.StartedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        var end = draft.EndedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        var act = draft.GivenAct ?? ActId.Of(ComputedId.Of("act", community, person.Id.ToString(), actType.Value, start, end));
        draft.Entry = new ActEntry(act, person.Id, actType, draft.StartedAt, draft.EndedAt, draft.Minutes, node, draft.Evidence, draft.EvidenceHash, null,
            AgeBand.On(person.Record?.BirthDate, draft.Day, RulebookVersions.On(books, draft.Day)?.Ages), draft.Source);
    }

    /// <summary>The doers' marks in the vault, where the rulebook of the day has such.</summary>
    private async Task LookIntoVault(string community, IReadOnlyList<ActDraft> drafts, KnownPeople people, Domain.Books books, CancellationToken cancel)
    {
        var veiled = drafts.Where(draft => RulebookVersions.On(books, draft.Day)?.InVault is not null).Select(draft => (Draft: draft, Ids: (people.Find(draft.Entry!.Person)?.Person.Aliases ?? []).Prepend(draft.Entry.Person).ToList())).ToList();
        if (veiled.Count == 0) return;
        var kept = await vault.OpenMarks(community, veiled.SelectMany(one => one.Ids), cancel);
        foreach (var (draft, ids) in veiled) draft.Entry = draft.Entry! with { VaultMarks = KeptMarks.CodesOn(ids.SelectMany(id => kept[id]), draft.Day) };
    }

    private static Code? PlaceOf(ActDraft draft, GridNames grid)
    {
        if (draft.Line[ImportKind.Place] is not { } text) return null;
        var called = grid.Called(text);
        if (called.Count == 1) return called[0].Node;
        if (called.Count == 0) draft.Fault(Verdict.Refused, ImportKind.Place, "unknown-node", $"没有网格节点“{text}”", $"The grid tree has no node '{text}'");
        else draft.Fault(Verdict.Refused, ImportKind.Place, "ambiguous-node", $"“{text}”有 {called.Count} 处，请写上级/名称或代码", $"{called.Count} nodes are called '{text}': write parent/name, or the code");
        return null;
    }

    private static Code? ActTypeOf(ActDraft draft, ActTypeNames names)
    {
        if (draft.Line[ImportKind.ActType] is not { } text) return null;
        var called = names.Called(text);
        if (called.Count == 1) return called[0];
        if (called.Count == 0) draft.Fault(Verdict.Refused, ImportKind.ActType, "unknown-act-type", $"{draft.Day:yyyy-MM-dd} 的细则 {names.Version} 没有行为类别“{text}”", $"Rulebook {names.Version} of {draft.Day:yyyy-MM-dd} has no act type '{text}'");
        else draft.Fault(Verdict.Refused, ImportKind.ActType, "ambiguous-act-type", $"“{text}”对应多个类别，请写代码", $"Several act types are called '{text}': write the code");
        return null;
    }

    internal static void MarkRepeated<TDraft, TKey>(IReadOnlyList<TDraft> drafts, Func<TDraft, TKey?> key, Func<TDraft, TDraft, bool> same) where TDraft : Draft where TKey : struct
    {
        var first = new Dictionary<TKey, TDraft>();
        foreach (var draft in drafts)
        {
            if (draft.IsFault || key(draft) is not { } id || first.TryAdd(id, draft)) continue;
            if (same(draft, first[id])) draft.Repeats(first[id]);
            else draft.Fault(Verdict.Refused, ImportKind.Start, "differs-from-earlier-row", $"与第 {first[id].Line.Row} 行是同一事项，内容却不同", $"The same act as in row {first[id].Line.Row}, told differently");
        }
    }

    private Task<KnownPeople> People(string community, IEnumerable<Draft> drafts, CancellationToken cancel)
    {
        var list = drafts.ToList();
        return KnownPeople.Load(vault, reader, community, list.Select(draft => draft.GivenId).OfType<PersonId>().Distinct(),
            list.Select(draft => draft.Name).OfType<string>().Distinct(), list.Select(draft => draft.Phone).OfType<string>().Distinct(), cancel);
    }

    /// <summary>The rows the command names, in pieces: a large file is no long statement.</summary>
    private async Task<Domain.Books> Trial(string community, CommitImport command, StateSnapshot frame, CancellationToken cancel)
    {
        var needs = new Needs();
        command.Name(needs);
        var named = ViewStates.Named(needs);
        var states = new TrialStates(frame).Add(Nodes, frame.Ranges[0]).Add(Rulebooks, frame.Ranges[1]);
        foreach (var rows in named.Rows.Where(row => row.Kind != "node").Chunk(AtOnce))
            if (await reader.ReadState(community, new StateNeeds(rows, []), cancel) is { } found) states.Add(found.Rows);
        foreach (var ranges in named.Ranges.Chunk(AtOnce))
            if (await reader.ReadState(community, new StateNeeds([], ranges), cancel) is { } found)
                foreach (var (range, rows) in ranges.Zip(found.Ranges)) states.Add(range, rows);
        return BooksOf(states, frame);
    }

    private Domain.Books BooksOf(StateSnapshot frame) => BooksOf(new TrialStates(frame).Add(Nodes, frame.Ranges[0]).Add(Rulebooks, frame.Ranges[1]), frame);

    private Domain.Books BooksOf(TrialStates states, StateSnapshot at) => new(states, at.Now(clock), at.Number + 1);
}
