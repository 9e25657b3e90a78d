using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Reviews;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Deductions;

[JsonConverter(typeof(KebabEnum<DeductionStatus>))]
public enum DeductionStatus { Proposed, Appealed, Posted, Withdrawn, Reversed }

/// <summary>A deduction as decisions know it.</summary>
/// <param name="Taken">The lots it was taken from, and those under which the rest is owed.</param>
public sealed record Deduction(DeductionProposed Proposed, DeductionStatus Status, IReadOnlyList<LotAmount> Taken, long Number, IReadOnlyList<Signature>? Signed = null)
{
    /// <summary>Whose account it is.</summary>
    [JsonIgnore]
    public Subject Holder => Proposed.HeldBy ?? Proposed.Person;

    /// <summary>What is taken, as the books keep it.</summary>
    [JsonIgnore]
    public string Kept => Proposed.Commodity?.Value ?? Accounts.Commodity.Points;

    [JsonIgnore]
    public bool IsOpen => Status is DeductionStatus.Proposed or DeductionStatus.Appealed;

    /// <summary>A deduction, as that of whom the person was merged into if he was registered twice.</summary>
    public static Deduction? Of(Books books, DeductionId id) =>
        books.Find<Deduction>(id.ToString()) is { } one ? one with { Proposed = one.Proposed with { Person = Persons.Person.SurvivorOf(books, one.Proposed.Person) } } : null;

    public static void Evolve(IStates states, DeductionProposed fact, At at)
    {
        states.Put(fact.Deduction.ToString(), new Deduction(fact, DeductionStatus.Proposed, [], at.Number));
        states.Put(DeductionOf.Key(fact.Person, fact.Deduction), new DeductionOf(fact.Deduction));
    }

    public static void Evolve(IStates states, DeductionReviewed fact, At at) => Change(states, fact.Deduction, at, one => one with { Signed = [.. one.Signed ?? [], new(fact.Step, fact.By)] });

    public static void Evolve(IStates states, DeductionAppealed fact, At at) => Change(states, fact.Deduction, at, one => one with { Status = DeductionStatus.Appealed });

    public static void Evolve(IStates states, DeductionWithdrawn fact, At at) => Change(states, fact.Deduction, at, one => one with { Status = DeductionStatus.Withdrawn });

    public static void Evolve(IStates states, PointsDeducted fact, At at)
    {
        Change(states, fact.Deduction, at, one => one with
        {
            Status = DeductionStatus.Posted,
            Taken = [.. fact.Legs.Where(leg => leg.Account == AccountName.Deducted).Select(leg => new LotAmount(leg.Lot!, leg.Amount))],
        });
        Count(states, fact.Deduction, fact.OccurredOn, fact.BookedOn, 1, fact.Points);
    }

    public static void Evolve(IStates states, DeductionReversed fact, At at)
    {
        Change(states, fact.Deduction, at, one => one with { Status = DeductionStatus.Reversed, Taken = [] });
        Count(states, fact.Deduction, fact.OccurredOn, fact.BookedOn, -1, fact.Points);
    }

    /// <summary>Whether it is his, his household's or his team's: then he neither takes it, drops it nor undoes it.</summary>
    internal bool Concerns(Books books, PersonId signer) =>
        Persons.Person.IsOne(books, signer, Proposed.Person) || (Proposed.HeldBy is { } holder && Honours.SignLevel.Gains(books, signer, holder));

    /// <summary>Counts it in the windows of a version that was published after it.</summary>
    internal void CountElsewhere(IStates states, Code version, DateOnly bookedOn)
    {
        if (Status == DeductionStatus.Posted) Count(states, Proposed.Deduction, Proposed.OccurredOn, bookedOn, 1, new(Taken.Sum(lot => lot.Amount)), version);
    }

    /// <summary>Counts it in the windows of deductions of the person and his household; a household's or team's only in its own.</summary>
    /// <param name="only">The version in whose windows it is not counted yet; absent: in those of all that count it.</param>
    private static void Count(IStates states, DeductionId id, DateOnly on, DateOnly bookedOn, int sign, Points points, Code? only = null)
    {
        if (states.Find<Deduction>(id.ToString()) is not { Proposed: var proposed }) return;
        var (subjects, kind) = SubjectsOf(states, proposed, on);
        var counted = new HashSet<string>();
        var own = proposed.Rulebook.Version;
        foreach (var version in Acts.Elsewhere.Versions(states, own, bookedOn).Where(version => version.Counts(Filled.Deductions, id.ToString())).Select(version => version.Version).Prepend(own))
            MeasureCounting.Count(states, version, subjects, kind, on, bookedOn,
                (measure, rulebook) => Amount(measure, rulebook) is not 0 and var amount && counted.Add(measure.Meter) && (only is null || only == version) ? amount : 0);

        long Amount(CompiledMeasure measure, CompiledRulebook rulebook)
        {
            if (!measure.IsOfDeductions || !IsIn(measure, rulebook, proposed)) return 0;
            return measure.Tells == Told.Deducted ? sign : sign * points.Hundredths;
        }
    }

    /// <summary>Whose windows it is counted in.</summary>
    internal static (Subjects Subjects, Whose Kind) SubjectsOf(IRows rows, DeductionProposed proposed, DateOnly on)
    {
        var others = new Dictionary<Whose, string> { [Whose.Board] = proposed.Board.Value };
        if (proposed.HeldBy is { } holder) others[holder.Kind] = holder.Id;
        else if (rows.Find<Persons.Person>(proposed.Person.ToString())?.HouseholdOn(on) is { } home) others[Whose.Household] = home.ToString();
        return (new("", proposed.HeldBy is null ? Persons.Person.SurvivorOf(rows, proposed.Person).ToString() : "", others), proposed.HeldBy?.Kind ?? Whose.Person);
    }

    /// <summary>Whether a measure of deductions counts it.</summary>
    internal static bool IsIn(CompiledMeasure measure, CompiledRulebook rulebook, DeductionProposed proposed) =>
        measure.When?.Test(new FactRow(rulebook.Facts).Say("act.board", proposed.Board.Value)) is not Truth.False
        && (measure.Tells == Told.Deducted ? measure.About == proposed.Rule.Value : rulebook.Document.Commodities[measure.Of].Code == (proposed.Commodity ?? rulebook.Document.Commodities[0].Code));

    private static void Change(IStates states, DeductionId id, At at, Func<Deduction, Deduction> change)
    {
        if (states.Find<Deduction>(id.ToString()) is { } one) states.Put(id.ToString(), change(one) with { Number = at.Number });
    }
}

/// <summary>A person's deductions.</summary>
public sealed record DeductionOf(DeductionId Deduction)
{
    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, DeductionId deduction) => Prefix(person) + deduction;
}
