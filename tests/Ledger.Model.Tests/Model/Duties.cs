namespace Ledger.Model;

public sealed record GrantRole(Guid By, Guid Person, string Role, DateOnly From, DateOnly? Until, Guid? Merchant = null, string? Node = null, Guid? InPlaceOf = null) : Deed(By)
{
    public override string Kind => InPlaceOf is null ? "give a role" : "let somebody stand in";
    public override string Path => $"persons/{Person}/roles";
    public override object Body => new { role = Role, from = $"{From:yyyy-MM-dd}", until = Until is { } day ? $"{day:yyyy-MM-dd}" : null, merchant = Merchant, node = Node, inPlaceOf = InPlaceOf };
}

public sealed record EndRole(Guid By, Guid Person, string Role, DateOnly Until, Guid? Merchant = null, string? Node = null) : Deed(By)
{
    public override string Kind => "end a role";
    public override string Path => $"persons/{Person}/roles/end";
    public override object Body => new { role = Role, until = $"{Until:yyyy-MM-dd}", merchant = Merchant, node = Node };
}

public sealed record HandOver(Guid By, Guid Person, Guid To, string Role, DateOnly On) : Deed(By)
{
    public override string Kind => "hand a role over";
    public override string Path => $"persons/{Person}/roles/handover";
    public override object Body => new { to = To, role = Role, on = $"{On:yyyy-MM-dd}" };
}

/// <summary>Who may do what then is in the books (rule 17).</summary>
public sealed partial class Books
{
    private Expected Do(GrantRole deed)
    {
        Unless(Is(deed.By, "administrator"), "not-allowed");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(!IsClosed(deed.Person), "account-is-closed");
        Unless(deed.Merchant is not null == deed.Role is "merchant-owner" or "merchant-clerk", "role-needs-merchant");
        Unless(deed.Node is null || deed.Role is "grid-officer" or "grid-assistant", "scope-does-not-fit");
        Unless(deed.Node is not { } node || Nodes.Contains(node), "unknown-node");
        Unless(!(deed.Until < deed.From), "period-is-empty");
        Unless(deed.InPlaceOf is null || deed.Until is not null, "substitute-needs-end");
        Unless(deed.InPlaceOf is not { } other || deed.InPlaceOf != deed.Person && Has(other, deed.Role, deed.From, deed.Node, deed.Merchant), "role-not-held");
        Roles.Add(new RoleGiven(deed.Person, deed.Role, deed.Merchant, deed.From, deed.Until, deed.Node));
        return Expected.Yes([deed.Person]);
    }

    private Expected Do(EndRole deed)
    {
        Unless(Is(deed.By, "administrator"), "not-allowed");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(Roles.Any(given => given.Person == deed.Person && given.Role == deed.Role && given.Merchant == deed.Merchant && given.Node == deed.Node && !(given.Until <= deed.Until)), "not-found");
        Unless(deed.Role != "administrator" || !IsLastAdministrator(deed.Person, deed.Until), "last-administrator");
        Unless(Roles.Any(given => given.Person == deed.Person && given.Role == deed.Role && given.Merchant == deed.Merchant && given.Node == deed.Node && !(given.Until <= deed.Until)), "not-found");
        EndRoles(given => given.Person == deed.Person && given.Role == deed.Role && given.Merchant == deed.Merchant && given.Node == deed.Node, deed.Until);
        return Expected.Yes([deed.Person]);
    }

    /// <summary>The day before is the last of the one, as long as it was given the other holds it.</summary>
    private Expected Do(HandOver deed)
    {
        Unless(Is(deed.By, "administrator"), "not-allowed");
        Unless(People.ContainsKey(deed.Person) && People.ContainsKey(deed.To), "not-found");
        Unless(!IsMerged(deed.To), "person-was-merged");
        Unless(!IsClosed(deed.To), "account-is-closed");
        // However often it was given: it goes over as long as the longest of them lasts.
        var (held, last) = (Roles.Where(given => IsOf(given, deed.Person) && given.IsOn(deed.On.AddDays(-1))).ToList(), deed.On.AddDays(-1));
        Unless(held.Count > 0, "role-not-held");
        Unless(!Roles.Any(given => IsOf(given, deed.To) && !(given.Until < deed.On)), "role-already-held");
        var until = held.Any(given => given.Until is null) ? null : held.Max(given => given.Until);
        EndRoles(given => IsOf(given, deed.Person), last);
        Roles.Add(new RoleGiven(deed.To, deed.Role, null, deed.On, until > last ? until : null));
        return Expected.Yes([deed.Person, deed.To]);

        bool IsOf(RoleGiven given, Guid person) => given.Person == person && given.Role == deed.Role && given.Merchant is null && given.Node is null;
    }

    private void EndRoles(Predicate<RoleGiven> which, DateOnly until)
    {
        for (var at = 0; at < Roles.Count; at++)
            if (which(Roles[at]) && !(Roles[at].Until <= until)) Roles[at] = Roles[at] with { Until = until };
    }

    private bool Has(Guid person, string role, DateOnly day, string? node, Guid? merchant = null) => Roles.Any(given => given.Person == person && given.Role == role && given.Merchant == merchant && given.Node == node && given.IsOn(day));

    /// <summary>Nobody else would be one for good after that day.</summary>
    private bool IsLastAdministrator(Guid person, DateOnly until) => !Roles.Any(given => given.Role == "administrator" && given.Person != person && given.Until is null && given.From <= until.AddDays(1));

    /// <summary>Whoever is bound to a node does something for those who belong there today.</summary>
    private bool ReachesPerson(Guid by, Guid person, params string[] roles) => RolesOf(by).Any(given => given.Merchant is null && roles.Contains(given.Role)
        && (given.Node is null || People.ContainsKey(person) && BelongingOf(person, Today).Node is { } node && given.Node is var bound && (bound == "root" || bound == node)));

    /// <summary>Whoever is bound to a node decides on what happened there, or was done by who belongs there.</summary>
    private bool Reaches(Guid by, ActKnown act, params string[] roles) => RolesOf(by).Any(given => (roles.Length > 0 ? roles : Recorders).Contains(given.Role) && (given.Node is null or "root" || given.Node == act.Told.Place || given.Node == act.Node));
}
