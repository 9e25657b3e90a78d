namespace Ledger.Model;

/// <summary>What an act is worth, and what credits do with debts.</summary>
public sealed partial class Books
{
    private const string Points = "points", Minutes = "minutes";

    private int _turns;

    /// <summary>What an act is worth is settled when it is attested; it counts at once, or after the public notice (rule 7).</summary>
    private long Accrue(Guid id, Guid attester)
    {
        var act = Acts[id];
        var (rulebook, kind) = RulesOf(act);
        var notice = kind.Notice ?? rulebook.Notice ?? 0;
        act = act with { Status = "attested", Attester = attester, Turn = ++_turns, Got = IsForgotten(act) ? AsBefore(act) : Math.Min(Full(act), Room(act)), NoticeUntil = notice > 0 ? WorkingDaysFrom(Today, notice) : null };
        Acts[id] = act;
        if (act.NoticeUntil is null) Post(act);
        return act.Got;
    }

    /// <summary>Minutes and points together.</summary>
    private void Post(ActKnown act)
    {
        Acts[act.Part.Act] = act with { Posted = true };
        Put(act.Part.Person, Minutes, MinutesLot(act), act.Minutes, "issued", "purse", act.Part.Act);
        Issue(act, act.Got);
    }

    private void Issue(ActKnown act, long points)
    {
        var lot = MinutesLot(act) with { Last = RulesOf(act).Rulebook.LastDay(act.Day, Today) };
        Put(act.Part.Person, Points, lot, points, "issued", "purse", act.Part.Act);
        PayDebts(Self(act.Part.Person), lot, points);
    }

    private Lot MinutesLot(ActKnown act) => new(RulesOf(act).Kind.Board, act.Told.Evidence, "community", act.Day.Year, null);

    /// <summary>By the version of the day on which it happened.</summary>
    private (Rulebook Rulebook, ActKind Kind) RulesOf(ActKnown act) => RulebookOf(act.Day) is { } rulebook ? (rulebook, rulebook.Find(act.Told.Type)!) : throw new InvalidOperationException();

    /// <summary>What it would be worth if there were no cap: whole quanta.</summary>
    private long Full(ActKnown act)
    {
        var (rulebook, kind) = RulesOf(act);
        var worth = kind.Each ?? kind.PerHour!.Value * act.Minutes / 60;
        return worth - worth % rulebook.Quantum;
    }

    /// <summary>What the person's day still lets through.</summary>
    private long Room(ActKnown act) => RulesOf(act).Rulebook.DailyCap is { } cap ? Math.Max(0, cap - SameDay(act).Sum(other => other.Got)) : long.MaxValue;

    /// <summary>What a capped day has got is known for four hundred days after it.</summary>
    private bool IsForgotten(ActKnown act) => RulesOf(act).Rulebook.DailyCap is not null && Today > act.Day.AddDays(400);

    /// <summary>Recorded again after that, an act is worth at most what the one had got that it replaces.</summary>
    private long AsBefore(ActKnown act) => Math.Min(Math.Min(Full(act), RulesOf(act).Rulebook.DailyCap!.Value), Acts[act.Part.Replaces!.Value].Got);

    private IEnumerable<ActKnown> SameDay(ActKnown act) => Acts.Values.Where(other => other.Status == "attested" && Self(other.Part.Person) == Self(act.Part.Person) && other.Day == act.Day);

    public IReadOnlyList<Amount> Purse(Guid person) => PurseOn(AllOf(person), Today);

    /// <summary>Past its date a lot is not there any more, whoever noted it or not.</summary>
    public static IReadOnlyList<Amount> PurseOn(IEnumerable<Move> moves, DateOnly day) =>
        [.. Lot.SoonestFirst(History.At(moves, Points, "purse").Where(amount => !amount.Lot.IsOverOn(day)))];

    public long Available(Guid person) => Purse(person).Sum(amount => amount.Much);

    /// <summary>What is owed, by the lot that is missing, the oldest first.</summary>
    public static IReadOnlyList<Amount> Debts(IEnumerable<Move> moves) => [.. History.At(moves, Points, "debt").Select(amount => amount with { Much = -amount.Much })];

    /// <summary>Whoever owes has nothing to spend: what comes in pays first (rule 10).</summary>
    private void PayDebts(Guid person, Lot with, long much)
    {
        foreach (var debt in Debts(AllOf(person)))
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
