namespace Ledger.Model;

public sealed record Reverse(Guid By, Guid Act, string Reason) : Deed(By)
{
    public override string Kind => "reverse an act";
    public override string Path => $"acts/{Act}/reversal";
    public override object Body => new { reason = Reason };
}

/// <summary>Undoing what was attested: its opposite, and what others of the same day deserve then (rule 12).</summary>
public sealed partial class Books
{
    private Expected Do(Reverse deed)
    {
        Unless(Is(deed.By, "office", "grid-officer"), "not-allowed");
        Unless(Acts.TryGetValue(deed.Act, out var act), "not-found");
        Unless(Reaches(deed.By, act!, "office", "grid-officer"), "outside-scope");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        Unless(act!.Status == "attested", "nothing-to-reverse");
        Undo(act);
        SettleRests();
        return Expected.Yes([Self(act.Part.Person)], ("minutes", act.Minutes), ("pointsHundredths", act.Got), ("owedHundredths", Debts(AllOf(Self(act.Part.Person))).Sum(debt => debt.Much)));
    }

    private void Undo(ActKnown act)
    {
        Acts[act.Part.Act] = act with { Status = "reversed" };
        if (act.Posted)
        {
            Put(act.Part.Person, Minutes, MinutesLot(act), act.Minutes, "purse", "clawed", act.Part.Act);
            foreach (var got in CreditsOf(act).GroupBy(credit => credit.Lot)) Claw(act, got.Key, got.Sum(credit => credit.Much));
        }
        var again = MayBeWorthElse(act).OrderBy(other => other.Turn).ToList();
        foreach (var other in again) Acts[other.Part.Act] = other with { IsCounted = false };
        foreach (var other in again)
        {
            var now = Acts[other.Part.Act] = Valued(other);
            if (!other.Posted) continue;
            if (now.Got > other.Got) Issue(now, now.Got - other.Got);
            else foreach (var last in FirstOf(Enumerable.Reverse(CreditsOf(other)), other.Got - now.Got)) Claw(other, last.Lot, last.Much);
        }
    }

    /// <summary>What came after it and shares a window that is still adjusted with it, or with such a one.</summary>
    private IReadOnlyList<ActKnown> MayBeWorthElse(ActKnown undone)
    {
        var found = new Dictionary<Guid, ActKnown>();
        var waiting = new Queue<ActKnown>(undone.IsCounted ? [undone] : []);
        while (waiting.TryDequeue(out var act))
            foreach (var window in Windows.Where(window => IsOpen(window, act)))
                foreach (var other in In(window, act).Where(other => other.Turn > undone.Turn && IsListed(window, other) && IsAdjusted(other)).ToList())
                    if (found.TryAdd(other.Part.Act, other)) waiting.Enqueue(other);
        return [.. found.Values];
    }

    private static readonly string[] Windows = ["day", "month", "home"];

    /// <summary>By the rulebook of its day, or by another that counts such windows where that does not.</summary>
    private bool IsOpen(string window, ActKnown act) => RulesOf(act).Rulebook is var own && Counts(own, window) ? Adjusts(own, window, act) : Live.Any(other => Counts(other, window) && !_filling.Contains(other) && Adjusts(other, window, act));

    private static bool Counts(Rulebook rulebook, string window) => rulebook.Caps.Any(cap => cap.Window == window);

    private bool Adjusts(Rulebook rulebook, string window, ActKnown act) => Today <= EndOf(window, act.Day).AddDays(rulebook.FilingDays);

    /// <summary>One cap within the other can only have kept something from it; caps that cross may also have given it what was another's.</summary>
    private bool IsListed(string window, ActKnown act) => RulesOf(act).Rulebook is { HomeCap: not null, Caps.Count: > 1 } own ? Counts(own, window) : act.Cuts.Contains(window);

    private bool IsAdjusted(ActKnown act) => RulesOf(act).Rulebook is var own && Today <= own.Caps.Min(cap => EndOf(cap.Window, act.Day)).AddDays(own.FilingDays);

    /// <summary>What its points came as, in that order, without what was taken back, the last first.</summary>
    private List<Amount> CreditsOf(ActKnown act)
    {
        var credits = new List<Amount>();
        foreach (var move in AllOf(Self(act.Part.Person)).Where(move => move.What == Points && move.Deed == act.Part.Act))
            if (move.From == "issued") credits.Add(new Amount(move.Lot, move.Much));
            else if (move.To == "clawed") credits = [.. FirstOf(credits, credits.Sum(credit => credit.Much) - move.Much)];
        return credits;
    }

    /// <summary>First what is left of the lot, spendable or over; what was spent is owed, and other lots pay at once what they can.</summary>
    private void Claw(ActKnown act, Lot lot, long much)
    {
        var person = Self(act.Part.Person);
        var left = Math.Min(much, History.At(AllOf(person), Points, "purse").Where(there => there.Lot == lot).Sum(there => there.Much));
        Put(person, Points, lot, left, "purse", "clawed", act.Part.Act);
        var lapsed = Math.Min(much - left, Lapsed(person, lot));
        Put(person, Points, lot, lapsed, "lapsed", "clawed", act.Part.Act);
        Put(person, Points, lot, much - left - lapsed, "debt", "clawed", act.Part.Act);
        foreach (var other in Purse(person)) PayDebts(person, other.Lot, other.Much);
    }
}
