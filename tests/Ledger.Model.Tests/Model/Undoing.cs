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
        // The day is open as long as its acts may be filed.
        if (Today > act.Day.AddDays(RulesOf(act).Rulebook.FilingDays)) return;
        foreach (var other in SameDay(act).OrderBy(other => other.Turn).ToList())
        {
            var more = Math.Min(Full(other) - other.Got, Room(other));
            if (more <= 0) continue;
            Acts[other.Part.Act] = other with { Got = other.Got + more };
            if (other.Posted) Issue(other, more);
        }
    }

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
