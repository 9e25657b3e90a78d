using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Merchants;

/// <summary>An offer that can be had, by its merchant.</summary>
public sealed record MerchantOffer(OfferId Offer)
{
    public static string Prefix(MerchantId merchant) => $"{merchant}|";

    public static string Key(MerchantId merchant, OfferId offer) => Prefix(merchant) + offer;
}

/// <summary>A terminal that is invited or paired, by its merchant.</summary>
public sealed record MerchantTerminal(TerminalId Terminal)
{
    public static string Prefix(MerchantId merchant) => $"{merchant}|";

    public static string Key(MerchantId merchant, TerminalId terminal) => Prefix(merchant) + terminal;
}

/// <summary>An open hold, by its merchant: what a closing has to release.</summary>
public sealed record MerchantHold(RedemptionId Redemption)
{
    public static string Prefix(MerchantId merchant) => $"{merchant}|";

    public static string Key(MerchantId merchant, RedemptionId redemption) => Prefix(merchant) + redemption;
}

/// <summary>A merchant that has closed and may have open codes left: what the scheduler looks for.</summary>
public sealed record Closing(MerchantId Merchant);
