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
            foreach (var got in AllOf(Self(act.Part.Person)).Where(move => move.What == Points && move.From == "issued" && move.Deed == act.Part.Act).GroupBy(move => move.Lot).ToList())
                Claw(act, got.Key, got.Sum(move => move.Much));
        }
        foreach (var other in MayGetMore(act).OrderBy(other => other.Turn).ToList())
        {
            var now = Valued(other);
            Acts[other.Part.Act] = now;
            if (other.Posted && now.Got > other.Got) Issue(now, now.Got - other.Got);
        }
    }

    /// <summary>What was cut in a window of his, as long as acts of its day may be filed; and what that may make room for.</summary>
    private IEnumerable<ActKnown> MayGetMore(ActKnown undone) => !undone.IsCounted ? [] : new[] { "day", "month" }.Where(window => IsOpen(window, undone)).SelectMany(window => In(window, undone).Where(other => other.Cuts.Split(' ').Contains(window)))
        .DistinctBy(other => other.Part.Act).Where(other => other.Turn > undone.Turn && RulesOf(other).Rulebook is var rulebook && Today <= rulebook.Caps.Min(cap => EndOf(cap.Window, other.Day)).AddDays(rulebook.FilingDays));

    /// <summary>By the rulebook of its day, or by another that counts such windows where that does not.</summary>
    private bool IsOpen(string window, ActKnown act) => RulesOf(act).Rulebook is var own && Counts(own, window) ? Adjusts(own, window, act) : Live.Any(other => Counts(other, window) && !_filling.Contains(other) && Adjusts(other, window, act));

    private static bool Counts(Rulebook rulebook, string window) => rulebook.Caps.Any(cap => cap.Window == window);

    private bool Adjusts(Rulebook rulebook, string window, ActKnown act) => Today <= EndOf(window, act.Day).AddDays(rulebook.FilingDays);

    /// <summary>First what is left of the lot, spendable or over; what was spent is owed, and other lots pay at once what they can.</summary>
    private void Claw(ActKnown act, Lot lot, long much)
    {
        var person = Self(act.Part.Person);
        var left = Math.Min(much, History.At(AllOf(person), Points, "purse").Where(there => there.Lot == lot).Sum(there => there.Much));
        Put(person, Points, lot, left, "purse", "clawed", act.Part.Act);
        Put(person, Points, lot, much - left, "debt", "clawed", act.Part.Act);
        foreach (var other in Purse(person)) PayDebts(person, other.Lot, other.Much);
    }
}
