using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.AccessRecords;

/// <summary>In what role somebody sees what he sees.</summary>
internal static class Roles
{
    public const string Terminal = "terminal", Self = "person";

    public static string Code(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <summary>The first of the staff's roles he holds today; behind a counter, the merchant's.</summary>
    public static string InWhatRole(this Call call, Domain.Books books)
    {
        if (call.By.Terminal is not null) return Terminal;
        foreach (var role in Call.Staff)
            if (call.By.Holds(books, role)) return Code(role);
        return call.By.Person is { } person && books.StartingWith<RoleHeld>(RoleHeld.Prefix(person)).Select(row => row.Value).FirstOrDefault(held => held.Covers(books.Today)) is { } other ? Code(other.Role) : Self;
    }
}
