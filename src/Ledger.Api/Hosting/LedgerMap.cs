using Ledger.Api.AccessRecords;
using Ledger.Api.Accounts;
using Ledger.Api.Acts;
using Ledger.Api.Audits;
using Ledger.Api.BooksCheck;
using Ledger.Api.Communities;
using Ledger.Api.Deductions;
using Ledger.Api.Consents;
using Ledger.Api.Copies;
using Ledger.Api.Corrections;
using Ledger.Api.Forgetting;
using Ledger.Api.Grid;
using Ledger.Api.Health;
using Ledger.Api.Http;
using Ledger.Api.Honours;
using Ledger.Api.Imports;
using Ledger.Api.Events;
using Ledger.Api.Marks;
using Ledger.Api.Merchants;
using Ledger.Api.Months;
using Ledger.Api.Offers;
using Ledger.Api.Openings;
using Ledger.Api.Passages;
using Ledger.Api.Persons;
using Ledger.Api.Rankings;
using Ledger.Api.Redemptions;
using Ledger.Api.Rulebooks;
using Ledger.Api.Settlements;
using Ledger.Api.Teams;
using Ledger.Api.Watches;
using Ledger.Rulebooks;

namespace Ledger.Api.Hosting;

/// <summary>All routes, one line per noun.</summary>
internal static class LedgerMap
{
    public static void MapLedger(this WebApplication app)
    {
        app.MapGet("/", (LedgerOptions options) => Results.Redirect(options.IsEmbeddedDemo ? "/demo" : "/swagger")).ExcludeFromDescription();
        app.MapGet("/v1/schemas/rulebook", () => Results.Bytes(RulebookSchema.Bytes, "application/schema+json")).ExcludeFromDescription();
        HealthRoutes.Map(app);
        var routes = new LedgerRoutes(app);
        CommunityRoutes.Map(routes);
        GridRoutes.Map(routes);
        PersonRoutes.Map(routes);
        TeamRoutes.Map(routes);
        MarkRoutes.Map(routes);
        WatchRoutes.Map(routes);
        HonourRoutes.Map(routes);
        RulebookRoutes.Map(routes);
        ActRoutes.Map(routes);
        DeductionRoutes.Map(routes);
        MerchantRoutes.Map(routes);
        OfferRoutes.Map(routes);
        RedemptionRoutes.Map(routes);
        PassageRoutes.Map(routes);
        AccountRoutes.Map(routes);
        OpeningRoutes.Map(routes);
        MonthRoutes.Map(routes);
        ImportRoutes.Map(routes);
        RankingRoutes.Map(routes);
        ShopRoutes.Map(routes);
        MerchantDayRoutes.Map(routes);
        SettlementRoutes.Map(routes);
        BooksCheckRoutes.Map(routes);
        EventRoutes.Map(routes);
        AccessRecordRoutes.Map(routes);
        AuditRoutes.Map(routes);
        CorrectionRoutes.Map(routes);
        ConsentRoutes.Map(routes);
        CopyRoutes.Map(routes);
        ForgettingRoutes.Map(routes);
    }
}
