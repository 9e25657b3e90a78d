using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>Points that went from one account to another, or from a fund to one (转赠、赠予), by its id.</summary>
/// <param name="Sent">Absent: granted from a fund.</param>
/// <param name="Number">The journal number of the last change.</param>
public sealed record PointsTransfer(PointsSent? Sent, PointsArrived? Arrived, long Number, bool? IsReversed = null)
{
    public static void Evolve(IStates states, PointsSent fact, At at)
    {
        states.Put(fact.Transfer.ToString(), new PointsTransfer(fact, null, at.Number));
        CountedOf(fact).Count(states, fact.Transfer);
    }

    public static void Evolve(IStates states, PointsArrived fact, At at)
    {
        states.Put(fact.Transfer.ToString(), new PointsTransfer(states.Find<PointsTransfer>(fact.Transfer.ToString())?.Sent, fact, at.Number));
        CountedOf(fact).Count(states, fact.Transfer);
    }

    /// <summary>The first of its facts takes it out of all windows.</summary>
    public static void Evolve(IStates states, TransferReversed fact, At at)
    {
        if (states.Find<PointsTransfer>(fact.Transfer.ToString()) is not { } transfer) return;
        foreach (var counted in new[] { transfer.Sent is { } sent ? CountedOf(sent) : null, transfer.Arrived is { } arrived ? CountedOf(arrived) : null }.OfType<CountedTransfer>())
            states.Find<CountedTransfer>(counted.Key(fact.Transfer))?.TakeOut(states, fact.Transfer, fact.BookedOn);
        states.Put(fact.Transfer.ToString(), transfer with { Number = at.Number, IsReversed = true });
    }

    private static CountedTransfer CountedOf(PointsSent fact) =>
        new(fact.Rulebook.Version, Happening.Gift, false, fact.Person, fact.Passage, fact.Points, fact.OccurredOn, fact.Household, fact.Team, fact.For, fact.Inputs, fact.Commodity);

    private static CountedTransfer CountedOf(PointsArrived fact) => new(fact.Rulebook.Version, fact.From is null ? Happening.Issue : Happening.Gift, fact.From is not null, ((Accounts.IValueFact)fact).Owner,
        fact.Passage, fact.Points, fact.OccurredOn, Inputs: fact.Inputs, Commodity: fact.Commodity);

    /// <summary>Whose windows count what somebody sends.</summary>
    internal static Subjects SubjectsOf(PersonId person, HouseholdId? household, TeamId? team)
    {
        var others = new Dictionary<Whose, string>();
        if (household is { } home) others[Whose.Household] = home.ToString();
        if (team is { } group) others[Whose.Team] = group.ToString();
        return new("", person.ToString(), others);
    }

    /// <summary>Whose windows count what somebody gets: his own, and those of the fund that gives it.</summary>
    internal static Subjects SubjectsOf(Subject owner, Passage? from = null)
    {
        var others = new Dictionary<Whose, string> { [owner.Kind] = owner.Id };
        if ((from?.Fund ?? from?.Into?.Fund) is { } fund) others[Whose.Fund] = fund.Value;
        return new("", owner.Person?.ToString() ?? "", others);
    }

    /// <summary>The windows that count it, with what it adds to each.</summary>
    /// <param name="points">Absent: it is money, and only counted once.</param>
    /// <param name="commodity">The number of what goes.</param>
    internal static IEnumerable<(CompiledMeasure Measure, long Amount)> Counted(Rulebook rulebook, Happening what, bool isReceived, Subjects subjects, FactRow facts, Points? points, int commodity) =>
        rulebook.Compiled.Measures.Where(measure => measure.Counts(what) && (measure.Kind == CountKind.Units || (points is not null && measure.Of == commodity)) && measure.IsReceived == isReceived && measure.Whose.All(subjects.Speaks) && (measure.When?.Test(facts) ?? Truth.True) != Truth.False)
            .Select(measure => (measure, measure.Kind == CountKind.Commodity ? points!.Value.Hundredths : 1));
}

/// <param name="AvailableAfterHundredths">What the giver's account can still give; absent: it was granted.</param>
/// <param name="Commodity">What went; absent: the first.</param>
public sealed record PointsWent(TransferId Transfer, Code Passage, Subject To, Points Hundredths, Points? AvailableAfterHundredths = null, Code? Commodity = null);
