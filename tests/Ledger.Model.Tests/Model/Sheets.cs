namespace Ledger.Model;

/// <summary>What an account shows.</summary>
public sealed record Standing(long Available, long Held, long Earned, long Debt, long Served, IReadOnlyList<string> Lots);

/// <summary>The numbers that are compared, each added up from everything that happened.</summary>
public sealed partial class Books
{
    public Standing StandingOf(Guid person) => StandingOf(person, Today, Now);

    /// <param name="asOf">What was booked up to this day.</param>
    /// <param name="knownOn">What was known at this instant.</param>
    public Standing StandingOf(Guid person, DateOnly asOf, DateTimeOffset knownOn)
    {
        // An id that is another's alias shows what it was.
        var known = (IsMerged(person) ? History.Of(person) : AllOf(person)).Where(move => move.At <= knownOn).ToList();
        var moves = known.Where(move => move.Booked <= asOf).ToList();
        // Hours go by the day of the deed (rule 4).
        var served = known.Where(move => move.Deed is { } deed && Acts[deed].Day <= asOf);
        var purse = PurseOn(moves, asOf);
        return new(purse.Sum(lot => lot.Much), History.At(moves, Points, move => move.StartsWith("held:", StringComparison.Ordinal)).Sum(lot => lot.Much),
            Earned(moves, Points), Debts(moves).Sum(debt => debt.Much), Earned(served, Minutes), [.. purse.Select(lot => $"{lot.Lot} {lot.Much}")]);
    }

    private static long Earned(IEnumerable<Move> moves, string what) =>
        moves.Where(move => move.What == what).Sum(move => (move.From == "issued" ? move.Much : 0) - (move.To == "clawed" ? move.Much : 0));

    /// <summary>Whoever earned in a period, by the day it happened: subject and amount, the most first.</summary>
    public IReadOnlyList<(string Subject, long Much)> Ranking(string what, DateOnly from, DateOnly to, bool byHousehold, string? board, DateTimeOffset knownOn) =>
    [
        .. History.All.Where(move => move.What == what && move.Deed is { } act && move.At <= knownOn && Acts[act].Day >= from && Acts[act].Day <= to && (board is null || move.Lot.Board == board))
            .GroupBy(move => byHousehold && Acts[move.Deed!.Value].Home is { } home ? $"household:{home}" : $"person:{Self(move.Person)}")
            .Select(group => (group.Key, group.Sum(move => move.From == "issued" ? move.Much : move.To == "clawed" ? -move.Much : 0)))
            .Where(place => place.Item2 != 0).OrderByDescending(place => place.Item2).ThenBy(place => place.Key, StringComparer.Ordinal)
    ];

    /// <summary>What a merchant is owed, by who bears it.</summary>
    public IReadOnlyDictionary<string, long> OwedTo(Guid merchant, DateOnly asOf) =>
        Money.Where(owed => owed.Merchant == merchant && owed.Booked <= asOf).GroupBy(owed => owed.Bearer).ToDictionary(group => group.Key, group => group.Sum(owed => owed.Fen));

    /// <summary>The columns of rule 2 by origin (board and year), lots past their date as expired.</summary>
    public IReadOnlyDictionary<(string Board, int Year), IReadOnlyDictionary<string, long>> Equation(string what) => History.All.Where(move => move.What == what)
        .GroupBy(move => (move.Lot.Board, move.Lot.Year)).ToDictionary(group => group.Key, group => Columns(group));

    private IReadOnlyDictionary<string, long> Columns(IEnumerable<Move> moves)
    {
        var columns = new Dictionary<string, long>();
        foreach (var move in moves)
        {
            Add(move.From, move.Lot, -move.Much);
            Add(move.To, move.Lot, move.Much);
        }
        return columns.Where(column => column.Value != 0).ToDictionary();

        void Add(string place, Lot lot, long much)
        {
            var (column, sign) = place.Split(':')[0] switch
            {
                "purse" => (lot.IsOverOn(Today) ? "expired" : "available", 1),
                "lapsed" => ("expired", 1),
                "clawed" => ("clawedBack", 1),
                "issued" => ("issued", -1),
                "opened" => ("opened", -1),
                "received" => ("received", -1),
                "writtenOff" => ("writtenOff", -1),
                "debt" => ("debt", -1),
                "renewed" => ("renewed", 1),
                var other => (other, 1),
            };
            columns[column] = columns.GetValueOrDefault(column) + sign * much;
        }
    }
}
