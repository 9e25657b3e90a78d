using Ledger.Domain.Acts;
using Ledger.Domain.Grid;
using Ledger.Domain.Openings;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Imports;

/// <summary>A staged file was committed: every line of it, in the facts beside this one.</summary>
/// <param name="Kind"><c>acts</c>, <c>persons</c> or <c>openings</c>.</param>
/// <param name="ContentHash">SHA-256 of the file's lines as they were understood, keyed because they hold names, in hexadecimal.</param>
/// <param name="Lines">1 to 5000.</param>
public sealed record ImportCommitted(ImportId Import, Code Kind, string ContentHash, int Lines) : IFact;

/// <summary>A file that is in the books.</summary>
public sealed record Import(string ContentHash, int Lines, long Number)
{
    public static void Evolve(IStates states, ImportCommitted fact, At at) => states.Put(fact.Import.ToString(), new Import(fact.ContentHash, fact.Lines, at.Number));
}

/// <summary>
/// Commits a staged file, all or nothing. The import's id and the ids of its lines are computed from what they say, so the
/// same file again, or a line that is in the books already, changes nothing.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(ImportLineRefused))]
public sealed record CommitImport(
    Actor By, ImportId Import, string ContentHash, IReadOnlyList<NewPerson> People, IReadOnlyList<ActEntry> Acts, IReadOnlyList<SideRow> Vault,
    IReadOnlyList<PassbookEntry>? Passbooks = null) : ICommand<ImportIsCommitted>
{
    /// <summary>Paper passbooks, entered as the opening with the import's own id: a second person signs it.</summary>
    public IReadOnlyList<PassbookEntry> Passbooks { get; init; } = Passbooks ?? [];

    private OpeningId Opening => OpeningId.Of(Import.Value);

    private Code Kind => People.Count > 0 ? "persons" : Passbooks.Count > 0 ? "openings" : "acts";

    private int Lines => People.Count + Acts.Count + Passbooks.Sum(passbook => passbook.Lots.Count);

    public void Name(Needs needs)
    {
        needs.Row<Import>(Import.ToString());
        foreach (var person in People) person.Name(needs);
        foreach (var act in Acts) act.Name(needs);
        if (Passbooks.Count > 0) needs.Row<Opening>(Opening.ToString());
        PassbookEntry.Name(needs, By, Passbooks);
        // Every line looks at a rulebook and at where its doer belongs: read whole, a large file is decided in one pass.
        if (Acts.Count > 0) needs.StartingWith<Rulebook>("").StartingWith<GridNode>("");
    }

    public Decision<ImportIsCommitted> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Import>(Import.ToString()) is { } known)
            return known.ContentHash == ContentHash ? books.Accept(new ImportIsCommitted(Import, 0)) : new IdAlreadyUsed("import", Import.ToString());
        if (RefusedLines(books).FirstOrDefault() is { } refused) return refused;
        SideRow.PutAll(books, Vault);
        var lines = books.Facts.Count;
        books.Add(Stream.Import(Import), new ImportCommitted(Import, Kind, ContentHash, Lines));
        return books.Accept(new ImportIsCommitted(Import, lines));
    }

    /// <summary>The refusal of every line as a commit now would meet it. A refused line leaves nothing behind and the next is asked.</summary>
    public IEnumerable<ImportLineRefused> RefusedLines(Books books)
    {
        for (var line = 0; line < People.Count; line++)
            if (!People[line].IsInTheBooks(books) && People[line].Register(books) is { } refusal) yield return new ImportLineRefused(line + 1, refusal);
        ActEntry.LookAtRulebooks(books, Acts);
        for (var line = 0; line < Acts.Count; line++)
            if (Acts[line].Record(books, By.Person, RecordedAs.Import, []) is { } refusal) yield return new ImportLineRefused(line + 1, refusal);
        foreach (var passbook in Passbooks)
            if (passbook.Enter(books, Opening, By.Person!.Value) is { } refusal) yield return new ImportLineRefused(passbook.Line, refusal);
    }
}

/// <param name="Recorded">How many facts were new.</param>
public sealed record ImportIsCommitted(ImportId Import, int Recorded);

/// <summary>A line of the file is refused, and with it the file.</summary>
/// <param name="Line">From 1, without the header.</param>
public sealed record ImportLineRefused(int Line, Rejection Because) : Rejection;
