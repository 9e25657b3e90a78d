using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

/// <summary>A fact that a clause read and the act itself does not say: frozen, so that the act can be valued again.</summary>
/// <param name="Value">A number in its smallest unit, a flag as 0 or 1, a level as its position from 1.</param>
/// <param name="Code">A code instead.</param>
public sealed record FactRead(string Fact, long? Value = null, string? Code = null);

/// <summary>What only the vault knows of somebody, as the command brings it: the books keep a band and never an age.</summary>
/// <param name="AgeBand">Such as <c>60-69</c> or <c>80+</c>; its edges are those that the rulebook names. Absent: not known.</param>
/// <param name="Marks">Those of the marks kept in the vault that he bears; absent: not known.</param>
public sealed record FromVault(string? AgeBand = null, IReadOnlyList<Code>? Marks = null)
{
    /// <summary>The first year of the band.</summary>
    [JsonIgnore]
    public long? LeastAge => AgeBand is { } band && long.TryParse(band.AsSpan(0, band.IndexOfAny(['-', '+']) is > 0 and var end ? end : band.Length), out var age) ? age : null;
}
