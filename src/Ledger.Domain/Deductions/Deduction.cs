using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;

namespace Ledger.Domain.Deductions;

[JsonConverter(typeof(KebabEnum<DeductionStatus>))]
public enum DeductionStatus { Proposed, Appealed, Posted, Withdrawn, Reversed }

/// <summary>A deduction as decisions know it.</summary>
/// <param name="Taken">The lots it was taken from, and those under which the rest is owed.</param>
public sealed record Deduction(DeductionProposed Proposed, DeductionStatus Status, IReadOnlyList<LotAmount> Taken, long Number)
{
    [JsonIgnore]
    public bool IsOpen => Status is DeductionStatus.Proposed or DeductionStatus.Appealed;

    /// <summary>A deduction, as that of whom the person was merged into if he was registered twice.</summary>
    public static Deduction? Of(Books books, DeductionId id) =>
        books.Find<Deduction>(id.ToString()) is { } one ? one with { Proposed = one.Proposed with { Person = Persons.Person.SurvivorOf(books, one.Proposed.Person) } } : null;

    public static void Evolve(IStates states, DeductionProposed fact, At at)
    {
        states.Put(fact.Deduction.ToString(), new Deduction(fact, DeductionStatus.Proposed, [], at.Number));
        states.Put(DeductionOf.Key(fact.Person, fact.Deduction), new DeductionOf(fact.Deduction));
    }

    public static void Evolve(IStates states, DeductionAppealed fact, At at) => Change(states, fact.Deduction, at, one => one with { Status = DeductionStatus.Appealed });

    public static void Evolve(IStates states, DeductionWithdrawn fact, At at) => Change(states, fact.Deduction, at, one => one with { Status = DeductionStatus.Withdrawn });

    public static void Evolve(IStates states, PointsDeducted fact, At at) => Change(states, fact.Deduction, at, one => one with
    {
        Status = DeductionStatus.Posted,
        Taken = [.. fact.Legs.Where(leg => leg.Account == AccountName.Deducted).Select(leg => new LotAmount(leg.Lot!, leg.Amount))],
    });

    public static void Evolve(IStates states, DeductionReversed fact, At at) => Change(states, fact.Deduction, at, one => one with { Status = DeductionStatus.Reversed, Taken = [] });

    private static void Change(IStates states, DeductionId id, At at, Func<Deduction, Deduction> change)
    {
        if (states.Find<Deduction>(id.ToString()) is { } one) states.Put(id.ToString(), change(one) with { Number = at.Number });
    }
}

/// <summary>A person's deductions.</summary>
public sealed record DeductionOf(DeductionId Deduction)
{
    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, DeductionId deduction) => Prefix(person) + deduction;
}
