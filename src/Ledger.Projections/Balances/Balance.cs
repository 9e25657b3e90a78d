using Ledger.Domain;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Balances;

/// <summary>A holder's three numbers in one commodity (可用, 预扣, 累计获得) as of a booked date, as known on a journal number.</summary>
/// <param name="JournalNumber">Where the read model stands.</param>
/// <param name="KnownOn">The number the answer is cut at: what was asked for, or where the read model stands.</param>
/// <param name="Available">What could be spent on that day: lots past their date are left out, whether their lapse is posted or not.</param>
/// <param name="Held">Reserved by open holds; held lots do not expire.</param>
/// <param name="Earned">Posted by accruals less what was clawed back: spending and lapsing leave it.</param>
/// <param name="Debt">Owed (欠分): later credits pay it first.</param>
/// <param name="Lapsed">Past its date on that day and not posted as lapsed by then.</param>
/// <param name="Minutes">Service time by evidence class, of acts that occurred up to that day.</param>
public sealed record Balance(
    long JournalNumber, long KnownOn, string Holder, string Commodity, DateOnly AsOf, long Available, long Held, long Earned, long Debt, long Lapsed,
    IReadOnlyList<EvidenceMinutes> Minutes);

/// <param name="Evidence">System-timed, leader-signed and back-filled stay apart.</param>
public sealed record EvidenceMinutes(Code Evidence, Minutes Minutes);

/// <summary>A holder's lots as of a booked date, soonest to expire first.</summary>
/// <param name="Live">What can be spent on that day.</param>
/// <param name="Lapsed">Past their date on that day, lapse not posted by then.</param>
public sealed record HolderLots(
    long JournalNumber, long KnownOn, string Holder, string Commodity, DateOnly AsOf, IReadOnlyList<LotAmount> Live, IReadOnlyList<LotAmount> Lapsed)
{
    public long Available => Live.Sum(lot => lot.Amount);

    public long LapsedAmount => Lapsed.Sum(lot => lot.Amount);
}

/// <summary>So much moved on accounts of one role, in one lot.</summary>
/// <param name="ActiveOn">The last booked day of it that was activity.</param>
public readonly record struct RoleAmount(string Role, string Commodity, Lot? Lot, long Amount, DateOnly? ActiveOn);
