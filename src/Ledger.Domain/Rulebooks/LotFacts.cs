using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks;

/// <summary>What a rulebook can see of a lot.</summary>
internal static class LotFacts
{
    public static FactRow SayLot(this FactRow row, Rulebook rulebook, Lot lot, DateOnly today) =>
        row.Say("lot.commodity", rulebook.Document.Commodities[0].Code.Value).Say("lot.bucket", lot.Bucket.Value).Say("lot.board", lot.Board.Value).Say("lot.fund", lot.Funding.Value).Say("lot.year", lot.Year).Say("lot.yearsOld", today.Year - lot.Year);
}
