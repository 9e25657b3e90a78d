using Ledger.Projections.BooksCheck;
using Ledger.Projections.Entries;
using Ledger.Projections.Mentions;
using Ledger.Projections.MerchantRedemptions;
using Ledger.Projections.Months;
using Ledger.Projections.Passbook;
using Ledger.Projections.Settlements;
using Ledger.Projections.Tables;

namespace Ledger.Projections;

/// <summary>What the host follows. Read models keep nothing between runs, so one of each serves all communities.</summary>
public static class AllReadModels
{
    public static readonly IReadOnlyList<IProjection> List = [new EntryRows(), new PassbookLines(), new RedemptionRows(), new BooksTotalRows(), new SettlementRows(), new MonthSumRows(), new MentionRows()];
}
