namespace Ledger.Domain.Teams;

/// <summary>A volunteer team (志愿服务队) was founded.</summary>
public sealed record TeamFounded(TeamId Team, Title Name, DateOnly From) : IFact;

/// <summary>Somebody is a member of a team from a date on.</summary>
/// <param name="Until">The last day, when it is known.</param>
public sealed record TeamJoined(TeamId Team, PersonId Person, DateOnly From, DateOnly? Until) : IFact;

/// <summary>Somebody left a team.</summary>
/// <param name="Until">The last day.</param>
public sealed record TeamLeft(TeamId Team, PersonId Person, DateOnly Until) : IFact;
