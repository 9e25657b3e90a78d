using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What an act adds to a measure. Other: what is counted elsewhere, from other facts than acts.</summary>
public enum CountKind { Amount, Commodity, Input, Acts, Days, Units, Holds, Standing, Other }

/// <summary>What a measure tells that no act adds to: whole periods in a row, periods touched since a mark, levels awarded or applied for, deductions by a rule.</summary>
internal enum Told { Counted, Run, Periods, Awarded, Applied, Deducted }

/// <summary>A running number: what, whose, in which window.</summary>
public sealed class CompiledMeasure
{
    public required int Number { get; init; }

    public required Code Code { get; init; }

    /// <summary>The unit it counts in.</summary>
    public required string Unit { get; init; }

    public CountKind Kind { get; init; } = CountKind.Other;

    /// <summary>Its counter's name: its code and a hash of its definition, so that versions of a rulebook that count the same share it.</summary>
    public string Meter { get; init; } = "";

    public IReadOnlyList<Whose> Whose { get; init; } = [];

    /// <summary>Null where the window has a form of its own.</summary>
    public Window? Window { get; init; }

    public WindowForm? Form { get; init; }

    public Happening Event { get; init; }

    /// <summary>Whether acts are counted in it.</summary>
    public bool IsOfActs => Event == Happening.Earn && !CountsRecorded && Kind is (CountKind.Amount or CountKind.Commodity or CountKind.Input or CountKind.Acts);

    /// <summary>Whether holds are.</summary>
    public bool IsOfHolds => Event == Happening.Redeem && Kind is not CountKind.Other and not CountKind.Standing;

    /// <summary>Whether what is sent, granted or paid by a passage is.</summary>
    public bool IsOfTransfers => Counts(Happening.Gift) || Counts(Happening.Issue) || Counts(Happening.Cash);

    /// <summary>Whether deductions are: how much, or how often by a rule.</summary>
    public bool IsOfDeductions => Event == Happening.Deduct && (Tells == Told.Deducted || Kind == CountKind.Commodity);

    /// <summary>Whether what is sent, or granted, or paid is.</summary>
    internal bool Counts(Happening what) => Event == what && Kind is (CountKind.Commodity or CountKind.Units);

    /// <summary>Of gifts: whether it counts what somebody gets.</summary>
    internal bool IsReceived { get; init; }

    /// <summary>Whether a window is worth its best act and not their sum.</summary>
    public bool IsBest { get; init; }

    /// <summary>Which year of the calendar's own; -1: none.</summary>
    internal int Period { get; init; } = -1;

    /// <summary>The commodity's number, or the input's place in a row.</summary>
    internal int Of { get; init; }

    /// <summary>What steps call the input.</summary>
    internal string? Input { get; init; }

    internal CompiledSelector? When { get; init; }

    /// <summary>How it follows from others, and where in a row it is put.</summary>
    internal CompiledAmount? Derived { get; init; }

    /// <summary>What one act adds by what it states, before any limit.</summary>
    internal long OfOne(FactRow facts) => Kind switch { CountKind.Input => facts[Of] ?? 0, CountKind.Acts => 1, _ => 0 };

    /// <summary>Whether it counts only what is posted.</summary>
    internal bool CountsPosted { get; init; }

    /// <summary>Whether acts count in it from when they are recorded, until they are rejected or undone.</summary>
    internal bool CountsRecorded { get; init; }

    /// <summary>Whether what a paper passbook brought counts in it.</summary>
    internal bool CountsOpenings { get; init; }

    /// <summary>The rank whose own it is: what posts after the round of its day began to be counted counts in the round of the day it posts.</summary>
    internal Code? Rank { get; init; }

    /// <summary>Of a rank's own measure: whether it counts only what came so late.</summary>
    internal bool CountsLate { get; init; }

    /// <summary>Whether an act comes too late for the round of its day, by the ranks that had counted it.</summary>
    internal bool IsLate(IReadOnlyList<Code>? lateFor) => Rank is { } rank && lateFor?.Contains(rank) == true;

    internal Told Tells { get; init; }

    /// <summary>Of which ladder or deduction.</summary>
    internal string? About { get; init; }

    internal Run? Run { get; init; }

    /// <summary>Whether a run of long periods reads it: its windows are kept as long as a run can be.</summary>
    internal bool IsOfRun { get; init; }

    /// <summary>Whether its window moves with the day, or starts with a mark: it is kept by days.</summary>
    internal bool IsRolling => Form is { Last: not null } or { Since: not null };

    /// <summary>Whether an act counts in the window of the day on which it was booked, and not of its own.</summary>
    internal bool IsBooked { get; init; }

    internal int Slot { get; init; } = -1;
}
