namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What stands in one window of a measure.</summary>
/// <param name="In">What went in: only for a measure whose windows are valued as a whole.</param>
/// <param name="Got">What was really got in the end, after all limits.</param>
public readonly record struct Meter(long In, long Got);

/// <summary>The windows that one act falls in. Who asks knows whose they are and which periods; a rule only names the measure.</summary>
public interface IMeters
{
    Meter Of(int measure);

    /// <summary>Its name in the arithmetic; asked only where arithmetic is written.</summary>
    StepWindow WindowOf(int measure, long before);
}

/// <summary>What an act adds to a window.</summary>
public readonly record struct MeterChange(int Measure, long In, long Got);
