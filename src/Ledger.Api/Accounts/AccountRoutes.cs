using Ledger.Api.AccessRecords;
using Ledger.Api.Explanations;
using Ledger.Api.Http;
using Ledger.Domain;

namespace Ledger.Api.Accounts;

internal static class AccountRoutes
{
    private static readonly Query AsOf = new("asOf", QueryKind.Date, "As of the end of this local booked date 截至; today unless told.");
    private static readonly Query KnownOn = new("knownOn", QueryKind.Instant, "As the books knew it at this instant 按当时账面.");
    private static readonly Query Whichever = new("commodity", QueryKind.Code, "points, the first commodity of the rulebook, unless told; minutes; or the code of another.");
    private static readonly Query After = new("after", QueryKind.Number, "Continue after this line: from the last line printed.");

    public static void Map(LedgerRoutes routes)
    {
        routes.Read<GetBalance.Answer>("persons/{person}/balance", "Available, held, earned, minutes; now, or at any pair of dates 余额", GetBalance.Handle, [AsOf, KnownOn, Query.AtLeast], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Read<GetPassbook.Answer>("persons/{person}/passbook", "Numbered lines with running balance, newest first, and what expires next 积分存折", GetPassbook.Handle, [Whichever, AsOf, KnownOn, After, Query.Limit, Query.Cursor, Query.AtLeast], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Read<HouseholdAccount.BalanceAnswer>("persons/{person}/household/balance", "The account of the household somebody lives in 家庭余额", HouseholdAccount.Balance, [Whichever, AsOf, KnownOn, Query.AtLeast], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Read<HouseholdAccount.PassbookAnswer>("persons/{person}/household/passbook", "The lines of that account, newest first 家庭存折", HouseholdAccount.Passbook, [Whichever, AsOf, KnownOn, Query.Limit, Query.Cursor, Query.AtLeast], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Read<ExplainPosting.Answer>("persons/{person}/postings/{number}/explanation", "Why one posting on somebody's account is as it is, or on that of his household or team 记账说明", ExplainPosting.Handle, ExplainPosting.Queries, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Read<TraceAccount.Answer>("persons/{person}/trace", "The account replayed from the journal itself, event by event, page by page 账目追溯", TraceAccount.Handle, [Whichever, AsOf, KnownOn, TraceAccount.Limit, Query.Cursor], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
    }
}
