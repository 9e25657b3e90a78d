namespace Ledger.Model;

public sealed record Hold(Guid By, Guid Redemption, Guid Person, Guid Offer, long Quantity) : Deed(By)
{
    public override string Kind => By == Person ? "reserve" : "reserve for somebody";
    public override string Path => "redemptions";
    public override object Body => new { redemption = Redemption, person = Person, offer = Offer, quantity = Quantity };
}

public sealed record GiveUp(Guid By, Guid Redemption, string Reason) : Deed(By)
{
    public override string Kind => "give a hold up";
    public override string Path => $"redemptions/{Redemption}/void";
    public override object Body => new { reason = Reason };
}

/// <param name="Status">held, captured, voided, expired.</param>
/// <param name="Terms">As they were then (rule 10).</param>
public sealed record HoldKnown(
    Guid Id, Guid Person, Guid Merchant, Guid Offer, Terms Terms, Rulebook Rulebook, long Quantity, DateTimeOffset Ends, string Status, long Captured = 0, long Refunded = 0)
{
    public string Held => $"held:{Id}";

    public string Spent => $"spent:{Id}";

    public long PriceOf(long units) => Terms.Price * units;

    public long OwedFor(long units) => Terms.Settlement * units;
}

public sealed partial class Books
{
    private static readonly string[] Helpers = ["office", "grid-officer", "grid-assistant"];

    public Dictionary<Guid, HoldKnown> Holds { get; } = [];

    private Expected Do(Hold deed)
    {
        Unless(deed.By == deed.Person || Is(deed.By, Helpers), "not-found");
        Unless(People.TryGetValue(deed.Person, out var person), "not-found");
        Unless(Offers.TryGetValue(deed.Offer, out var offer), "not-found");
        Unless(!Holds.ContainsKey(deed.Redemption), "id-already-used");
        Unless(!person!.Suspended, "account-suspended");
        var rulebook = RulebookOf(Today) ?? throw new Refusal("no-rulebook-in-force");
        var terms = offer!.Terms;
        Unless(!offer.Withdrawn, "offer-withdrawn");
        Unless(terms.Opens <= Today && !(terms.Closes < Today), "offer-closed");
        Unless(!(terms.Stock < deed.Quantity), "out-of-stock");
        var price = terms.Price * deed.Quantity;
        Unless(Available(deed.Person) >= price, "insufficient-points");
        var hold = new HoldKnown(deed.Redemption, deed.Person, offer.Merchant, deed.Offer, terms, rulebook, deed.Quantity, Now.AddMinutes(holdMinutes), "held");
        foreach (var part in SoonestOf(deed.Person, price)) Put(deed.Person, Points, part.Lot, part.Much, "purse", hold.Held);
        Holds.Add(hold.Id, hold);
        Shelve(deed.Offer, -deed.Quantity);
        return Expected.Yes([deed.Person], ("priceHundredths", price), ("availableAfterHundredths", Available(deed.Person)), ("expiresAt", hold.Ends));
    }

    private Expected Do(GiveUp deed)
    {
        Unless(Holds.TryGetValue(deed.Redemption, out var hold), "not-found");
        Unless(deed.By == hold!.Person || Is(deed.By, Helpers) || Serves(deed.By, hold.Merchant), "not-found");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        Unless(hold.Status == "held", "hold-has-ended");
        Free(hold, "voided");
        return Expected.Yes([hold.Person]);
    }

    /// <summary>What the service does by itself when it looks what is due: holds whose time is over end.</summary>
    public IReadOnlyList<Guid> Tick()
    {
        var due = Holds.Values.Where(hold => hold.Status == "held" && hold.Ends < Now).ToList();
        foreach (var hold in due) Free(hold, "expired");
        return [.. due.Select(hold => hold.Person).Distinct()];
    }

    private void Free(HoldKnown hold, string status)
    {
        Holds[hold.Id] = hold with { Status = status };
        Shelve(hold.Offer, hold.Quantity);
        foreach (var part in Reserved(hold)) Return(hold, part);
    }

    private List<Amount> Reserved(HoldKnown hold) => History.At(History.Of(hold.Person), Points, hold.Held);

    /// <summary>What a hold did not use goes back to its lot; where that is over, it has lapsed with it.</summary>
    private void Return(HoldKnown hold, Amount part)
    {
        Put(hold.Person, Points, part.Lot, part.Much, hold.Held, "purse");
        if (!part.Lot.IsOverOn(Today)) PayDebts(hold.Person, part.Lot, part.Much);
    }
}
