namespace Ledger.Model;

/// <summary>
/// One thing that was moved, for good. Nothing is ever changed or summed up: whoever wants to know what is somewhere goes
/// through everything that happened, from the first day on.
/// </summary>
/// <param name="At">When the books learned of it.</param>
/// <param name="Booked">The local day from which it counts.</param>
/// <param name="What">points or minutes.</param>
/// <param name="From">issued, purse, held:…, spent:…, lapsed, clawed, debt, …: a place.</param>
/// <param name="Deed">The act it belongs to, for what is earned.</param>
public sealed record Move(DateTimeOffset At, DateOnly Booked, Guid Person, string What, Lot Lot, long Much, string From, string To, Guid? Deed = null)
{
    /// <summary>The how-manieth of all.</summary>
    public int Turn { get; init; }
}

/// <summary>Everything that was ever moved, person by person.</summary>
public sealed class History
{
    private readonly Dictionary<Guid, List<Move>> _moves = [];
    private int _turns;

    public IReadOnlyList<Move> Of(Guid person) => _moves.GetValueOrDefault(person) ?? [];

    public IEnumerable<Move> All => _moves.Values.SelectMany(moves => moves);

    public void Add(Move move)
    {
        if (move.Much == 0) return;
        if (move.Much < 0) throw new InvalidOperationException($"The model moved less than nothing: {move}");
        if (!_moves.TryGetValue(move.Person, out var moves)) _moves.Add(move.Person, moves = []);
        moves.Add(move with { Turn = _turns++ });
    }

    /// <summary>What lies at a place, lot by lot, in the order in which the lots came there; what went away entirely and came again, came later.</summary>
    public static List<Amount> At(IEnumerable<Move> moves, string what, string place) => At(moves, what, place.Equals);

    public static List<Amount> At(IEnumerable<Move> moves, string what, Func<string, bool> isPlace)
    {
        var there = new List<Amount>();
        foreach (var move in moves)
        {
            if (move.What != what) continue;
            if (isPlace(move.To)) Change(move.Lot, move.Much);
            if (isPlace(move.From)) Change(move.Lot, -move.Much);
        }
        return there;

        void Change(Lot lot, long more)
        {
            var at = there.FindIndex(amount => amount.Lot == lot);
            if (at < 0) there.Add(new Amount(lot, more));
            else if (there[at].Much + more == 0) there.RemoveAt(at);
            else there[at] = there[at] with { Much = there[at].Much + more };
        }
    }
}
