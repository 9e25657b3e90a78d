namespace Ledger.Api.AccessRecords;

/// <summary>Whose account an operation shows (rule 15).</summary>
public enum LookedAt
{
    /// <summary>No account, and the route says why.</summary>
    Nobody,

    /// <summary>That of the person in the address.</summary>
    ThePerson,

    /// <summary>Those of the people its handler names with <see cref="Http.Call.Shows"/>.</summary>
    WhomItFinds,

    /// <summary>The whole community's: an export.</summary>
    Everybody,
}

/// <summary>What a route declares of the accounts it shows. An operation whose answer names people and declares nothing fails a test.</summary>
/// <param name="Why">For an operation that names people and shows no account.</param>
public sealed record Looks(LookedAt At, string? Why = null);

public static class LooksOfRoutes
{
    public static RouteHandlerBuilder LooksAt(this RouteHandlerBuilder route, LookedAt whom) => route.WithMetadata(new Looks(whom));

    public static RouteHandlerBuilder ShowsNoAccount(this RouteHandlerBuilder route, string why) => route.WithMetadata(new Looks(LookedAt.Nobody, why));
}
