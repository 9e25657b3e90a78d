using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.AccessRecords;

/// <summary>In what role somebody sees what he sees.</summary>
internal static class Roles
{
    public const string Terminal = "terminal", Self = "person";

    public static string Code(Role role) => Kebab(role);

    /// <summary>The first of the staff's roles he holds today in the whole community; what he is to one of the people he sees; a role bound to a node or team; behind a counter, the merchant's.</summary>
    public static string InWhatRole(this Call call, Domain.Books books, IReadOnlyCollection<PersonId> people)
    {
        if (call.By.Terminal is not null) return Terminal;
        foreach (var role in Call.Staff)
            if (call.By.HoldsEverywhere(books, role)) return Code(role);
        if (call.By.Person is not { } me) return Self;
        if (Relation.By(books, me).FirstOrDefault(relation => people.Contains(relation.Person) && relation.Covers(books.Today)) is { } bound) return Kebab(bound.Kind);
        foreach (var role in Call.Staff)
            if (call.By.Holds(books, role)) return Code(role);
        return books.StartingWith<RoleHeld>(RoleHeld.Prefix(me)).Select(row => row.Value).FirstOrDefault(held => held.Covers(books.Today)) is { } other ? Code(other.Role) : Self;
    }

    private static string Kebab<T>(T word) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());
}
