using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

/// <summary>What a step does with its input. Each kind has a law that an auditor can check from the step alone, see <see cref="StepLaws"/>.</summary>
[JsonConverter(typeof(KebabEnum<StepKind>))]
public enum StepKind
{
    /// <summary>output = ⌊input × factor ÷ limit⌋: so much per so much. Changes the unit.</summary>
    Rate,

    /// <summary>output = input × factor: a fixed amount each. Changes the unit.</summary>
    Fixed,

    /// <summary>output = ⌊input ÷ limit⌋ × limit: a quantum, downwards.</summary>
    RoundDown,

    /// <summary>output = min(input, max(0, limit − before)): what a window still lets through.</summary>
    Cap,

    /// <summary>output = max(0, input − before): what the window is worth now, less what it has got.</summary>
    Difference,

    /// <summary>output = input: the parts named in <c>from</c>, all of one unit, put together.</summary>
    Sum,

    /// <summary>output = before + input: where a running total stands with this.</summary>
    Accumulate,

    /// <summary>output = max(0, min(input, limit) − factor): the part of the input between two bounds; without limit there is no upper one.</summary>
    Band,

    /// <summary>output = before − input: what stands in a window when what was undone is taken out of it.</summary>
    GiveBack,

    /// <summary>output = 0: the rule keeps this out of the commodity, the input shows how much.</summary>
    Exclude,

    /// <summary>output = 1 when input ≥ limit, otherwise 0: a threshold reached. Changes the unit to times.</summary>
    Reach,

    /// <summary>output = ((input − 1) mod limit) + 1: the position inside a repeating cycle.</summary>
    Cycle,

    /// <summary>output = the number of the tier, which the rule's pointer ends with; factor &lt; input ≤ limit, and no limit on the last. Changes the unit to tier.</summary>
    Tier,

    /// <summary>output = the last day of validity as yyyymmdd; input = the day it counts from; limit = years added; 29 February becomes the 28th.</summary>
    ExpireAfterYears,

    /// <summary>output = input − limit, at least 0: what is above a carry-over lapses.</summary>
    Excess,

    /// <summary>output = ⌈input ÷ limit⌉ × limit: a quantum, upwards.</summary>
    RoundUp,

    /// <summary>output = ⌊(2 × input + limit) ÷ (2 × limit)⌋ × limit: a quantum, to the nearest, a half upwards.</summary>
    RoundNearest,

    /// <summary>output = factor, where limit ≤ input &lt; bound: a row of a table. Without limit it is what is below the first row, without bound the last row.</summary>
    Row,

    /// <summary>output = input when input ≥ limit, otherwise 0: below it nothing counts.</summary>
    Need,

    /// <summary>output = max(input, limit), or with a window max(input, before): a least amount, or the best of a window.</summary>
    AtLeast,

    /// <summary>output = input + factor.</summary>
    Add,

    /// <summary>output = input − limit, which is the steps in <c>from</c> added up, all of one unit; input is the step before. It may be negative.</summary>
    Less,

    /// <summary>output = ⌊input × factor ÷ limit⌋ + bound: a part of a whole by weight; limit is the sum of all weights, bound is 1 where a remainder goes, otherwise 0 or absent.</summary>
    Share,

    /// <summary>
    /// output = the last day of validity as yyyymmdd. Factor 0: the end of the year that input lies in, limit years later, where years start on
    /// bound as mmdd (absent: 101); 1: limit days later; 2: limit months later.
    /// </summary>
    ExpireAt,
}
