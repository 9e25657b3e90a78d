using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Marks;

/// <summary>
/// Puts a mark on somebody that is kept in the vault (保密登记), or ends it, from today on. Here it is only asked whether the rulebook has
/// such a mark and the caller may: what is kept goes by unread, and no event tells of it (rule 14). Nobody does it for himself or his household.
/// </summary>
/// <param name="Until">The last day; absent: until it is ended.</param>
/// <param name="Vault">Ciphertext of what is kept; nothing where there is no such mark to be ended.</param>
[Refuses(typeof(NoRulebookInForce), typeof(UnknownMark), typeof(NotOfTheBody), typeof(OutsideScope), typeof(NotFound), typeof(PersonWasMerged), typeof(GainsBySigning), typeof(PeriodIsEmpty))]
public sealed record KeepMark(Actor By, PersonId Person, Code Mark, DateOnly? Until, IReadOnlyList<SideRow> Vault) : ICommand<MarkIsKept>
{
    public void Name(Needs needs) => needs.Row<Person>(Person.ToString());

    public Decision<MarkIsKept> Decide(Books books)
    {
        if (MarkRules.Find(books, By, Person, Mark, isInVault: true) is { Mark: null, Refusal: var refusal }) return refusal!;
        if (By.Person is { } signer && TwoPeople.Gains(books, signer, Person)) return new GainsBySigning(signer);
        if (Until < books.Today) return new PeriodIsEmpty("until", books.Today, Until.Value);
        if (Vault.Count == 0) return new NotFound("mark", Mark.Value);
        SideRow.PutAll(books, Vault);
        return books.Accept(new MarkIsKept(Person, books.Today));
    }
}

/// <summary>It is kept: which mark it was, the answer under its key does not say.</summary>
public sealed record MarkIsKept(PersonId Person, DateOnly On);

/// <summary>What the vault keeps of a mark: one line each time it was put or ended.</summary>
/// <param name="Number">In which order they came: later ones hold from their day on.</param>
/// <param name="Until">The last day, where it is known.</param>
/// <param name="Ends">Whether it is not borne from <paramref name="On"/> on.</param>
public sealed record KeptMark(Code Mark, int Number, DateOnly On, DateOnly? Until, bool Ends, PersonId By)
{
    /// <summary>The lines by which somebody bears marks on a day.</summary>
    public static IReadOnlyList<KeptMark> BorneOn(IEnumerable<KeptMark> lines, DateOnly day) =>
        [.. lines.Where(line => line.On <= day).GroupBy(line => line.Mark).Select(same => same.MaxBy(line => line.Number)!).Where(line => !line.Ends && !(line.Until < day)).OrderBy(line => line.Mark)];
}
