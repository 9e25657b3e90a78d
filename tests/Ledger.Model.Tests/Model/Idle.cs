namespace Ledger.Model;

/// <summary>Where nothing happens on an account for so long, what it has ends.</summary>
public sealed partial class Books
{
    /// <summary>Whose account it ended on, and the last day on which something had happened there.</summary>
    private readonly Dictionary<Guid, DateOnly> _idle = [];

    /// <summary>At the end of a day, by the rulebook of that day; never before that day's rulebook held.</summary>
    private void EndIdle(DateOnly day)
    {
        if (RulebookOf(day) is not { IdleDays: { } days } rulebook) return;
        foreach (var person in People.Keys.Where(person => !IsMerged(person)))
            if (ActiveOn(person) is { } since && since.AddDays(days) <= day && rulebook.From <= day) _idle[person] = since;
        SettleIdle();
    }

    /// <summary>What comes there without anything being done, such as a hold given up, ends with it.</summary>
    private void SettleIdle()
    {
        foreach (var (person, since) in _idle.ToList())
            if (IsMerged(person) || ActiveOn(person) != since) _idle.Remove(person);
            else foreach (var part in Purse(person)) Put(person, Points, part.Lot, part.Much, "purse", "lapsed");
    }

    private DateOnly? ActiveOn(Guid person) => AllOf(person).Where(IsDone).Max(move => (DateOnly?)move.Booked);

    /// <summary>Got, held, spent or given, or given back; not what is deducted, taken back, over, or freed.</summary>
    private static bool IsDone(Move move) => move.From is "issued" or "opened" or "received" or "sent" || move.To is "sent" or "received" || IsOf("spent", move.From) || IsOf("spent", move.To) || IsOf("held", move.To) || IsOf("deducted", move.From);

    private static bool IsOf(string kind, string place) => place.StartsWith($"{kind}:", StringComparison.Ordinal);

    private long Lapsed(Guid person, Lot lot) => History.At(AllOf(person), Points, "lapsed").Where(there => there.Lot == lot).Sum(there => there.Much);
}
