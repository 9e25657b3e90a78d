namespace Ledger.Model;

public sealed record DaysOff(Guid By, Guid Merchant, (DateOnly From, DateOnly Until)? Days) : Deed(By)
{
    public override string Kind => Days is null ? "open the counter again" : "close the counter for days";
    public override string Path => $"merchants/{Merchant}/days-off{(Days is null ? "/lifting" : "")}";
    public override object Body => Days is { } days ? new { from = $"{days.From:yyyy-MM-dd}", until = $"{days.Until:yyyy-MM-dd}", reason = "holiday" } : new { };
}

public sealed record SoldOut(Guid By, Guid Offer, bool Lift, bool UntilLifted) : Deed(By)
{
    public override string Kind => Lift ? "an offer is to be had again" : "an offer is sold out";
    public override string Path => $"offers/{Offer}/sold-out{(Lift ? "/lifting" : "")}";
    public override object Body => Lift ? new { } : new { untilLifted = UntilLifted };
}

public sealed record UndoCapture(Guid By, Guid Redemption, Guid Id) : Deed(By)
{
    public override string Kind => "undo a capture";
    public override string Path => $"redemptions/{Redemption}/undo";
    public override object Body => new { id = Id };
}

public sealed partial class Books
{
    private readonly Dictionary<Guid, List<(DateOnly From, DateOnly Until)>> _daysOff = [];

    /// <summary>Through which day; null: until it is lifted.</summary>
    private readonly Dictionary<Guid, DateOnly?> _soldOut = [];

    private bool MayShut(Guid by, Guid merchant) => Serves(by, merchant) || Is(by, "administrator", "office");

    private bool IsOff(Guid merchant) => _daysOff.GetValueOrDefault(merchant)?.Any(days => days.From <= Today && Today <= days.Until) == true;

    private bool IsSoldOut(Guid offer) => _soldOut.TryGetValue(offer, out var through) && !(Today > through);

    private Expected Do(DaysOff deed)
    {
        Unless(MayShut(deed.By, deed.Merchant), "not-allowed");
        Unless(Merchants.Contains(deed.Merchant), "not-found");
        if (deed.Days is { } days)
        {
            Unless(!IsShut(deed.Merchant), "merchant-closed");
            Unless(days.From <= days.Until, "period-is-empty");
            Unless(days.From >= Today && days.Until <= Today.AddDays(366), "days-off-out-of-range");
            if (!_daysOff.TryGetValue(deed.Merchant, out var known)) _daysOff.Add(deed.Merchant, known = []);
            known.Add(days);
        }
        else _daysOff.Remove(deed.Merchant);
        return Expected.Yes([]);
    }

    private Expected Do(SoldOut deed)
    {
        var offer = Offers.GetValueOrDefault(deed.Offer);
        Unless(offer is null ? Is(deed.By, "administrator", "office") : MayShut(deed.By, offer.Merchant), "not-allowed");
        Unless(offer is not null, "not-found");
        Unless(deed.Lift || !offer!.Withdrawn, "offer-withdrawn");
        if (deed.Lift) _soldOut.Remove(deed.Offer);
        else _soldOut[deed.Offer] = deed.UntilLifted ? null : Today;
        return Expected.Yes([]);
    }

    private Expected Do(UndoCapture deed)
    {
        Unless(Holds.TryGetValue(deed.Redemption, out var hold) && Serves(deed.By, hold.Merchant), "not-found");
        Unless(!IsFor(deed.By, hold!.Person), "gains-by-signing");
        Unless(!_refunds.ContainsKey(deed.Id), "id-already-used");
        Unless(hold.Status == "captured", "nothing-captured");
        Unless(hold.Refunded == 0, "capture-is-refunded");
        Unless(Now < hold.CapturedAt!.Value.AddMinutes(hold.Rulebook.UndoMinutes ?? 10), "undo-is-over");
        return Do(new Refund(deed.By, deed.Redemption, deed.Id, hold.Captured, Restock: true, "capture-undone"));
    }
}
