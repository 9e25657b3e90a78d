using System.Text.Json.Serialization;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Passages;

[JsonConverter(typeof(KebabEnum<AskedFor>))]
public enum AskedFor { Self, Household, Relative, Other }

/// <summary>What somebody who asks for a passage of the rulebook says beside the item and the units.</summary>
/// <param name="Passage">Absent: the first that leads to the item.</param>
/// <param name="Channel">Absent: the first the passage allows.</param>
/// <param name="Amount">Points: of a paper with denominations, or the part of a bill that is not paid in money. Absent: the whole price.</param>
/// <param name="Bill">What is to be paid in money and points together.</param>
/// <param name="Inputs">The numbers the passage asks for, each once.</param>
/// <param name="To">Of the family: for whom it is taken, where the passage lets one pay for another.</param>
public sealed record Asking(Code? Passage = null, Channel? Channel = null, Points? Amount = null, Fen? Bill = null, AskedFor For = AskedFor.Self, IReadOnlyList<ActInput>? Inputs = null, PersonId? To = null)
{
    public static readonly Asking Plain = new();
}

/// <summary>How a hold came about under the rulebook: the passage, and what the books need to count it.</summary>
/// <param name="Cash">What is paid in money beside the points.</param>
/// <param name="Fund">The fund that bears what it costs.</param>
/// <param name="Household">His, when it was asked; so too the team.</param>
/// <param name="To">For whom of the family it is.</param>
/// <param name="Claims">What was given for a level or a rank and is claimed by it.</param>
public sealed record Asked(
    Code Passage, Code Item, Channel? Channel = null, AskedFor? For = null, Fen? Bill = null, Fen? Cash = null, Code? Fund = null, IReadOnlyList<ActInput>? Inputs = null,
    HouseholdId? Household = null, TeamId? Team = null, PersonId? To = null, Claimed? Claims = null);
