namespace Ledger.Model;

public sealed record Register(Guid By, Guid Person, string Subject, Guid? Household, string? Node) : Deed(By)
{
    public override string Kind => "register a person";
    public override string Path => "persons";
    public override object Body => new { person = Person, name = "测试人", residence = "resident", node = Node, household = Household, subject = Subject };
}

public sealed record Suspend(Guid By, Guid Person, bool Lift, string Reason) : Deed(By)
{
    public override string Kind => Lift ? "reinstate a person" : "suspend a person";
    public override string Path => $"persons/{Person}/{(Lift ? "reinstatement" : "suspension")}";
    public override object Body => new { reason = Reason };
}

public sealed partial class Books
{
    /// <summary>Whoever signs in with it is known.</summary>
    public HashSet<string> Subjects { get; } = [];

    private Expected Do(Register deed)
    {
        Unless(Is(deed.By, "administrator", "office", "grid-officer"), "not-allowed");
        Unless(!People.ContainsKey(deed.Person), "id-already-used");
        Unless(deed.Node is not { } node || Nodes.Contains(node), "unknown-node");
        Unless(!Subjects.Contains(deed.Subject), "sign-in-already-bound");
        Unless(RolesOf(deed.By).Any(given => given.Role is "administrator" or "office" or "grid-officer" && (given.Node is null || deed.Node is { } home && (given.Node == "root" || given.Node == home))), "outside-scope");
        Subjects.Add(deed.Subject);
        People.Add(deed.Person, new Somebody(deed.Person, deed.Household, deed.Node, false));
        return Expected.Yes([deed.Person]);
    }

    /// <summary>Twice suspended is suspended. To hand in a code is to spend: open codes end.</summary>
    private Expected Do(Suspend deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(!IsClosed(deed.Person), "account-is-closed");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        People[deed.Person] = People[deed.Person] with { Suspended = !deed.Lift };
        if (!deed.Lift) FreeAll(deed.Person);
        return Expected.Yes([deed.Person]);
    }
}
