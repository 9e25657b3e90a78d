using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Projections.Mentions;

/// <summary>Whom a fact names in any of its members: who attested, signed, recorded, acted for another.</summary>
public static class PeopleNamed
{
    private static readonly ConcurrentDictionary<Type, Func<object, object?>[]> Members = new();

    public static IReadOnlyList<PersonId> In(object? value)
    {
        var named = new List<PersonId>();
        Collect(value, named);
        return named;
    }

    private static void Collect(object? value, List<PersonId> named)
    {
        switch (value)
        {
            case null or string: break;
            case PersonId person: named.Add(person); break;
            case Subject subject: if (subject.Person is { } one) named.Add(one); break;
            // What the two sign is kept as a key, which may begin with whom it is about.
            case FirstSigned signed:
                named.AddRange([signed.Person, signed.Signer]);
                if (Guid.TryParse(signed.About.Split('|')[0], out var about)) named.Add(PersonId.Of(about));
                break;
            case IEnumerable many:
                foreach (var item in many) Collect(item, named);
                break;
            default:
                foreach (var read in Members.GetOrAdd(value.GetType(), MembersOf)) Collect(read(value), named);
                break;
        }
    }

    /// <summary>Stored members that may lead to a person; what is computed from them is none.</summary>
    private static Func<object, object?>[] MembersOf(Type type) => [.. type.GetProperties().Where(member => member.CanWrite && MayName(member.PropertyType, [])).Select(Reading)];

    private static Func<object, object?> Reading(PropertyInfo member)
    {
        var whole = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(whole, member.DeclaringType!), member), typeof(object)), whole).Compile();
    }

    private static bool MayName(Type type, HashSet<Type> seen) =>
        type == typeof(PersonId) || type == typeof(Subject)
        || (seen.Add(type) && (type.GetGenericArguments().Any(part => MayName(part, seen))
            || (type.Namespace?.StartsWith("Ledger.Domain", StringComparison.Ordinal) == true && type.GetProperties().Any(member => member.CanWrite && MayName(member.PropertyType, seen)))));
}
