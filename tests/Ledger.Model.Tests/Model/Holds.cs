namespace Ledger.Model;

/// <param name="OnPaper">A paper voucher, printed by who acts for the holder.</param>
public sealed record Hold(Guid By, Guid Redemption, Guid Person, Guid Offer, long Quantity, bool OnPaper = false) : Deed(By)
{
    public override string Kind => OnPaper ? "print a voucher" : By == Person ? "reserve" : "reserve for somebody";
    public override string Path => OnPaper ? "vouchers" : "redemptions";
    public override object Body => new { redemption = Redemption, person = Person, offer = Offer, quantity = Quantity };
}

public sealed record GiveUp(Guid By, Guid Redemption, string Reason) : Deed(By)
{
    public override string Kind => "give a hold up";
    public override string Path => $"redemptions/{Redemption}/void";
    public override object Body => new { reason = Reason };
}

public sealed record Reprint(Guid By, Guid Redemption) : Deed(By)
{
    public override string Kind => "print a voucher again";
    public override string Path => $"redemptions/{Redemption}/reprints";
    public override object Body => new { };
}

/// <param name="Status">held, captured, voided, expired.</param>
/// <param name="Terms">As they were then (rule 10).</param>
public sealed record HoldKnown(
    Guid Id, Guid Person, Guid Merchant, Guid Offer, Terms Terms, Rulebook Rulebook, long Quantity, DateTimeOffset HeldAt, DateTimeOffset Ends, bool OnPaper, string Status, long Captured = 0, long Refunded = 0,
    DateTimeOffset? EndedAt = null, DateTimeOffset? CapturedAt = null)
{
    /// <summary>When each print was replaced by the next.</summary>
    public IReadOnlyList<DateTimeOffset> Prints { get; init; } = [];

    /// <summary>A code is good until its voucher is printed again, its hold ends, or its time is over.</summary>
    public DateTimeOffset CodeLivedUntil(int print) => new[] { Ends, EndedAt ?? Ends, print < Prints.Count ? Prints[print] : Ends }.Min();

    /// <summary>What it counts for in its holder's limit: what is not used, and what is wholly given back, comes back.</summary>
    public long Counts => Status == "held" ? Quantity : Refunded == Captured ? 0 : Captured;

    public string Held => $"held:{Id}";

    public string Spent => $"spent:{Id}";

    public long PriceOf(long units) => Terms.Price * units;

    public long OwedFor(long units) => Terms.Settlement * units;
}

public sealed partial class Books
{
    private static readonly string[] Helpers = ["office", "grid-officer", "grid-assistant"];

    private const int MostOpen = 20, MostReprints = 9;

    public Dictionary<Guid, HoldKnown> Holds { get; } = [];

    /// <summary>Whether there are points for it now; other reasons against it are not asked.</summary>
    public bool MayHold(Hold deed) => Offers.TryGetValue(deed.Offer, out var offer) && !offer.Withdrawn && Available(deed.Person) >= offer.Terms.Price * deed.Quantity;

    private Expected Do(Hold deed)
    {
        Unless(deed.OnPaper ? ReachesPerson(deed.By, deed.Person, Helpers) : deed.By == Self(deed.Person) || ReachesPerson(deed.By, deed.Person, Helpers), deed.OnPaper ? "not-allowed" : "not-found");
        Unless(People.TryGetValue(deed.Person, out var person), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(Offers.TryGetValue(deed.Offer, out var offer), "not-found");
        Unless(!Holds.ContainsKey(deed.Redemption), "id-already-used");
        Unless(!person!.Suspended && !IsClosed(deed.Person), "account-suspended");
        Unless(!_losses.ContainsKey(deed.Person), "reported-lost");
        Unless(Holds.Values.Count(hold => hold.Person == deed.Person && hold.Status == "held") < MostOpen, "too-many-open-holds");
        var rulebook = RulebookOf(Today) ?? throw new Refusal("no-rulebook-in-force");
        var terms = offer!.Terms;
        Unless(!offer.Withdrawn, "offer-withdrawn");
        Unless(terms.Opens <= Today && !(terms.Closes < Today), "offer-closed");
        Unless(!IsOff(offer.Merchant), "merchant-has-day-off");
        Unless(!IsSoldOut(deed.Offer), "offer-sold-out");
        Unless(!(terms.Stock < deed.Quantity), "out-of-stock");
        Unless(!(TakenOf(deed.Person, deed.Offer, terms) + deed.Quantity > terms.PerPerson), "offer-limit-reached");
        var price = terms.Price * deed.Quantity;
        Unless(Available(deed.Person) >= price, "insufficient-points");
        var hold = new HoldKnown(deed.Redemption, deed.Person, offer.Merchant, deed.Offer, terms, rulebook, deed.Quantity, Now, EndOf(deed, rulebook), deed.OnPaper, "held");
        foreach (var part in SoonestOf(deed.Person, price)) Put(deed.Person, Points, part.Lot, part.Much, "purse", hold.Held);
        Holds.Add(hold.Id, hold);
        Shelve(deed.Offer, -deed.Quantity);
        return Expected.Yes([deed.Person], ("priceHundredths", price), ("availableAfterHundredths", Available(deed.Person)), ("expiresAt", hold.Ends));
    }

    /// <summary>A voucher is good to the end of its last day.</summary>
    private DateTimeOffset EndOf(Hold deed, Rulebook rulebook) =>
        deed.OnPaper ? new DateTimeOffset(Today.AddDays(rulebook.Counter.VoucherDays + 1).ToDateTime(TimeOnly.MinValue), Offset) : Now.AddMinutes(holdMinutes);

    /// <summary>In the present month or quarter, under a limit of the same kind.</summary>
    private long TakenOf(Guid person, Guid offer, Terms terms) => terms.PerPerson is null ? 0 : Holds.Values
        .Where(hold => hold.Person == person && hold.Offer == offer && hold.Terms.PerPerson is not null && hold.Terms.Quarterly == terms.Quarterly && PeriodOf(DayOf(hold.HeldAt), terms) == PeriodOf(Today, terms))
        .Sum(hold => hold.Counts);

    private static (int, int) PeriodOf(DateOnly day, Terms terms) => (day.Year, terms.Quarterly ? (day.Month - 1) / 3 : day.Month);

    private Expected Do(Reprint deed)
    {
        Unless(Is(deed.By, Helpers), "not-allowed");
        Unless(Holds.TryGetValue(deed.Redemption, out var hold), "not-found");
        Unless(ReachesPerson(deed.By, hold!.Person, Helpers), "not-allowed");
        Unless(hold.Status == "held", "hold-has-ended");
        Unless(Now < hold.Ends, "hold-is-over");
        Unless(hold.OnPaper, "not-on-paper");
        Unless(hold.Prints.Count < MostReprints, "too-many-reprints");
        Holds[hold.Id] = hold with { Prints = [.. hold.Prints, Now] };
        return Expected.Yes([hold.Person], ("print", hold.Prints.Count + 2));
    }

    private Expected Do(GiveUp deed)
    {
        Unless(Holds.TryGetValue(deed.Redemption, out var hold), "not-found");
        Unless(deed.By == hold!.Person || ReachesPerson(deed.By, hold.Person, Helpers) || Serves(deed.By, hold.Merchant), "not-found");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        Unless(hold.Status == "held", "hold-has-ended");
        Free(hold, "voided");
        return Expected.Yes([hold.Person]);
    }

    /// <summary>What the service does by itself when it looks what is due: holds whose time is over end, acts whose notice is over post, and one new rulebook learns what counts in its windows.</summary>
    public IReadOnlyList<Guid> Tick()
    {
        var due = Holds.Values.Where(hold => hold.Status == "held" && hold.Ends < Now).OrderBy(hold => hold.Ends).ThenBy(hold => $"{hold.Id}", StringComparer.Ordinal).ToList();
        // In this order: what comes first pays debts first.
        var posted = PostWhatIsDue().ToList();
        foreach (var hold in due) Free(hold, "expired");
        due.AddRange(Holds.Values.Where(hold => hold.Status == "held" && IsShut(hold.Merchant)).OrderBy(hold => $"{hold.Id}", StringComparer.Ordinal));
        foreach (var hold in due.Where(hold => Holds[hold.Id].Status == "held")) Free(hold, "voided");
        SettleRests();
        SettleIdle();
        if (_filling.Count > 0) _filling.RemoveAt(0);
        return [.. due.Select(hold => hold.Person).Concat(posted).Distinct()];
    }

    private void Free(HoldKnown hold, string status)
    {
        Holds[hold.Id] = hold with { Status = status, EndedAt = Now };
        Shelve(hold.Offer, hold.Quantity);
        foreach (var part in Reserved(hold)) Return(hold, part);
    }

    private List<Amount> Reserved(HoldKnown hold) => History.At(AllOf(hold.Person), Points, hold.Held);

    /// <summary>What a hold did not use goes back to its lot; where that is over, it has lapsed with it.</summary>
    private void Return(HoldKnown hold, Amount part)
    {
        Put(hold.Person, Points, part.Lot, part.Much, hold.Held, "purse");
        if (!part.Lot.IsOverOn(Today)) PayDebts(hold.Person, part.Lot, part.Much);
    }
}
