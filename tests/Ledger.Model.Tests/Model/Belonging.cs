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
        Unless(People.TryGetValue(deed.Person, out var person), "not-found");
        Unless(ReachesPerson(deed.By, deed.Person, "administrator", "office", "grid-officer"), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(deed.From <= Today, "move-in-the-future");
        Unless(deed.Node is not { } node || Nodes.Contains(node), "unknown-node");
        // What says nothing new is no move.
        if (BelongingOf(deed.Person, deed.From) != (deed.Household, deed.Node)) People[deed.Person] = person! with { Moves = [.. person.Moves, (deed.From, deed.Household, deed.Node)] };
        return Expected.Yes([deed.Person]);
    }

    /// <summary>The move with the latest day decides; of two for one day, the one that was told last.</summary>
    private (Guid? Household, string? Node) BelongingOf(Guid person, DateOnly day)
    {
        var known = People[person];
        var moves = known.Moves.Where(move => move.From <= day).OrderBy(move => move.From).ToList();
        return moves.Count == 0 ? (known.Household, known.Node) : (moves[^1].Household, moves[^1].Node);
    }

    private Guid? HomeOf(Guid person) => People.ContainsKey(person) ? BelongingOf(person, Today).Household : null;

    /// <summary>Today; who has no household lives with nobody.</summary>
    private bool LiveTogether(Guid one, Guid other) => HomeOf(one) is { } home && HomeOf(other) == home;
}
