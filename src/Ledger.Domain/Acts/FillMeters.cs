using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;

namespace Ledger.Domain.Acts;

/// <summary>
/// Counts acts that stand in the windows of a version published after them: those after the last that was looked at, in the order of
/// their ids, up to one. Sent by the scheduler until all are counted; what another has filled meanwhile is left alone.
/// </summary>
/// <param name="To">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed))]
public sealed record FillMeters(Actor By, Code Version, ActId? After, ActId? To) : ICommand<MetersAreFilled>
{
    /// <summary>The acts, their doers and rulebooks, their windows, the rows of these.</summary>
    public int MostReadings => 6;

    public Decision<MetersAreFilled> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        // One version after the other: where two have the same measure an act counts once.
        if (RulebookVersions.Of(books).Versions.FirstOrDefault(version => version.Filling is not null) is { Filling: var filling } first && first.Version == Version && filling!.To == After)
            books.Add(Stream.Community, new MetersFilled(Version, After, To, Range(books, After, To).Count));
        return books.Accept(new MetersAreFilled(Version, RulebookVersions.Of(books).Of(Version)?.Filling is null));
    }

    internal static IReadOnlyList<Act> Range(Books books, ActId? after, ActId? to) => [.. books.Range<Act>(From(after), Before(to)).Select(row => row.Value)];

    internal static IReadOnlyList<Act> Range(IStates states, ActId? after, ActId? to) => [.. states.Range<Act>(From(after), Before(to)).Select(row => row.Value)];

    private static string From(ActId? after) => after is { } last ? $"{last} " : "";

    private static string Before(ActId? to) => to is { } last ? $"{last} " : "\uffff";
}

public sealed record MetersAreFilled(Code Version, bool IsFilled);
