namespace Ledger.Model;

public sealed record MovePerson(Guid By, Guid Person, DateOnly From, string? Node, Guid? Household) : Deed(By)
{
    public override string Kind => "move a person";
    public override string Path => $"persons/{Person}/moves";
    public override object Body => new { from = $"{From:yyyy-MM-dd}", node = Node, household = Household };
}

/// <summary>Where somebody belongs on a day (rule 13): an act keeps what held on its own day, as it was known when it was recorded.</summary>
public sealed partial class Books
{
    private Expected Do(MovePerson deed)
    {
        Unless(Is(deed.By, "administrator", "office", "grid-officer"), "not-allowed");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(ReachesPerson(deed.By, deed.Person, "administrator", "office", "grid-officer"), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(deed.From <= Today, "move-in-the-future");
        Unless(deed.Node is not { } node || Nodes.Contains(node), "unknown-node");
        // What says nothing new is no move.
        if (BelongingOf(deed.Person, deed.From) == (deed.Household, deed.Node) && IdsOf(deed.Person).All(id => BelongingOf(id, deed.From).Household == deed.Household)) return Expected.Yes([deed.Person]);
        foreach (var id in IdsOf(deed.Person).ToList()) People[id] = People[id] with { Moves = [.. People[id].Moves, (deed.From, deed.Household, deed.Node)] };
        return Expected.Yes([deed.Person]);
    }

    /// <summary>The move with the latest day decides; of two for one day, the one that was told last.</summary>
    private (Guid? Household, string? Node) BelongingOf(Guid person, DateOnly day)
    {
        var known = People[person];
        var moves = known.Moves.Where(move => move.From <= day).OrderBy(move => move.From).ToList();
        return moves.Count == 0 ? (known.Household, known.Node) : (moves[^1].Household, moves[^1].Node);
    }

    private IEnumerable<Guid> IdsOf(Guid person) => People.Keys.Where(id => id == person || Self(id) == person);

    /// <summary>Under whatever ids he was registered.</summary>
    private HashSet<Guid> HomesOf(Guid person, DateOnly day) => [.. IdsOf(person).Select(id => BelongingOf(id, day).Household).OfType<Guid>()];

    private bool LiveTogether(Guid one, Guid other) => LiveTogether(one, other, Today);

    /// <summary>Who has no household lives with nobody.</summary>
    private bool LiveTogether(Guid one, Guid other, DateOnly day) => HomesOf(one, day).Overlaps(HomesOf(other, day));
}
