using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

/// <summary>What becomes of points left on a closed account: they lapse, go to the family, or to the community's pool.</summary>
[JsonConverter(typeof(KebabEnum<Rest>))]
public enum Rest { Lapse, Family, Pool }

/// <summary>The closing clause (销户). Without it, what is left lapses.</summary>
public sealed record ClosingRules(Rest MovedAway, Rest Death);
