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
        act = act with { Status = "attested", Attester = attester, Turn = ++_turns, IsCounted = !IsForgotten(act), NoticeUntil = notice > 0 ? WorkingDaysFrom(Today, notice) : null };
        act = act.IsCounted ? Valued(act) : act with { Got = AsBefore(act) };
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

    /// <summary>What it would be worth if there were no cap: whole quanta of each amount.</summary>
    private long Full(ActKnown act)
    {
        var (rulebook, kind) = RulesOf(act);
        return Whole(kind.PerHour * act.Minutes / 60) + Whole(kind.Each);

        long Whole(long? worth) => (worth ?? 0) - (worth ?? 0) % rulebook.Quantum;
    }

    /// <summary>With what it gets, and which caps kept it from more.</summary>
    private ActKnown Valued(ActKnown act)
    {
        var (got, cuts) = (Full(act), new List<string>());
        foreach (var cap in RulesOf(act).Rulebook.Caps)
        {
            var room = Room(act, cap);
            if (room >= got) continue;
            got = room;
            cuts.Add(cap.Window);
        }
        return act with { Got = got, Cuts = cuts };
    }

    /// <summary>What the person's day or month, or his household's month, still lets through.</summary>
    private long Room(ActKnown act, (string Window, long Most) cap) => Math.Max(0, cap.Most - In(cap.Window, act).Where(other => other.Part.Act != act.Part.Act).Sum(other => other.Got));

    private static DateOnly EndOf(string window, DateOnly day) => window == "day" ? day : new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1);

    /// <summary>What a capped window has got is known for four hundred days after it.</summary>
    private bool IsForgotten(ActKnown act) => RulesOf(act).Rulebook.Caps is { Count: > 0 } caps && Today > caps.Min(cap => EndOf(cap.Window, act.Day)).AddDays(400);

    /// <summary>Recorded again after that, an act is worth at most what the one had got that it replaces.</summary>
    private long AsBefore(ActKnown act) => Math.Min(Math.Min(Full(act), RulesOf(act).Rulebook.Caps.Min(cap => cap.Most)), Acts[act.Part.Replaces!.Value].Got);

    /// <summary>What counts in the same window as an act.</summary>
    private IEnumerable<ActKnown> In(string window, ActKnown act) => Acts.Values.Where(other => other is { Status: "attested", IsCounted: true } && WindowOf(window, other) == WindowOf(window, act));

    /// <summary>Whose, and until when. Who had no household that day is one by himself.</summary>
    private (Guid, DateOnly) WindowOf(string window, ActKnown act) => (window == "home" && act.Home is { } home ? home : Self(act.Part.Person), EndOf(window, act.Day));

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
