using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Honours;

/// <summary>
/// Everybody of a kind, some rows at a time in the order of their keys: who is ranked, judged and watched. Nobody who was merged, forgotten or has left.
/// Households are walked by those who live in them, so that one may come again on a later page; the community has nobody to walk and is one page.
/// </summary>
public static class Walking
{
    /// <summary>The kind of rows that is walked; null: there is nobody to walk.</summary>
    public static Type? RowsOf(Whose of) => of switch { Whose.Team => typeof(Team), Whose.Node or Whose.Place => typeof(GridNode), Whose.Merchant => typeof(Merchant), Whose.Community => null, _ => typeof(Person) };

    /// <param name="after">The key before; null: from the first.</param>
    /// <param name="upTo">The last key; null: to the last.</param>
    /// <param name="day">They must be in the books by then.</param>
    internal static IReadOnlyList<Subject> Of(Books books, Whose of, string? after, string? upTo, DateOnly day)
    {
        var (from, before) = (From(after), Before(upTo));
        return of switch
        {
            Whose.Team => [.. books.Range<Team>(from, before).Where(row => row.Value.From <= day).Select(row => Subject.Of(row.Value.Id))],
            Whose.Node => [.. books.Range<GridNode>(from, before).Where(row => row.Value.ExistsOn(day)).Select(row => new Subject(Whose.Node, row.Value.Node.Value))],
            Whose.Place => [.. books.Range<GridNode>(from, before).Where(row => row.Value.ExistsOn(day)).Select(row => Subject.Place(row.Value.Node))],
            Whose.Community => [Subject.Community],
            Whose.Merchant => [.. books.Range<Merchant>(from, before).Select(row => Subject.Of(row.Value.Id))],
            Whose.Household => [.. People(books, from, before, day).Select(person => person.HouseholdOn(day)).OfType<HouseholdId>().Distinct().Select(Subject.Of)],
            _ => [.. People(books, from, before, day).Select(person => Subject.Of(person.Id))],
        };
    }

    public static string From(string? after) => after is null ? "" : $"{after} ";

    public static string Before(string? upTo) => upTo is null ? "\uffff" : $"{upTo} ";

    internal static IEnumerable<Person> People(Books books, string from, string before, DateOnly day) =>
        books.Range<Person>(from, before).Select(row => row.Value).Where(person => person is { MergedInto: null, IsForgotten: false, Closed: null } && person.Since <= day);
}
