using Ledger.Domain.Persons;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Passages;

/// <summary>What somebody is to another on a day, as <c>person.relation</c> says it: the closest that holds.</summary>
internal static class Kinship
{
    public const string Self = "self", Household = "household", Guardian = "guardian", Relative = "relative", Team = "team", None = "none";

    /// <summary>Who counts as family (家庭).</summary>
    public static bool IsFamily(string relation) => relation is Self or Household or Guardian or Relative;

    /// <summary>What a receiver is to the giver.</summary>
    public static string Of(Books books, Person giver, Subject receiver, DateOnly day)
    {
        if (receiver == giver.Id) return Self;
        var team = MemberOf.TeamOn(books, giver.Id, day);
        if (receiver.Person is not { } other) return giver.HouseholdOn(day) is { } home && receiver == Subject.Of(home) ? Household : team is { } own && receiver == Subject.Of(own) ? Team : None;
        if (Person.LiveTogether(books, giver.Id, other, day)) return Household;
        var ties = Relation.Of(books, giver.Id).Where(tie => tie.Other == other).Concat(Relation.By(books, giver.Id).Where(tie => tie.Person == other)).Where(tie => tie.Covers(day)).Select(tie => tie.Kind).ToList();
        if (ties.Contains(RelationKind.Guardian)) return Guardian;
        if (ties.Contains(RelationKind.Relative)) return Relative;
        return team is { } group && MemberOf.TeamOn(books, other, day) == group ? Team : None;
    }
}
