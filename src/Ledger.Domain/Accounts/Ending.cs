using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Accounts;

/// <summary>
/// Marks that end the life of what their bearer has: a lot's own day is brought forward when the mark is set, and when something comes
/// later. Ending the mark gives no day back. The version in force today says which marks.
/// </summary>
internal static class Ending
{
    /// <summary>The lot, with an earlier day where its holder bears a mark that ends it.</summary>
    public static Lot Cut(Books books, Subject holder, Lot lot) =>
        RulebookVersions.On(books, books.Today) is { IsEnding: true } && Rulebook.InForce(books, books.Today) is { } rulebook ? Cut(books, rulebook, holder, lot) : lot;

    /// <summary>A mark was set: brings forward the day of the lots it ends.</summary>
    /// <param name="by">Who is named where the bearer is no person.</param>
    public static void Shorten(Books books, Subject holder, Code mark, PersonId? by)
    {
        if (RulebookVersions.On(books, books.Today) is not { IsEnding: true } || Rulebook.InForce(books, books.Today) is not { } rulebook || (holder.Person ?? by) is not { } person) return;
        if (rulebook.Document.Expiry?.Any(entry => entry.EndsWith?.Any(end => end.Mark == mark) == true) != true) return;
        foreach (var commodity in rulebook.Document.Commodities.Select((_, number) => rulebook.Document.KeptAs(number)))
        {
            Lapse.PostIfDue(books, holder, person, commodity);
            var posting = new Posting(books, holder, commodity);
            foreach (var (lot, amount) in Holding.Of(books, holder, commodity).Live)
                if (Cut(books, rulebook, holder, lot) is var sooner && sooner != lot) posting.Move(AccountName.Available(holder), lot, sooner, amount);
            if (posting.Legs.Count > 0)
                books.Add(Stream.Person(person), new LotsShortened(person, mark, rulebook.Stamp, posting.Entries, posting.Legs, books.Today, books.Today, holder == person ? null : holder));
        }
    }

    private static Lot Cut(Books books, Rulebook rulebook, Subject holder, Lot lot)
    {
        foreach (var end in rulebook.TermsOf(lot, books.Today)?.Entry.EndsWith ?? [])
            if (MarkHeld.On(books, holder.ToString(), end.Mark, books.Today) is { From: var from } && end.After.Aggregate(from, CompiledExpiry.Later) is var last && !(lot.ExpiresOn <= last)) lot = lot with { ExpiresOn = last };
        return lot;
    }
}
