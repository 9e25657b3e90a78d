using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Openings;

/// <summary>Enters paper passbooks as a proposal (期初), all or none. Nothing is posted before a second person has signed.</summary>
/// <param name="Passbooks">1 to 200 by hand, 1 to 5000 from a file.</param>
/// <param name="Vault">Ciphertext of the passbooks' numbers.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(PassbookAlreadyEntered), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(GainsByOpening), typeof(PassbookNotEnded), typeof(NoRulebookInForce),
    typeof(UnknownBoard), typeof(LotAfterPassbook), typeof(LotPastItsDate))]
public sealed record EnterOpening(Actor By, OpeningId Opening, IReadOnlyList<PassbookEntry> Passbooks, IReadOnlyList<SideRow> Vault) : ICommand<OpeningIsEntered>
{
    public static readonly Role[] Enterers = [Role.Administrator, Role.Office];

    public void Name(Needs needs)
    {
        needs.Row<Opening>(Opening.ToString()).AddsTo(Stream.Opening(Opening));
        PassbookEntry.Name(needs, By, Passbooks);
    }

    public Decision<OpeningIsEntered> Decide(Books books)
    {
        if (!By.Holds(books, Enterers)) return new NotAllowed(Enterers);
        if (books.Find<Opening>(Opening.ToString()) is { } known)
            return known.Status == OpeningStatus.Entered && known.Passbooks == Passbooks.Count && Passbooks.All(passbook => passbook.IsIn(books, Opening))
                ? books.Accept(new OpeningIsEntered(Opening, 0))
                : new IdAlreadyUsed("opening", Opening.ToString());
        foreach (var passbook in Passbooks)
            if (passbook.Enter(books, Opening, By.Person!.Value) is { } refusal) return refusal;
        SideRow.PutAll(books, Vault);
        return books.Accept(new OpeningIsEntered(Opening, books.Facts.Count));
    }
}

/// <param name="Passbooks">How many were new.</param>
public sealed record OpeningIsEntered(OpeningId Opening, int Passbooks);

/// <summary>A paper passbook as it is entered.</summary>
/// <param name="Line">From 1: its place in the request, or its first line in the file.</param>
/// <param name="Passbook">Keyed hash of its number.</param>
/// <param name="Lots">Each with points or minutes, or both.</param>
public sealed record PassbookEntry(int Line, string Passbook, PersonId Person, DateOnly ClosedOn, IReadOnlyList<OpeningLot> Lots)
{
    internal static void Name(Needs needs, Actor by, IReadOnlyList<PassbookEntry> passbooks)
    {
        if (passbooks.Count == 0) return;
        if (by.Person is { } person) needs.Row<Person>(person.ToString());
        foreach (var passbook in passbooks) needs.Row<PaperPassbook>(passbook.Passbook).Row<Person>(passbook.Person.ToString());
        // The one rulebook in force is found in the versions; read whole, a file is decided in one pass.
        needs.StartingWith<Rulebook>("");
    }

    /// <summary>Whether all of it was entered before: entering it again changes nothing.</summary>
    public bool IsInTheBooks(Books books) => books.Find<PaperPassbook>(Passbook) is { } known && IsIn(books, known.Opening);

    internal bool IsIn(Books books, OpeningId opening) =>
        books.Find<PaperPassbook>(Passbook) is { } known && known.Opening == opening && known.Person == Person && known.ClosedOn == ClosedOn && IsOf(known.Lots);

    /// <summary>The same lots, each as often, in any order: with one more or fewer it is other content.</summary>
    private bool IsOf(IReadOnlyList<OpeningLot> known) => known.Count == Lots.Count && Lots.All(lot => known.Count(lot.Equals) == Lots.Count(lot.Equals));

    internal Rejection? Enter(Books books, OpeningId opening, PersonId by)
    {
        if (IsInTheBooks(books)) return null;
        if (books.Find<PaperPassbook>(Passbook) is { } known) return new PassbookAlreadyEntered(known.Opening);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Persons.Person.IsClosed(books, Person) is { } closed) return closed;
        if (OpeningRules.Refuse(books, by, Person, ClosedOn, Lots) is { } refusal) return refusal;
        books.Add(Stream.Opening(opening), new OpeningEntered(opening, Passbook, Person, by, ClosedOn, Lots));
        return null;
    }
}

/// <summary>What holds when a passbook is entered holds when it is signed.</summary>
internal static class OpeningRules
{
    public static Rejection? Refuse(Books books, PersonId by, PersonId gainer, DateOnly closedOn, IReadOnlyList<OpeningLot> lots)
    {
        if (books.Find<Person>(gainer.ToString()) is null) return new NotFound("person", gainer.ToString());
        if (TwoPeople.Gains(books, by, gainer)) return new GainsByOpening(gainer);
        if (closedOn > books.Today) return new PassbookNotEnded(closedOn, books.Today);
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        foreach (var lot in lots)
        {
            if (rulebook.Document.Boards.All(board => board.Code != lot.Board)) return new UnknownBoard(lot.Board, rulebook.Document.Version);
            if (lot.Year > closedOn.Year) return new LotAfterPassbook(lot.Year, closedOn);
            if (lot.Points > Points.Zero && lot.ExpiresOn is { } last && last < books.Today) return new LotPastItsDate(last, books.Today);
        }
        return null;
    }
}
