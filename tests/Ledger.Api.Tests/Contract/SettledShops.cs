using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>
/// Shops of the town's first owner and its clerk that have closed, so that their statements need not wait for the month's end:
/// one for every place a statement can stand at, each with one redemption on it.
/// </summary>
internal sealed class SettledShops
{
    private static readonly string[] Places = ["issued", "disputed", "reconciled", "approved", "paid"];

    private readonly Dictionary<string, (Guid Merchant, Guid Statement, Guid Redemption)> _shops = [];

    public static async Task<SettledShops> In(Town town, Staff staff)
    {
        var settled = new SettledShops();
        foreach (var place in Places) settled._shops[place] = await Opened(town, staff, place);
        return settled;
    }

    /// <summary>The template with a shop whose statement stands where the step begins.</summary>
    public string Fill(string template) => ShopOf(template) is { } shop
        ? template.Replace("{merchant}/statements/{statement}", $"{shop.Merchant}/statements/{shop.Statement}", StringComparison.Ordinal)
        : template;

    public object? BodyOf(string template) => template.EndsWith("/disputes", StringComparison.Ordinal) ? new { lines = new[] { ShopOf(template)!.Value.Redemption }, reason = "never-fetched" } : null;

    private (Guid Merchant, Guid Statement, Guid Redemption)? ShopOf(string template) => !template.Contains("{statement}", StringComparison.Ordinal) ? null : _shops[template.Split('/')[^1] switch
    {
        "dispute-answer" => "disputed",
        "approval" => "reconciled",
        "payment" => "approved",
        "payment-return" => "paid",
        _ => "issued",
    }];

    private static async Task<(Guid, Guid, Guid)> Opened(Town town, Staff staff, string place)
    {
        var (merchant, statement) = (await town.Enrol("停业小店", "fruit"), Guid.NewGuid());
        await town.Grant(town.MerchantOwner, "merchant-owner", merchant);
        await town.Grant(staff.Clerk, "merchant-clerk", merchant);
        var (redemption, code, _) = await town.Hold(town.Volunteer, await town.Publish(Town.Terms(price: 50), merchant));
        var path = $"{town.Path}/merchants/{merchant}";
        await town.MerchantOwner.Calls.Post($"{path}/captures", new { code }).Accepted();
        await town.Office.Calls.Post($"{path}/closing", new { reason = "retired" }).Accepted();
        await town.Office.Calls.Post($"{path}/statements", new { statement, month = "2026-05" }).Accepted(201);
        var one = $"{path}/statements/{statement}";
        if (place == "disputed") await town.MerchantOwner.Calls.Post($"{one}/disputes", new { lines = new[] { redemption }, reason = "never-fetched" }).Accepted();
        if (place is "reconciled" or "approved" or "paid") await town.MerchantOwner.Calls.Post($"{one}/reconciliation", new { }).Accepted();
        if (place is "approved" or "paid") await staff.Accountant.Calls.Post($"{one}/approval", new { }).Accepted();
        if (place == "paid") await staff.Cashier.Calls.Post($"{one}/payment", new { reference = "BANK-0001" }).Accepted();
        return (merchant, statement, redemption);
    }
}
