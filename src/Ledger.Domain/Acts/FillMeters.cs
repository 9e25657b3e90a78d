using Ledger.Domain.Deductions;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;

namespace Ledger.Domain.Acts;

/// <summary>
/// Counts acts, holds, transfers or deductions that stand in the windows of a version published after them: those after the last that was looked at, in the
/// order of their ids, up to one. Sent by the scheduler until all are counted; what another has filled meanwhile is left alone.
/// </summary>
/// <param name="To">Absent: all there are, some 200 at most; of transfers the parts of one more.</param>
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
            books.Add(Stream.Community, new MetersFilled(Version, Of, After, To, Of switch { Filled.Acts => Acts(books), Filled.Holds => Holds(books), Filled.Transfers => Transfers(books), _ => Deductions(books) }));
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

    /// <summary>Of one transfer as many as it has parts.</summary>
    private int Transfers(Books books)
    {
        var transfers = books.Range<CountedTransfer>(From(After), Before(To));
        foreach (var (_, one) in transfers)
        {
            if (one.Of.Person is { } person) Person.SurvivorOf(books, person);
            Rulebook.Of(books, one.Version);
        }
        return transfers.Count;
    }

    private int Deductions(Books books)
    {
        var deductions = books.Range<Deduction>(From(After), Before(To));
        foreach (var (_, one) in deductions) LookAt(books, one.Proposed.Person, one.Proposed.Rulebook.Version);
        return deductions.Count;
    }

    /// <summary>So that they are not read one after the other.</summary>
    private static void LookAt(Books books, PersonId person, Code version)
    {
        Person.SurvivorOf(books, person);
        Rulebook.Of(books, version);
    }

    /// <summary>The kind of rows that are walked.</summary>
    public static string RowsOf(Filled of) => Storage.StateKinds.Of(of switch { Filled.Acts => typeof(Act), Filled.Holds => typeof(Redemption), Filled.Transfers => typeof(CountedTransfer), _ => typeof(Deduction) });

    internal static IReadOnlyList<KeyValuePair<string, T>> Range<T>(IStates states, Guid? after, Guid? to) where T : class => states.Range<T>(From(after), Before(to));

    // What stands under an id begins with it; '~' comes after whatever follows it there.
    private static string From(Guid? after) => after is { } last ? $"{last}~" : "";

    private static string Before(Guid? to) => to is { } last ? $"{last}~" : "\uffff";
}

public sealed record MetersAreFilled(Code Version, bool IsFilled);
