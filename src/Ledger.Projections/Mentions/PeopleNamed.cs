using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Projections.Mentions;

/// <summary>Whom a fact names in any of its members: who attested, signed, recorded, acted for another.</summary>
public static class PeopleNamed
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    public static IEnumerable<PersonId> In(object? value) => value switch
    {
        null or string => [],
        PersonId person => [person],
        Subject subject => subject.Person is { } one ? [one] : [],
        // What the two sign is kept as a key, which may begin with whom it is about.
        FirstSigned signed => [signed.Person, signed.Signer, .. Guid.TryParse(signed.About.Split('|')[0], out var about) ? [PersonId.Of(about)] : Array.Empty<PersonId>()],
        IEnumerable many => many.Cast<object?>().SelectMany(In),
        _ => Members.GetOrAdd(value.GetType(), MembersOf).SelectMany(member => In(member.GetValue(value))),
    };

    /// <summary>Stored members that may lead to a person; what is computed from them is none.</summary>
    private static PropertyInfo[] MembersOf(Type type) => [.. type.GetProperties().Where(member => member.CanWrite && MayName(member.PropertyType, []))];

    private static bool MayName(Type type, HashSet<Type> seen) =>
        type == typeof(PersonId) || type == typeof(Subject)
        || (seen.Add(type) && (type.GetGenericArguments().Any(part => MayName(part, seen))
            || (type.Namespace?.StartsWith("Ledger.Domain", StringComparison.Ordinal) == true && type.GetProperties().Any(member => member.CanWrite && MayName(member.PropertyType, seen)))));
}
