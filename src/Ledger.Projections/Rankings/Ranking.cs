using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Rankings;

/// <summary>Whom a ranking compares. A person without household counts as one.</summary>
[JsonConverter(typeof(KebabEnum<RankedSubject>))]
public enum RankedSubject { Person, Household, Node }

/// <summary>Which of the act's two frozen attributions a roll-up goes by: 发生地 or 归属.</summary>
[JsonConverter(typeof(KebabEnum<GridSide>))]
public enum GridSide { WhereItHappened, BelongsTo }

/// <summary>
/// What is ranked: posted accruals, less what was clawed back, of acts that occurred from <paramref name="From"/> to
/// <paramref name="To"/>. Spending, lapsing and deductions do not matter, opening balances do not rank.
/// </summary>
/// <param name="Commodity"><c>points</c> in hundredths or <c>minutes</c>.</param>
/// <param name="Board">Only accruals of this board.</param>
/// <param name="Side">The attribution that nodes and <paramref name="Within"/> go by, in the tree as it was at the act.</param>
/// <param name="Level">For nodes: how far down the tree, 1 is the root. What hangs higher counts where it hangs.</param>
/// <param name="Within">Only what lies in this node or below it.</param>
/// <param name="KnownOn">The last journal number to count; absent: all that is followed.</param>
public sealed record RankingQuestion(
    DateOnly From, DateOnly To, string Commodity = Commodity.Points, RankedSubject Subject = RankedSubject.Person, GridSide Side = GridSide.BelongsTo,
    int Level = 1, Code? Within = null, Code? Board = null, long? KnownOn = null);

/// <summary>A page of a ranking. Equal amounts share a rank, and the next one is left out; among equals whoever posted last earlier comes first, then the id.</summary>
/// <param name="JournalNumber">Where the read model stands.</param>
/// <param name="KnownOn">The number the answer is cut at: ask with it for the next page.</param>
/// <param name="Total">Of all subjects, not only this page's: for nodes the community's (or the node's within), to the last unit.</param>
/// <param name="Subjects">How many there are.</param>
public sealed record Ranking(long JournalNumber, long KnownOn, RankingQuestion Question, long Total, long Subjects, IReadOnlyList<Ranked> Places);

/// <param name="Position">From 1, no two alike: the page's key.</param>
/// <param name="Rank">From 1, equal for equal amounts.</param>
/// <param name="Subject"><c>person:…</c>, <c>household:…</c> or <c>node:…</c>; <c>unattached</c> is 未归属.</param>
/// <param name="LastNumber">The journal number of the last posting that counts.</param>
public sealed record Ranked(long Position, long Rank, string Subject, long Amount, long LastNumber);

/// <summary>A community's total by node, every node with what lies below it.</summary>
public sealed record RollUp(long JournalNumber, long KnownOn, RankingQuestion Question, long Total, IReadOnlyList<NodeTotal> Nodes);

/// <param name="Path">From the root down, joined by '/'; empty is 未归属. A node that was moved has a line under each parent.</param>
/// <param name="Own">What hangs at the node itself.</param>
/// <param name="Total">With everything below: own and the totals of its children.</param>
public sealed record NodeTotal(string Path, long Own, long Total)
{
    public string Subject => Path.Length == 0 ? RankingReader.Unattached : $"node:{Path[(Path.LastIndexOf('/') + 1)..]}";
}
