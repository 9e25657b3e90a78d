using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Honours;

/// <summary>
/// Counts a closed round again, page by page, because something in it was undone or came late. Who wins no more loses his certificate, who
/// wins now gets one; a certificate that is right stays. Nothing corrects a round by itself.
/// </summary>
/// <param name="To">The last day of the round.</param>
/// <param name="Reason">A code.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(RoundIsOpen), typeof(RoundIsTooOld))]
public sealed record CorrectRound(Actor By, Code Rank, DateOnly To, string? After, string? UpTo, Code Reason) : ICommand<RoundIsCounted>
{
    public static readonly Role[] Correctors = [Role.Administrator, Role.Office];

    public int MostReadings => 8;

    public void Name(Needs needs) => needs.Row<RoundState>(RoundState.Key(Rank, false)).Row<RoundState>(RoundState.Key(Rank, true));

    public Decision<RoundIsCounted> Decide(Books books)
    {
        if (!By.HoldsEverywhere(books, Correctors)) return new NotAllowed(Correctors);
        if (Round.Of(Rulebook.InForce(books, To), Rank, To) is not { } round || round.To != To) return new NotFound("round", $"{Rank}/{To:yyyy-MM-dd}");
        if (books.Find<RoundState>(RoundState.Key(Rank, false)) is not { } last || last.To < To || (last.To == To && !last.IsDone)) return new RoundIsOpen(Rank, To);
        if (round.To.AddDays(Rulebooks.Document.Filing.LongestOpen) < books.Today) return new RoundIsTooOld(Rank, To);
        var state = books.Find<RoundState>(RoundState.Key(Rank, true));
        if (After is not null && (state?.To != To || state.UpTo != After)) return new NotFound("after", After);
        var entries = round.Entries(books, After, UpTo, To);
        var best = Ranking.Keep(round.Rank, (After is null ? [] : state!.Best).Concat(entries));
        books.Add(Stream.Community, new RoundCounted(Rank, round.From, To, After, UpTo, [.. entries.Intersect(best)], round.Rulebook.Stamp, true));
        if (UpTo is null) Correct(books, round, best);
        return books.Accept(new RoundIsCounted(Rank, To, UpTo is null));
    }

    private void Correct(Books books, Round round, IReadOnlyList<RoundEntry> best)
    {
        var all = books.StartingWith<Honour>(Honour.Prefix(Rank, round.Period)).Select(row => row.Value).ToList();
        var (standing, winners) = (all.Where(honour => honour.Withdrawn is null).ToList(), Ranking.Winners(round.Rank, best, books.Find<RoundSeed>(RoundSeed.Key(Rank, To))?.Seed));
        var withdrawn = standing.Where(honour => !winners.Any(winner => IsFor(books, honour, winner))).ToList();
        var awarded = winners.Where(winner => !standing.Any(honour => IsFor(books, honour, winner))).ToList();
        foreach (var honour in withdrawn)
            books.Add(Stream.Of(Awarding.Bearer(books, honour)), new HonourWithdrawn(honour.Awarded.Certificate, Awarding.Bearer(books, honour), Rank, Reason, By.Person!.Value));
        foreach (var (winner, number) in awarded.Select((winner, number) => (winner, all.Count + number + 1))) Awarding.Award(books, round, winner, number);
        books.Add(Stream.Community, new RoundCorrected(Rank, round.From, To, withdrawn.Count, awarded.Count, Reason, By.Person!.Value, round.Rulebook.Stamp));
    }

    private static bool IsFor(Books books, Honour honour, Placed winner) => (Awarding.Bearer(books, honour), honour.Awarded.Position) == (winner.Entry.Subject, winner.Position);
}

/// <summary>The round is not closed yet.</summary>
public sealed record RoundIsOpen(Code Rank, DateOnly To) : Rejection;

/// <summary>Its windows are not kept any more.</summary>
public sealed record RoundIsTooOld(Code Rank, DateOnly To) : Rejection;
