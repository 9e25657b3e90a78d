using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Honours;

/// <summary>
/// Counts a round that has ended: rows after the last that were looked at, in the order of their keys, up to one; with the last of them it is
/// closed and its winners have their certificates. Sent by the scheduler until it is; what another has counted meanwhile is left alone.
/// </summary>
/// <param name="To">The last day of the round.</param>
/// <param name="UpTo">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record CountRound(Actor By, Code Rank, DateOnly To, string? After, string? UpTo) : ICommand<RoundIsCounted>
{
    /// <summary>The rows, whose they are, where they belong, their marks and windows.</summary>
    public int MostReadings => 8;

    public void Name(Needs needs) => needs.Row<RoundState>(RoundState.Key(Rank, false));

    public Decision<RoundIsCounted> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (To >= books.Today || Round.Of(Rulebook.InForce(books, To), Rank, To) is not { } round || round.To != To) return new NotFound("round", $"{Rank}/{To:yyyy-MM-dd}");
        var state = books.Find<RoundState>(RoundState.Key(Rank, false));
        if (state?.To == To ? state.IsDone || state.UpTo != After : After is not null || state?.To > To) return books.Accept(new RoundIsCounted(Rank, To, state?.To == To && state.IsDone));
        var entries = round.Entries(books, After, UpTo, To);
        var best = Ranking.Keep(round.Rank, (After is null ? [] : state!.Best).Concat(entries));
        books.Add(Stream.Community, new RoundCounted(Rank, round.From, To, After, UpTo, [.. entries.Intersect(best)], round.Rulebook.Stamp));
        if (UpTo is null) Close(books, round, best);
        return books.Accept(new RoundIsCounted(Rank, To, UpTo is null));
    }

    /// <summary>Nobody knows before it is closed at which number and instant that will be: so nobody can choose what is drawn.</summary>
    private static void Close(Books books, Round round, IReadOnlyList<RoundEntry> best)
    {
        var entry = round.Rank.Entry;
        var seed = entry.Ties == Rulebooks.Document.Ties.DrawByHash ? Ranking.Hash($"{entry.Code}|{round.Period}|{books.LastNumber}|{books.Now:O}") : null;
        var winners = Ranking.Winners(round.Rank, best, seed);
        books.Add(Stream.Community, new RoundClosed(entry.Code, round.From, round.To, winners.Count, seed, round.Rulebook.Stamp));
        foreach (var (winner, number) in winners.Select((winner, number) => (winner, number + 1))) Awarding.Award(books, round, winner, number);
    }
}

internal static class Awarding
{
    /// <summary>Whose it is now: a merge may lie between.</summary>
    public static Subject Bearer(IRows rows, Honour honour) => honour.Awarded.Subject.Person is { } person ? Subject.Of(Persons.Person.SurvivorOf(rows, person)) : honour.Awarded.Subject;

    /// <param name="number">The running number of the certificate in its round.</param>
    public static void Award(Books books, Round round, Placed winner, int number)
    {
        var (entry, certificate) = (round.Rank.Entry, Honour.Number(round.Rank.Entry.Code, round.Period, number));
        var check = Ranking.Hash($"{certificate}|{winner.Entry.Subject}|{books.LastNumber}|{books.Now:O}")[..10];
        var benefits = (entry.Benefits ?? []).Select(benefit => new BenefitGiven(benefit.Item, benefit.Units?.Units ?? 1)).ToList();
        books.Add(Stream.Of(winner.Entry.Subject), new HonourAwarded(certificate, check, winner.Entry.Subject, entry.Code, round.From, round.To, winner.Position, winner.Entry.Value, benefits.Count > 0 ? benefits : null, round.Rulebook.Stamp, winner.Entry.Late));
    }
}

/// <param name="IsClosed">Whether everybody was looked at.</param>
public sealed record RoundIsCounted(Code Rank, DateOnly To, bool IsClosed);
