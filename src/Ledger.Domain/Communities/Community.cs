using System.Text.Json.Serialization;
using Ledger.Domain.Grid;

namespace Ledger.Domain.Communities;

/// <summary>The settings every decision goes by.</summary>
/// <param name="HoldMinutes">The life of a hold and of its code.</param>
/// <param name="Root">The root of its grid tree.</param>
public sealed record Community(Title Name, string Zone, int HoldMinutes, DateOnly OpenedOn, long Number, Code? Root = null)
{
    /// <summary>What a decision sees before the opening: dates go by UTC, everything else is missing.</summary>
    public static readonly Community NotOpened = new(new Title("未开户"), "Etc/UTC", 0, default, 0);

    private Zone? _zone;

    [JsonIgnore]
    public Zone LocalZone => _zone ??= Ledger.Domain.Zone.Find(Zone) ?? throw new InvalidOperationException($"This machine has no zone data for {Zone}.");

    [JsonIgnore]
    public bool IsOpen => Number > 0;

    /// <summary>The local date of a fact.</summary>
    public static DateOnly DateOf(IRows rows, At at) => (rows.Find<Community>("") ?? NotOpened).LocalZone.DateOf(at.RecordedAt);

    public static void Evolve(IStates states, NodeAdded fact)
    {
        if (fact.Parent is null && states.Find<Community>("") is { } community) states.Put("", community with { Root = fact.Node });
    }

    public static void Evolve(IStates states, CommunityOpened fact, At at) =>
        states.Put("", new Community(fact.Name, fact.Zone, fact.HoldMinutes, fact.OpenedOn, at.Number));
}
