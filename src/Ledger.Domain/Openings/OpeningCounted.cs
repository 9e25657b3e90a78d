using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Openings;

/// <summary>Counts a paper passbook's balance in the measures that ask for openings: each lot on the last day of its year that the passbook covers.</summary>
internal static class OpeningCounted
{
    public static void Evolve(IStates states, OpeningPosted fact)
    {
        var counted = new HashSet<string>();
        foreach (var version in RulebookVersions.Of(states).Live(fact.BookedOn))
            if (Rulebook.Of(states, version.Version)?.Compiled is { } rulebook)
                foreach (var measure in rulebook.Measures.Where(measure => measure.CountsOpenings && counted.Add(measure.Meter)))
                    foreach (var leg in fact.Legs.Where(leg => leg is { Account: AccountName.Opened, Lot: not null } && leg.Commodity == KeptAs(measure)))
                        Count(states, rulebook, measure, fact, leg);
    }

    private static void Count(IStates states, Rulebooks.Compiling.CompiledRulebook rulebook, CompiledMeasure measure, OpeningPosted fact, Leg leg)
    {
        var facts = new FactRow(rulebook.Facts).Say("act.board", leg.Lot!.Board.Value);
        if (measure.When is { } when && when.Test(facts) != Truth.True) return;
        var day = new DateOnly(leg.Lot.Year, 12, 31) is var end && end < fact.OccurredOn ? end : fact.OccurredOn;
        var others = new Dictionary<Whose, string>();
        if (states.Find<Persons.Person>(fact.Person.ToString())?.HouseholdOn(fact.OccurredOn) is { } home) others[Whose.Household] = home.ToString();
        var windows = new ActWindows(rulebook, new StandingMeters(states), new Subjects("", fact.Person.ToString(), others), day);
        MeterRow.Count(states, windows.KeyOf(measure.Number), -leg.Amount, windows.LastDayOf(measure.Number), fact.BookedOn);
    }

    private static string KeptAs(CompiledMeasure measure) => measure.Kind == CountKind.Input ? Commodity.Minutes : Commodity.Points;
}
