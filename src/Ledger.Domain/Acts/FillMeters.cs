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
    /// <summary>The acts, their doers and rulebooks, their windows, the rows of these.</summary>
    public int MostReadings => 6;

    public Decision<MetersAreFilled> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        // One version after the other: where two have the same measure an act counts once.
        if (RulebookVersions.Of(books).Versions.FirstOrDefault(version => version.Filling is not null) is { Filling: var filling } first && first.Version == Version && filling!.Of == Of && filling.To == After)
            books.Add(Stream.Community, new MetersFilled(Version, Of, After, To, Of == Filled.Acts ? books.Range<Act>(From(After), Before(To)).Count : books.Range<Redemption>(From(After), Before(To)).Count));
        return books.Accept(new MetersAreFilled(Version, RulebookVersions.Of(books).Of(Version)?.Filling is null));
    }

    internal static IReadOnlyList<KeyValuePair<string, T>> Range<T>(IStates states, Guid? after, Guid? to) where T : class => states.Range<T>(From(after), Before(to));

    private static string From(Guid? after) => after is { } last ? $"{last} " : "";

    private static string Before(Guid? to) => to is { } last ? $"{last} " : "\uffff";
}

public sealed record MetersAreFilled(Code Version, bool IsFilled);
