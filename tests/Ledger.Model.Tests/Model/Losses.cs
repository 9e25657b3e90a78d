namespace Ledger.Model;

public sealed record ReportLoss(Guid By, Guid Person, string Lost) : Deed(By)
{
    public override string Kind => "report a loss";
    public override string Path => $"persons/{Person}/loss-report";
    public override object Body => new { lost = Lost };
}

public sealed record LiftLoss(Guid By, Guid Person) : Deed(By)
{
    public override string Kind => "sign for lifting a loss";
    public override string Path => $"persons/{Person}/loss-report/lifting";
    public override object Body => new { };
}

public sealed partial class Books
{
    /// <summary>What is lost, and who signed first for lifting it.</summary>
    private readonly Dictionary<Guid, (HashSet<string> Lost, Guid? Signed)> _losses = [];

    public bool IsLost(Guid person) => _losses.ContainsKey(person);

    /// <summary>Open codes end; what a further loss finds signed is not signed any more.</summary>
    private Expected Do(ReportLoss deed)
    {
        Unless(deed.By == Self(deed.Person) || ReachesPerson(deed.By, deed.Person, Helpers), "not-found");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        var known = _losses.GetValueOrDefault(deed.Person).Lost ?? [];
        _losses[deed.Person] = ([.. known, deed.Lost], null);
        return Expected.Yes([deed.Person], ("codesEnded", FreeAll(deed.Person)));
    }

    /// <summary>Two people, neither of them the holder or of his household (rule 16).</summary>
    private Expected Do(LiftLoss deed)
    {
        Unless(Is(deed.By, Helpers), "not-allowed");
        Unless(People.ContainsKey(deed.Person), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(ReachesPerson(deed.By, deed.Person, Helpers), "not-found");
        Unless(_losses.TryGetValue(deed.Person, out var loss), "no-loss-reported");
        Unless(deed.By != deed.Person && !LiveTogether(deed.By, deed.Person), "gains-by-signing");
        Unless(loss.Signed is not { } signed || Self(signed) != deed.By, "second-person-needed");
        if (loss.Signed is null) _losses[deed.Person] = loss with { Signed = deed.By };
        else _losses.Remove(deed.Person);
        return Expected.Yes([deed.Person], ("isLifted", loss.Signed is not null));
    }

    private int FreeAll(Guid person)
    {
        var open = Holds.Values.Where(hold => hold.Person == person && hold.Status == "held").OrderBy(hold => $"{hold.Id}", StringComparer.Ordinal).ToList();
        foreach (var hold in open) Free(hold, "voided");
        return open.Count;
    }
}
