using System.Globalization;
using System.Text.Json.Serialization;

namespace Ledger.Domain.Persons;

/// <summary>A guardian, helper or heir with the dates of it.</summary>
/// <param name="Person">For whom.</param>
/// <param name="Other">Who is it.</param>
public sealed record Relation(PersonId Person, PersonId Other, RelationKind Kind, DateOnly From, DateOnly? Until, string? EvidenceHash)
{
    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    /// <summary>Kept twice: by who is asked for, and by who asks.</summary>
    public static string PrefixOf(PersonId person) => $"of|{person}|";

    public static string PrefixBy(PersonId other) => $"by|{other}|";

    /// <summary>Everybody somebody cares for or inherits from, with dates: a handful.</summary>
    public static IEnumerable<Relation> By(Books books, PersonId other) => books.StartingWith<Relation>(PrefixBy(other)).Select(row => row.Value);

    public static IEnumerable<Relation> Of(Books books, PersonId person) => books.StartingWith<Relation>(PrefixOf(person)).Select(row => row.Value);

    public static void Evolve(IStates states, RelationBound fact) =>
        Put(states, new Relation(fact.Person, fact.Other, fact.Kind, fact.From, fact.Until, fact.EvidenceHash));

    public static void Evolve(IStates states, RelationEnded fact)
    {
        var prefix = PrefixOf(fact.Person);
        foreach (var (_, relation) in states.Range<Relation>(prefix, prefix + '\uffff'))
            if (relation.IsCutBy(fact.Other, fact.Kind, fact.Until)) Put(states, relation with { Until = fact.Until });
    }

    /// <summary>Whether an end on that day shortens it; nothing is ever prolonged by an end.</summary>
    public bool IsCutBy(PersonId other, RelationKind kind, DateOnly last) => Other == other && Kind == kind && (Until is not { } until || until > last);

    internal static void Put(IStates states, Relation relation)
    {
        states.Put(relation.KeyOf, relation);
        states.Put(relation.KeyBy, relation);
    }

    internal void Remove(IStates states)
    {
        states.Remove<Relation>(KeyOf);
        states.Remove<Relation>(KeyBy);
    }

    [JsonIgnore]
    internal string KeyOf => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(Person)}{Other}|{Kind}|{From:yyyy-MM-dd}");

    [JsonIgnore]
    internal string KeyBy => string.Create(CultureInfo.InvariantCulture, $"{PrefixBy(Other)}{Person}|{Kind}|{From:yyyy-MM-dd}");
}
