namespace Ledger.Model;

/// <summary>What an act is worth, and what credits do with debts.</summary>
public sealed partial class Books
{
    private const string Points = "points", Minutes = "minutes";

    private long Accrue(Guid id)
    {
        var act = Acts[id];
        var rulebook = RulebookOf(act.Day)!;
        var kind = rulebook.Find(act.Told.Type)!;
        var worth = Worth(rulebook, kind, act);
        var lot = new Lot(kind.Board, act.Told.Evidence, "community", act.Day.Year, rulebook.LastDay(act.Day, Today));
        Acts[id] = act with { Status = "attested" };
        Put(act.Part.Person, Minutes, lot with { Last = null }, act.Minutes, "issued", "purse", id);
        Put(act.Part.Person, Points, lot, worth, "issued", "purse", id);
        PayDebts(act.Part.Person, lot, worth);
        return worth;
    }

    /// <summary>Whole quanta, and of those what the day still lets through.</summary>
    private long Worth(Rulebook rulebook, ActKind kind, ActKnown act)
    {
        var worth = kind.Each ?? kind.PerHour!.Value * act.Minutes / 60;
        worth -= worth % rulebook.Quantum;
        if (rulebook.DailyCap is not { } cap) return worth;
        var got = History.Of(act.Part.Person).Where(move => move.What == Points && move.From == "issued" && move.Deed is { } other && Acts[other].Day == act.Day).Sum(move => move.Much);
        return Math.Max(0, Math.Min(worth, cap - got));
    }

    public IReadOnlyList<Amount> Purse(Guid person) => PurseOn(History.Of(person), Today);

    /// <summary>Past its date a lot is not there any more, whoever noted it or not.</summary>
    public static IReadOnlyList<Amount> PurseOn(IEnumerable<Move> moves, DateOnly day) =>
        [.. Lot.SoonestFirst(History.At(moves, Points, "purse").Where(amount => !amount.Lot.IsOverOn(day)))];

    public long Available(Guid person) => Purse(person).Sum(amount => amount.Much);

    /// <summary>What is owed, by the lot that is missing, the oldest first.</summary>
    public static IReadOnlyList<Amount> Debts(IEnumerable<Move> moves) => [.. History.At(moves, Points, "debt").Select(amount => amount with { Much = -amount.Much })];

    /// <summary>Whoever owes has nothing to spend: what comes in pays first (rule 10).</summary>
    private void PayDebts(Guid person, Lot with, long much)
    {
        foreach (var debt in Debts(History.Of(person)))
        {
            var paid = Math.Min(much, debt.Much);
            much -= paid;
            Put(person, Points, with, paid, "purse", "reattributed");
            Put(person, Points, debt.Lot, paid, "reattributed", "debt");
        }
    }

    /// <summary>Takes so much, soonest to expire first.</summary>
    private List<Amount> SoonestOf(Guid person, long much) => FirstOf(Purse(person), much);

    private static List<Amount> FirstOf(IEnumerable<Amount> amounts, long much)
    {
        var taken = new List<Amount>();
        foreach (var amount in amounts)
        {
            var part = Math.Min(much, amount.Much);
            if (part > 0) taken.Add(amount with { Much = part });
            much -= part;
        }
        return much == 0 ? taken : throw new InvalidOperationException("The model took more than there is.");
    }
}
