namespace Ledger.Model;

public sealed record Refund(Guid By, Guid Redemption, Guid Id, long Quantity, bool Restock, string Reason) : Deed(By)
{
    public override string Kind => "give points back";
    public override string Path => $"redemptions/{Redemption}/refunds";
    public override object Body => new { id = Id, quantity = Quantity, reason = Reason, restock = Restock };
}

public sealed partial class Books
{
    private readonly HashSet<Guid> _refunds = [];

    /// <summary>To the very lots, the last taken first; where a lot is over meanwhile, the rulebook of the hold says what then (rule 8).</summary>
    private Expected Do(Refund deed)
    {
        Unless(Holds.TryGetValue(deed.Redemption, out var hold), "not-found");
        Unless(Serves(deed.By, hold!.Merchant) || Is(deed.By, "office"), "not-found");
        Unless(!_refunds.Contains(deed.Id), "id-already-used");
        Unless(hold.Status == "captured", "nothing-captured");
        Unless(deed.Quantity <= hold.Captured - hold.Refunded, "refund-exceeds-capture");
        long lapsed = 0;
        foreach (var part in FirstOf(Enumerable.Reverse(History.At(History.Of(hold.Person), Points, hold.Spent)), hold.PriceOf(deed.Quantity))) lapsed += GiveBack(hold, part);
        _refunds.Add(deed.Id);
        Holds[hold.Id] = hold with { Refunded = hold.Refunded + deed.Quantity };
        if (deed.Restock) Shelve(hold.Offer, deed.Quantity);
        Owe(hold, -deed.Quantity);
        return Expected.Yes([hold.Person], ("priceHundredths", hold.PriceOf(deed.Quantity)), ("lapsedHundredths", lapsed), ("settlementFen", hold.OwedFor(deed.Quantity)));
    }

    private long GiveBack(HoldKnown hold, Amount part)
    {
        var back = part.Lot;
        if (back.IsOverOn(Today) && hold.Rulebook.GraceDays is { } days) back = back with { Last = Today.AddDays(days) };
        if (back == part.Lot)
        {
            Put(hold.Person, Points, back, part.Much, hold.Spent, "purse");
        }
        else
        {
            Put(hold.Person, Points, part.Lot, part.Much, hold.Spent, "renewed");
            Put(hold.Person, Points, back, part.Much, "renewed", "purse");
        }
        if (back.IsOverOn(Today)) return part.Much;
        PayDebts(hold.Person, back, part.Much);
        return 0;
    }
}
