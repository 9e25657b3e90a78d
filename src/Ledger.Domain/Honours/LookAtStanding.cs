using Ledger.Domain.Consents;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Honours;

/// <summary>
/// The ranking of the running round as it stands: rows after one, up to another, as a round is counted. Nothing is written. Everybody may look,
/// and is shown whom the rulebook lets be shown: those who have consented, or how many there are.
/// </summary>
/// <param name="After">The key of the row before; absent: from the first. <paramref name="UpTo"/>: absent: to the last, some 200 at most.</param>
[Refuses(typeof(NoRulebookInForce), typeof(NotFound))]
public sealed record LookAtStanding(Actor By, Code Rank, string? After, string? UpTo) : ICommand<StandingIs>
{
    public int MostReadings => 8;

    public Decision<StandingIs> Decide(Books books)
    {
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (Round.Of(rulebook, Rank, books.Today) is not { } round) return new NotFound("rank", Rank.Value);
        var of = round.Rank.Entry.Of;
        var hidden = Hiding.Of(books, of, After, UpTo, books.Today);
        return books.Accept(new StandingIs(rulebook, Rank, of, round.From, round.To, round.Rank.Entry.Publish, round.Entries(books, After, UpTo, books.Today), hidden));
    }
}

/// <param name="Hidden">Of all in these rows those who are not to be named: he, or somebody of the household, has not consented.</param>
public sealed record StandingIs(Rulebook Rulebook, Code Rank, Whose Of, DateOnly From, DateOnly To, Publishing Publish, IReadOnlyList<RoundEntry> Entries, IReadOnlyCollection<Subject> Hidden)
{
    /// <summary>Of all pages together, best first: those who may be named, with the positions they have among all.</summary>
    public static IReadOnlyList<Placed> Published(IReadOnlyList<StandingIs> pages)
    {
        if (pages is not [var first, ..] || first.Publish == Publishing.CountOnly) return [];
        var (rank, hidden) = (first.Rulebook.Compiled.Ranks.First(one => one.Entry.Code == first.Rank), pages.SelectMany(page => page.Hidden).ToHashSet());
        return [.. Ranking.Order(rank, pages.SelectMany(page => page.Entries).DistinctBy(entry => entry.Subject), null).Where(placed => !hidden.Contains(placed.Entry.Subject))];
    }
}

/// <summary>Who may be named where honours are published.</summary>
internal static class Hiding
{
    public static IReadOnlyCollection<Subject> Of(Books books, Whose of, string? after, string? upTo, DateOnly day)
    {
        if (of is not (Whose.Person or Whose.Household)) return [];
        var hidden = new HashSet<Subject>();
        foreach (var person in Walking.People(books, Walking.From(after), Walking.Before(upTo), day))
            if (!Consent.IsGivenBy(books, person.Id, Purpose.PublishName) && (of == Whose.Person ? Subject.Of(person.Id) : person.HouseholdOn(day) is { } home ? Subject.Of(home) : default(Subject?)) is { } subject) hidden.Add(subject);
        return hidden;
    }
}
