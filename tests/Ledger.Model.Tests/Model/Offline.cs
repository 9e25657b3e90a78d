namespace Ledger.Model;

/// <summary>What was handed over without network. The digits of the code are put in when it is sent.</summary>
public sealed record OfflineLine(Guid Id, Code Code, DateTimeOffset At, long? Quantity)
{
    public string Digits { get; set; } = "";
}

public sealed record Offline(Guid By, Guid Merchant, IReadOnlyList<OfflineLine> Lines) : Deed(By)
{
    public override string Kind => "hand in captures without network";
    public override string Path => $"merchants/{Merchant}/offline-captures";
    public override object Body => new { captures = Lines.Select(line => new { id = line.Id, code = line.Digits, capturedAt = line.At.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture), quantity = line.Quantity }) };
}

public sealed partial class Books
{
    /// <summary>What was taken in: by its id.</summary>
    private readonly Dictionary<Guid, (Guid Counter, Guid Redemption, long Units, DateTimeOffset At, long Price)> _offline = [];

    /// <summary>Every line by itself.</summary>
    private Expected Do(Offline deed)
    {
        Unless(Serves(deed.By, deed.Merchant), "not-allowed");
        var (verdicts, touched) = (new List<string>(), new List<Guid>());
        foreach (var line in deed.Lines)
        {
            try
            {
                touched.Add(TakeIn(deed, line));
                verdicts.Add($"{line.Id} booked");
            }
            catch (Refusal no)
            {
                verdicts.Add($"{line.Id} {no.Problem}");
            }
        }
        return Expected.Yes(touched, ("verdicts", verdicts));
    }

    private Guid TakeIn(Offline deed, OfflineLine line)
    {
        var (hold, print) = Given(deed.By, deed.Merchant, line.Code, DayOf(line.At));
        var units = line.Quantity ?? hold.Quantity;
        if (_offline.TryGetValue(line.Id, out var known))
        {
            Unless((known.Redemption, known.Units, known.At) == (hold.Id, units, line.At), "id-already-used");
            return hold.Person;
        }
        Unless(hold.Status != "captured", "hold-has-ended");
        Unless(!IsClosed(hold.Person), "account-is-closed");
        Unless(units <= hold.Quantity, "capture-exceeds-hold");
        var rules = hold.Rulebook.Counter;
        Unless(line.At <= Now, "captured-in-the-future");
        Unless(rules.LateHours > 0 && Now <= line.At.AddHours(rules.LateHours), "offline-too-late");
        Unless(line.At >= hold.HeldAt && line.At < hold.CodeLivedUntil(print), "outside-codes-life");
        var price = hold.PriceOf(units);
        var today = _offline.Values.Where(other => other.Counter == deed.By && DayOf(other.At) == DayOf(line.At)).ToList();
        Unless(today.Count < rules.OfflinePerDay && today.Sum(other => other.Price) + price <= rules.OfflinePointsPerDay, "offline-limit-reached");
        if (hold.Status != "held")
        {
            var missing = MissingFor(hold, price);
            Unless(missing == 0 || missing + Debts(AllOf(hold.Person)).Sum(debt => debt.Much) <= (hold.Rulebook.DebtLimit ?? 0), "debt-limit-reached");
            TakeAgain(hold, price);
            Shelve(hold.Offer, -units);
            Holds[hold.Id] = hold with { Status = "captured", Captured = units, CapturedAt = Now };
            Owe(hold, units);
        }
        else CaptureHeld(hold, units);
        _offline.Add(line.Id, (deed.By, hold.Id, units, line.At, price));
        return hold.Person;
    }

    /// <summary>What the hold had first, lot by lot.</summary>
    private IEnumerable<Amount> FirstHad(HoldKnown hold, long price)
    {
        var had = AllOf(hold.Person).Where(move => move.To == hold.Held).Select(move => new Amount(move.Lot, move.Much));
        return FirstOf(had, price);
    }

    private long MissingFor(HoldKnown hold, long price)
    {
        var purse = History.At(AllOf(hold.Person), Points, "purse");
        var over = 0L;
        foreach (var part in FirstHad(hold, price))
        {
            var there = Math.Min(part.Much, purse.SingleOrDefault(there => there.Lot == part.Lot)?.Much ?? 0);
            over += (part.Lot.IsOverOn(Today) ? there : 0) + Math.Min(part.Much - there, Lapsed(hold.Person, part.Lot));
        }
        return Math.Max(0, price - over - Available(hold.Person));
    }

    /// <summary>Once more what it had, also where that is over by now; then what else there is; the rest is owed, the last lot first.</summary>
    private void TakeAgain(HoldKnown hold, long price)
    {
        var missing = new List<Amount>();
        foreach (var part in FirstHad(hold, price).ToList())
        {
            var there = Math.Min(part.Much, History.At(AllOf(hold.Person), Points, "purse").SingleOrDefault(one => one.Lot == part.Lot)?.Much ?? 0);
            Put(hold.Person, Points, part.Lot, there, "purse", hold.Spent);
            var lapsed = Math.Min(part.Much - there, Lapsed(hold.Person, part.Lot));
            Put(hold.Person, Points, part.Lot, lapsed, "lapsed", hold.Spent);
            if (there + lapsed < part.Much) missing.Add(part with { Much = part.Much - there - lapsed });
        }
        var left = missing.Sum(part => part.Much);
        foreach (var part in SoonestOf(hold.Person, Math.Min(left, Available(hold.Person))))
        {
            Put(hold.Person, Points, part.Lot, part.Much, "purse", hold.Spent);
            left -= part.Much;
        }
        foreach (var part in FirstOf(Enumerable.Reverse(missing), left)) Put(hold.Person, Points, part.Lot, part.Much, "debt", hold.Spent);
    }
}
