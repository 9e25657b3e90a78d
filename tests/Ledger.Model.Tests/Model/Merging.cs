namespace Ledger.Model;

public sealed record MergePersons(Guid By, Guid Person, Guid Merged) : Deed(By)
{
    public override string Kind => "merge two registrations";
    public override string Path => $"persons/{Person}/merges";
    public override object Body => new { merged = Merged };
}

/// <summary>Two registrations of one person: from then on both ids mean who stayed, and what either did or got is his (rule 16).</summary>
public sealed partial class Books
{
    private readonly Dictionary<Guid, Guid> _mergedInto = [];
    private readonly Dictionary<Guid, (Guid Merged, Guid By)> _signedMerges = [];

    public bool IsMerged(Guid person) => _mergedInto.ContainsKey(person);

    /// <summary>Who stayed, or who was joined to him.</summary>
    public bool HasTwins(Guid person) => IsMerged(person) || _mergedInto.ContainsValue(person);

    /// <summary>Neither suspended nor reported lost, nor closed nor another's alias.</summary>
    public bool IsPlain(Guid person) => People.TryGetValue(person, out var known) && !known.Suspended && !IsLost(person) && !IsClosed(person) && !IsMerged(person);

    /// <summary>Whom an id means now.</summary>
    private Guid Self(Guid person) => _mergedInto.TryGetValue(person, out var into) ? Self(into) : person;

    /// <summary>Everything of the person, under every id he ever had, in the order in which it came.</summary>
    private IReadOnlyList<Move> AllOf(Guid person) => _mergedInto.Keys.Where(other => Self(other) == person).ToList() is { Count: > 0 } others
        ? [.. others.Append(person).SelectMany(History.Of).OrderBy(move => move.Turn)] : History.Of(person);

    private Expected Do(MergePersons deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(People.ContainsKey(deed.Person) && People.ContainsKey(deed.Merged), "not-found");
        foreach (var one in new[] { deed.Person, deed.Merged })
        {
            Unless(!IsMerged(one), "person-was-merged");
            Unless(!IsClosed(one), "account-is-closed");
        }
        Unless(deed.Person != deed.Merged, "relation-to-oneself");
        Unless(new[] { deed.Person, deed.Merged }.All(one => deed.By != one && !LiveTogether(deed.By, one)), "gains-by-signing");
        if (!_signedMerges.TryGetValue(deed.Person, out var first) || first.Merged != deed.Merged)
        {
            _signedMerges[deed.Person] = (deed.Merged, deed.By);
            return Expected.Yes([deed.Person], ("isMerged", false));
        }
        Unless(Self(first.By) != deed.By, "second-person-needed");
        _signedMerges.Remove(deed.Person);
        HandOn(deed.Merged, deed.Person);
        foreach (var given in Roles.Where(given => given.Person == deed.Merged && !(given.Until < Today)).ToList())
            Roles.Add(given with { Person = deed.Person, From = given.From > Today ? given.From : Today });
        EndRoles(given => given.Person == deed.Merged, Today.AddDays(-1));
        foreach (var hold in Holds.Values.Where(hold => hold.Person == deed.Merged).ToList()) Holds[hold.Id] = hold with { Person = deed.Person };
        _mergedInto.Add(deed.Merged, deed.Person);
        if (People[deed.Merged].Suspended) People[deed.Person] = People[deed.Person] with { Suspended = true };
        if (_losses.TryGetValue(deed.Merged, out var lost)) _losses[deed.Person] = ([.. lost.Lost, .. _losses.GetValueOrDefault(deed.Person).Lost ?? []], null);
        foreach (var part in Purse(deed.Person)) PayDebts(deed.Person, part.Lot, part.Much);
        return Expected.Yes([deed.Person, deed.Merged], ("isMerged", true));
    }

    /// <summary>What can be spent, what is held and what is owed, each with its origin.</summary>
    private void HandOn(Guid from, Guid to)
    {
        foreach (var part in Purse(from)) Over(part, "purse");
        foreach (var hold in Holds.Values.Where(hold => hold.Person == from).ToList())
            foreach (var part in Reserved(hold)) Over(part, hold.Held);
        foreach (var debt in Debts(AllOf(from)))
        {
            Put(from, Points, debt.Lot, debt.Much, "sent", "debt");
            Put(to, Points, debt.Lot, debt.Much, "debt", "received");
        }

        void Over(Amount part, string place)
        {
            Put(from, Points, part.Lot, part.Much, place, "sent");
            Put(to, Points, part.Lot, part.Much, "received", place);
        }
    }
}
