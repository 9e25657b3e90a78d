namespace Ledger.Model;

public sealed record ShutMerchant(Guid By, Guid Merchant) : Deed(By)
{
    public override string Kind => "close a merchant";
    public override string Path => $"merchants/{Merchant}/closing";
    public override object Body => new { reason = "retired" };
}

/// <summary>A merchant that closes: nothing is handed out any more, open codes go back, and what comes late still settles (rule 16).</summary>
public sealed partial class Books
{
    private readonly Dictionary<Guid, DateOnly> _shut = [];

    public bool IsShut(Guid merchant) => _shut.ContainsKey(merchant);

    private Expected Do(ShutMerchant deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(Merchants.Contains(deed.Merchant), "not-found");
        if (!_shut.TryAdd(deed.Merchant, Today)) return Expected.Yes([]);
        foreach (var (id, offer) in Offers.Where(offer => offer.Value.Merchant == deed.Merchant).ToList()) Offers[id] = offer with { Withdrawn = true };
        return Expected.Yes([]);
    }
}
