using System.Text;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Http;

/// <summary>Whose row a caller may read stands in the statement's WHERE (RELIABILITY.md §4), as members the row has.</summary>
internal static class Owners
{
    /// <summary>A row that contains one of these parts; absent: whosever it is.</summary>
    public static async Task<T?> Find<T>(this Call call, string key, IEnumerable<object>? parts) where T : class
    {
        var only = parts?.Select(part => new RowPart(Json(part))).ToList();
        if (only is { Count: 0 }) return null;
        // Keys are UUIDs: a space behind one stands before any other.
        var range = new StateRange(StateKinds.Of(typeof(T)), key, key + ' ', 1);
        return (await call.Service<IJournalReader>().FirstRows(call.Community, range, new RowsWith(only), call.Cancel)).Select(row => (T)row.Value).FirstOrDefault();
    }

    /// <summary>
    /// A row about a person: one's own people's, or any for the staff. A role bound to a node or team reaches whoever belongs there
    /// today, which no row keeps: it is asked of what was found.
    /// </summary>
    /// <param name="all">Who sees everybody's beside the staff.</param>
    /// <param name="also">What else the caller may see.</param>
    public static async Task<T?> FindOfPerson<T>(this Call call, Domain.Books books, string key, Func<PersonId, object> of, Func<T, PersonId> person, Role[]? all = null, IEnumerable<object>? also = null) where T : class
    {
        if (call.By.HoldsEverywhere(books, Call.Staff) || call.By.Holds(books, all)) return await call.Find<T>(key, null);
        var found = await call.Find<T>(key, [.. (await call.OwnPeople(books)).Select(of), .. also ?? []]);
        if (found is not null || !call.By.Holds(books, Call.Staff)) return found;
        return await call.Find<T>(key, null) is { } other && await call.MaySee(books, person(other)) ? other : null;
    }

    /// <summary>Oneself, and whom one cares for or inherits from, under every id they were registered with.</summary>
    public static async Task<IReadOnlyList<PersonId>> OwnPeople(this Call call, Domain.Books books)
    {
        if (call.By.Person is not { } me) return [];
        var own = Relation.By(books, me).Where(relation => relation.Covers(books.Today)).Select(relation => relation.Person).Append(me).Distinct().ToList();
        var rows = (await call.Look(needs => own.Aggregate(needs, (more, one) => more.Row<Person>(one.ToString())))).Books;
        return [.. own.SelectMany(one => (rows.Find<Person>(one.ToString())?.Aliases ?? []).Append(one)).Distinct()];
    }

    public static string Json(object part) => Encoding.UTF8.GetString(DomainJson.Write(part));
}
