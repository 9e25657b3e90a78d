namespace Ledger.Model;

/// <param name="Reason">moved-away or death.</param>
public sealed record CloseAccount(Guid By, Guid Person, string Reason, Guid? Family) : Deed(By)
{
    public override string Kind => $"close an account: {Reason}";
    public override string Path => $"persons/{Person}/closing";
    public override object Body => new { reason = Reason, family = Family };
}

public sealed record NameHeir(Guid By, Guid Person, Guid Heir, string Paper) : Deed(By)
{
    public override string Kind => "name an heir";
    public override string Path => $"persons/{Person}/heirs";
    public override object Body => new { person = Heir, evidenceHash = Paper };
}

/// <param name="Rest">lapse, pool or family: what the rulebook of the day says.</param>
/// <param name="To">Who of the family gets it; null: nobody is named.</param>
public sealed record ClosedAccount(DateOnly On, string Reason, string Rest, Guid? To);

/// <summary>An account closed for good: what is left, and what comes late, goes as the rulebook says (rule 16).</summary>
public sealed partial class Books
{
    private readonly Dictionary<Guid, ClosedAccount> _closedAccounts = [];
    private readonly Dictionary<Guid, (Guid Heir, string Paper, Guid By)> _signedHeirs = [];
    private readonly HashSet<(Guid Person, Guid Heir)> _heirs = [];

    public bool IsClosed(Guid person) => _closedAccounts.ContainsKey(person);

    public bool IsDead(Guid person) => _closedAccounts.TryGetValue(person, out var closed) && closed.Reason == "death";

    private Expected Do(CloseAccount deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(!IsClosed(deed.Person), "account-is-closed");
        Unless(!Roles.Any(given => given.Person == deed.Person && given.Role == "administrator" && given.IsOn(Today)) || !IsLastAdministrator(deed.Person, Today.AddDays(-1)), "last-administrator");
        var rest = RulebookOf(Today)?.Closing is { } clause ? deed.Reason == "death" ? clause.Death : clause.MovedAway : "lapse";
        // Somebody of the family is asked for only where the rulebook gives him something.
        var to = rest == "family" && deed.Reason != "death" ? deed.Family : null;
        if (to is { } family)
        {
            Unless(family != deed.Person && LiveTogether(family, deed.Person) && !IsClosed(family) && !IsMerged(family), "not-of-the-family");
            Unless(deed.By != family && !LiveTogether(deed.By, family), "gains-by-signing");
        }
        var codes = FreeAll(deed.Person);
        EndRoles(given => given.Person == deed.Person, Today);
        _closedAccounts[deed.Person] = new(Today, deed.Reason, rest, to);
        return Expected.Yes([deed.Person, to ?? deed.Person], ("rest", rest), ("codesEnded", codes));
    }

    /// <summary>Two people sign the same paper for the same heir.</summary>
    private Expected Do(NameHeir deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(People.ContainsKey(deed.Person) && People.ContainsKey(deed.Heir), "not-found");
        Unless(!IsMerged(deed.Person) && !IsMerged(deed.Heir), "person-was-merged");
        Unless(_closedAccounts.TryGetValue(deed.Person, out var closed) && closed.Reason == "death", "account-is-open");
        Unless(deed.Heir != deed.Person, "relation-to-oneself");
        Unless(deed.By != deed.Heir && !LiveTogether(deed.By, deed.Heir), "gains-by-signing");
        if (_heirs.Contains((deed.Person, deed.Heir))) return Expected.Yes([deed.Person], ("isNamed", true));
        if (!_signedHeirs.TryGetValue(deed.Person, out var first) || (first.Heir, first.Paper) != (deed.Heir, deed.Paper))
        {
            _signedHeirs[deed.Person] = (deed.Heir, deed.Paper, deed.By);
            return Expected.Yes([deed.Person], ("isNamed", false));
        }
        Unless(Self(first.By) != deed.By, "second-person-needed");
        _signedHeirs.Remove(deed.Person);
        _heirs.Add((deed.Person, deed.Heir));
        if (closed!.Rest == "family" && closed.To is null) _closedAccounts[deed.Person] = closed with { To = deed.Heir };
        return Expected.Yes([deed.Person, deed.Heir], ("isNamed", true));
    }

    /// <summary>Whatever a closed account has got goes on at once; what it owes nobody will ever pay. A relative whose account is closed too gets nothing.</summary>
    private void SettleRests()
    {
        foreach (var (person, closed) in _closedAccounts)
        {
            foreach (var debt in Debts(AllOf(person))) Put(person, Points, debt.Lot, debt.Much, "writtenOff", "debt");
            if (closed is { Rest: "family", To: null, Reason: "death" }) continue;
            var to = closed.To is { } named && Self(named) is var now && !IsClosed(now) ? now : (Guid?)null;
            foreach (var part in Purse(person))
            {
                Put(person, Points, part.Lot, part.Much, "purse", closed.Rest == "pool" || to is not null ? "sent" : "forfeited");
                if (to is not { } heir) continue;
                Put(heir, Points, part.Lot, part.Much, "received", "purse");
                PayDebts(heir, part.Lot, part.Much);
            }
        }
    }
}
