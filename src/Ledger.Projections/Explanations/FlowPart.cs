using Ledger.Domain;
using Ledger.Projections.Entries;

namespace Ledger.Projections.Explanations;

/// <summary>A part of a credit that went one way: where it came into being, and where it lies now.</summary>
/// <param name="From">The leg that made it: of an act, a paper passbook, a gift, or a debt that was not paid then.</param>
/// <param name="To">The leg that brought it where it is: available, held, spent, expired, taken back and so on.</param>
/// <param name="Amount">In the smallest unit of its commodity, above zero.</param>
/// <param name="HeldFor">Whose hold it lies in or was taken by.</param>
public sealed record FlowPart(Entry From, Entry To, long Amount, RedemptionId? HeldFor)
{
    public string Commodity => To.Leg.Commodity;
}
