using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;

namespace Ledger.Domain.Acts;

/// <summary>
/// Counts acts, or holds, that stand in the windows of a version published after them: those after the last that was looked at, in the
/// order of their ids, up to one. Sent by the scheduler until all are counted; what another has filled meanwhile is left alone.
/// </summary>
/// <param name="To">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed))]
public sealed record FillMeters(Actor By, Code Version, Filled Of, Guid? After, Guid? To) : ICommand<MetersAreFilled>
{
    /// <summary>The acts, their doers and rulebooks, whom these were joined to, their windows, the rows of these.</summary>
    public int MostReadings => 8;

    public Decision<MetersAreFilled> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        foreach (var version in RulebookVersions.Of(books).Live(books.Today)) Rulebook.Of(books, version.Version);
        // One version after the other: where two have the same measure an act counts once.
        if (RulebookVersions.Of(books).Versions.FirstOrDefault(version => version.Filling is not null) is { Filling: var filling } first && first.Version == Version && filling!.Of == Of && filling.To == After)
            books.Add(Stream.Community, new MetersFilled(Version, Of, After, To, Of == Filled.Acts ? Acts(books) : Holds(books)));
        return books.Accept(new MetersAreFilled(Version, RulebookVersions.Of(books).Of(Version)?.Filling is null));
    }

    private int Acts(Books books)
    {
        var acts = books.Range<Act>(From(After), Before(To));
        foreach (var (_, act) in acts)
            if (act.Accrual is { Rulebook.Version: var version }) LookAt(books, act.Recorded.Person, version);
        return acts.Count;
    }

    private int Holds(Books books)
    {
        var holds = books.Range<Redemption>(From(After), Before(To));
        foreach (var (_, hold) in holds) LookAt(books, hold.Placed.Person, hold.Placed.Rulebook.Version);
        return holds.Count;
    }

    /// <summary>So that they are not read one after the other.</summary>
    private static void LookAt(Books books, PersonId person, Code version)
    {
        Person.SurvivorOf(books, person);
        Rulebook.Of(books, version);
    }

    internal static IReadOnlyList<KeyValuePair<string, T>> Range<T>(IStates states, Guid? after, Guid? to) where T : class => states.Range<T>(From(after), Before(to));

    private static string From(Guid? after) => after is { } last ? $"{last} " : "";

    private static string Before(Guid? to) => to is { } last ? $"{last} " : "\uffff";
}

public sealed record MetersAreFilled(Code Version, bool IsFilled);
