using System.Text.Json.Serialization;

namespace Ledger.Domain.Redemptions;

[JsonConverter(typeof(KebabEnum<LostThing>))]
public enum LostThing { Phone, Passbook, Card }

/// <summary>A phone, passbook or card was reported lost (挂失): nothing can be spent until two people lift it; earning goes on.</summary>
/// <param name="Helper">Who reported it for somebody who telephoned or came by (代办人).</param>
public sealed record LossReported(PersonId Person, LostThing Lost, PersonId? Helper = null) : IFact;

/// <summary>The first of two people signed for lifting a loss report.</summary>
public sealed record LossLiftApproved(PersonId Person, PersonId Approver) : IFact;

/// <summary>A second person signed: the loss report is lifted, and points can be spent again. What was ended stays ended.</summary>
public sealed record LossLifted(PersonId Person, PersonId Approver, PersonId Confirmer) : IFact;

/// <summary>An open loss report; the row goes when it is lifted.</summary>
/// <param name="Approver">Who signed first for lifting it. A further loss takes the signature back.</param>
public sealed record LossReport(IReadOnlyList<LostThing> Lost, PersonId? Approver, long Number)
{
    public static LossReport? Of(Books books, PersonId person) => books.Find<LossReport>(person.ToString());

    public static void Evolve(IStates states, LossReported fact, At at)
    {
        var before = states.Find<LossReport>(fact.Person.ToString())?.Lost ?? [];
        states.Put(fact.Person.ToString(), new LossReport([.. before.Append(fact.Lost).Distinct().Order()], null, at.Number));
    }

    public static void Evolve(IStates states, LossLiftApproved fact, At at)
    {
        if (states.Find<LossReport>(fact.Person.ToString()) is { } report) states.Put(fact.Person.ToString(), report with { Approver = fact.Approver, Number = at.Number });
    }

    public static void Evolve(IStates states, LossLifted fact) => states.Remove<LossReport>(fact.Person.ToString());
}

/// <summary>The account is reported lost: nothing can be spent from it until two people lift that.</summary>
public sealed record ReportedLost(PersonId Person) : Rejection;

/// <summary>No loss is reported, so there is none to lift.</summary>
public sealed record NoLossReported(PersonId Person) : Rejection;
