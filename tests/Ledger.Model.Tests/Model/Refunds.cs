namespace Ledger.Model;

public sealed record Refund(Guid By, Guid Redemption, Guid Id, long Quantity, bool Restock, string Reason) : Deed(By)
{
    public override string Kind => "give points back";
    public override string Path => $"redemptions/{Redemption}/refunds";
    public override object Body => new { id = Id, quantity = Quantity, reason = Reason, restock = Restock };
}

public sealed partial class Books
{
    /// <summary>Which redemption each refund is of.</summary>
    private readonly Dictionary<Guid, Guid> _refunds = [];

    public Guid? RefundOf(Guid refund) => _refunds.TryGetValue(refund, out var redemption) ? redemption : null;

    /// <summary>To the very lots, the last taken first; where a lot is over meanwhile, the rulebook of the hold says what then (rule 8).</summary>
    private Expected Do(Refund deed)
    {
        Unless(Holds.TryGetValue(deed.Redemption, out var hold), "not-found");
        Unless(Serves(deed.By, hold!.Merchant) || Is(deed.By, "office"), "not-found");
        Unless(!IsFor(deed.By, hold.Person), "gains-by-signing");
        Unless(!_refunds.ContainsKey(deed.Id), "id-already-used");
        Unless(hold.Status == "captured", "nothing-captured");
        Unless(deed.Quantity <= hold.Captured - hold.Refunded, "refund-exceeds-capture");
        long lapsed = 0;
        foreach (var part in FirstOf(Enumerable.Reverse(History.At(AllOf(hold.Person), Points, hold.Spent)), hold.PriceOf(deed.Quantity))) lapsed += GiveBack(hold.Person, part, hold.Spent, hold.Rulebook);
        _refunds.Add(deed.Id, deed.Redemption);
        Holds[hold.Id] = hold with { Refunded = hold.Refunded + deed.Quantity };
        if (deed.Restock) Shelve(hold.Offer, deed.Quantity);
        Owe(hold, -deed.Quantity);
        return Expected.Yes([hold.Person], ("priceHundredths", hold.PriceOf(deed.Quantity)), ("lapsedHundredths", lapsed), ("settlementFen", hold.OwedFor(deed.Quantity)));
    }

    /// <summary>Nobody gives back to himself or his household; a terminal is neither.</summary>
    private bool IsFor(Guid caller, Guid person) => caller == person || LiveTogether(caller, person);

    /// <summary>To the very lot; where that is over, for days of grace, or it is over at once.</summary>
    private long GiveBack(Guid person, Amount part, string from, Rulebook rulebook)
    {
        if (!part.Lot.IsOverOn(Today)) Renew(person, part, from, part.Lot);
        else if (rulebook.GraceDays is { } days) Renew(person, part, from, part.Lot with { Last = Today.AddDays(days) });
        else
        {
            Put(person, Points, part.Lot, part.Much, from, "purse");
            return part.Much;
        }
        return 0;
    }

    /// <summary>Back into the purse, into a lot that is good; debts are paid from it.</summary>
    private void Renew(Guid person, Amount part, string from, Lot into)
    {
        if (into == part.Lot)
        {
            Put(person, Points, into, part.Much, from, "purse");
        }
        else
        {
            Put(person, Points, part.Lot, part.Much, from, "renewed");
            Put(person, Points, into, part.Much, "renewed", "purse");
        }
        PayDebts(person, into, part.Much);
    }
}
