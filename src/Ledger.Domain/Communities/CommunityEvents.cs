namespace Ledger.Domain.Communities;

/// <summary>A community opened its books.</summary>
/// <param name="Zone">Its one IANA time zone, for ever.</param>
/// <param name="HoldMinutes">How long a redemption code lives: 1 to 10080.</param>
public sealed record CommunityOpened(Title Name, string Zone, int HoldMinutes, DateOnly OpenedOn) : IFact;
