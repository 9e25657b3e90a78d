namespace Ledger.Model;

/// <param name="Bearer">merchant, community, or donor:… with the donor's code.</param>
/// <param name="PerPerson">The most units one person may take in a month or a quarter.</param>
public sealed record Terms(long Price, long Settlement, string Bearer, long? Stock, DateOnly Opens, DateOnly? Closes, long? PerPerson = null, bool Quarterly = false)
{
    public object Json => new
    {
        title = new { zh = "兑换项目" }, price = Price, settlement = Settlement, stock = Stock, opensOn = $"{Opens:yyyy-MM-dd}", closesOn = Closes is { } day ? $"{day:yyyy-MM-dd}" : null,
        perPerson = PerPerson is null ? null : new { period = Quarterly ? "quarter" : "month", units = PerPerson },
        bearer = Bearer.Split(':') is [var kind, var donor] ? new { kind, donor = donor.Length == 0 ? null : donor } : new { kind = Bearer, donor = (string?)null },
    };

    public bool Fits => Bearer switch { "merchant" => Settlement == 0, "community" => true, var donor => donor.Length > "donor:".Length };
}

public sealed record OfferNew(Guid By, Guid Offer, Guid Merchant, Terms Terms) : Deed(By)
{
    public override string Kind => "publish an offer";
    public override string Path => "offers";
    public override object Body => new { offer = Offer, merchant = Merchant, terms = Terms.Json };
}

public sealed record OfferChange(Guid By, Guid Offer, Terms Terms) : Deed(By)
{
    public override string Kind => "revise an offer";
    public override string Method => "PUT";
    public override string Path => $"offers/{Offer}";
    public override object Body => Terms.Json;
}

public sealed record OfferEnd(Guid By, Guid Offer, string Reason) : Deed(By)
{
    public override string Kind => "withdraw an offer";
    public override string Path => $"offers/{Offer}/withdrawal";
    public override object Body => new { reason = Reason };
}

public sealed record OfferKnown(Guid Merchant, Terms Terms, bool Withdrawn);

public sealed partial class Books
{
    /// <summary>The stock in the terms is what is left.</summary>
    public Dictionary<Guid, OfferKnown> Offers { get; } = [];

    private Expected Do(OfferNew deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(Merchants.Contains(deed.Merchant), "not-found");
        Unless(!IsShut(deed.Merchant), "merchant-closed");
        Unless(!Offers.ContainsKey(deed.Offer), "id-already-used");
        AreSound(deed.Terms);
        Offers.Add(deed.Offer, new OfferKnown(deed.Merchant, deed.Terms, false));
        return Expected.Yes([]);
    }

    private Expected Do(OfferChange deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(Offers.TryGetValue(deed.Offer, out var offer), "not-found");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        Unless(!offer!.Withdrawn, "offer-withdrawn");
        AreSound(deed.Terms);
        Offers[deed.Offer] = offer with { Terms = deed.Terms };
        return Expected.Yes([]);
    }

    private Expected Do(OfferEnd deed)
    {
        var offer = Offers.GetValueOrDefault(deed.Offer);
        Unless(Is(deed.By, "administrator", "office") || offer is not null && Serves(deed.By, offer.Merchant), "not-allowed");
        Unless(offer is not null, "not-found");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        Offers[deed.Offer] = offer! with { Withdrawn = true };
        return Expected.Yes([]);
    }

    private static void AreSound(Terms terms)
    {
        Unless(terms.Fits, "bearer-does-not-fit");
        Unless(!(terms.Closes < terms.Opens), "period-is-empty");
    }

    private void Shelve(Guid offer, long units)
    {
        var known = Offers[offer];
        Offers[offer] = known with { Terms = known.Terms with { Stock = known.Terms.Stock + units } };
    }
}
