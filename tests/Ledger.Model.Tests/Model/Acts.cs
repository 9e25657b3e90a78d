namespace Ledger.Model;

/// <summary>Somebody's part in what is recorded.</summary>
/// <param name="Replaces">The reversed or rejected act that this one records again.</param>
public sealed record Part(Guid Act, Guid Person, long? Minutes, Guid? Replaces = null);

public sealed record Record(Guid By, string Type, DateTimeOffset Start, DateTimeOffset End, string Place, string Evidence, string? Hash, bool Attest, IReadOnlyList<Part> Parts) : Deed(By)
{
    public override string Kind => Attest ? "record and attest acts" : Parts.Count == 1 && Parts[0].Person == By ? "record an act of one's own" : "record acts";
    public override string Path => "acts";
    public override object Body => new
    {
        actType = Type, startedAt = Time(Start), endedAt = Time(End), place = Place, evidence = Evidence, evidenceHash = Hash, attest = Attest,
        people = Parts.Select(part => new { act = part.Act, person = part.Person, minutes = part.Minutes, replaces = part.Replaces }),
    };

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record Attest(Guid By, IReadOnlyList<Guid> Acts) : Deed(By)
{
    public override string Kind => "attest acts";
    public override string Path => "acts/attestations";
    public override object Body => new { acts = Acts };
}

public sealed record Reject(Guid By, IReadOnlyList<Guid> Acts, string Reason) : Deed(By)
{
    public override string Kind => "reject acts";
    public override string Path => "acts/rejections";
    public override object Body => new { acts = Acts, reason = Reason };
}

/// <param name="Home">The doer's household on that day, as it was known when it was recorded.</param>
/// <param name="Node">Likewise.</param>
/// <param name="Status">recorded, attested, rejected, reversed.</param>
/// <param name="Turn">The how-manieth act that was attested.</param>
/// <param name="Got">Points: what it was worth, with what it got afterwards.</param>
/// <param name="NoticeUntil">The last day of its public notice.</param>
/// <param name="IsCounted">Not where its windows were forgotten when it was attested.</param>
/// <param name="Objector">Whoever objects, while nobody has decided.</param>
public sealed record ActKnown(
    Record Told, Part Part, Guid? Home, string? Node, string Status, Guid? Attester = null, int Turn = 0, long Got = 0, DateOnly? NoticeUntil = null, bool Posted = false, Guid? Objector = null, Guid? ReplacedBy = null, bool IsCounted = false)
{
    /// <summary>The caps that kept it from more.</summary>
    public IReadOnlyList<string> Cuts { get; init; } = [];

    public DateOnly Day => Books.DayOf(Told.Start);

    public long Minutes => Part.Minutes ?? (long)Math.Floor((Told.End - Told.Start).TotalMinutes);
}

public sealed partial class Books
{
    private static readonly string[] Recorders = ["office", "grid-officer", "grid-assistant", "team-leader"];

    /// <summary>In the order in which they came.</summary>
    public Dictionary<Guid, ActKnown> Acts { get; } = [];

    private Expected Do(Record deed)
    {
        Unless(Is(deed.By, Recorders) || !deed.Attest && deed.Parts.All(part => Self(part.Person) == deed.By), "not-allowed");
        var isNew = deed.Parts.Select(part => part.Act).Where(act => !Acts.ContainsKey(act)).ToList();
        try
        {
            foreach (var part in deed.Parts) RecordOne(deed, part);
            var attested = deed.Parts.Where(part => deed.Attest && Acts[part.Act].Status != "attested").Select(part => part.Act).ToList();
            // Their scope was asked when they were recorded.
            foreach (var act in attested) MayAttest(deed.By, act, inScope: true);
            return Expected.Yes(deed.Parts.Select(part => part.Person), Posted(attested.Select(act => (act, Accrue(act, deed.By))).ToList()));
        }
        catch (Refusal)
        {
            foreach (var act in isNew.Where(Acts.ContainsKey))
            {
                if (Acts[act].Part.Replaces is { } replaced) Acts[replaced] = Acts[replaced] with { ReplacedBy = null };
                Acts.Remove(act);
            }
            throw;
        }
    }

    /// <summary>The same act told again is no second one (rule 6).</summary>
    private void RecordOne(Record deed, Part part)
    {
        if (part.Replaces is { } others && !Is(deed.By, Recorders) && Acts.TryGetValue(others, out var act)) Unless(Self(act.Part.Person) == deed.By, "not-found");
        Unless(People.ContainsKey(part.Person), "not-found");
        var belonging = BelongingOf(part.Person, DayOf(deed.Start));
        var told = new ActKnown(deed, part, belonging.Household, belonging.Node, "recorded");
        var isKnown = Acts.TryGetValue(part.Act, out var known) && Same(known, told);
        Unless(Self(part.Person) == deed.By || Reaches(deed.By, told) && (known is null || Reaches(deed.By, known)), "outside-scope");
        if (isKnown && IsMerged(part.Person)) return;
        Unless(!IsMerged(part.Person), "person-was-merged");
        Unless(deed.Start.Offset == Offset && deed.End.Offset == Offset, "offset-does-not-fit-zone");
        Unless(deed.End <= Now, "act-in-the-future");
        var lasted = deed.End - deed.Start;
        Unless(lasted >= TimeSpan.Zero && lasted <= TimeSpan.FromDays(1) && !(part.Minutes > Math.Floor(lasted.TotalMinutes)), "impossible-duration");
        Unless(!(_closedAccounts.TryGetValue(part.Person, out var closed) && DayOf(deed.Start) > closed.On), "account-is-closed");
        Unless(Nodes.Contains(deed.Place), "unknown-node");
        if (known is not null)
        {
            Unless(isKnown, "id-already-used");
            return;
        }
        if (part.Replaces is { } replaced)
        {
            Unless(Acts.TryGetValue(replaced, out var old), "not-found");
            Unless(old is { Status: "reversed" or "rejected", ReplacedBy: null }, "not-replaceable");
        }
        var day = DayOf(deed.Start);
        var rulebook = RulebookOf(day) ?? throw new Refusal("no-rulebook-in-force");
        Unless(rulebook.Find(deed.Type) is not null, "unknown-act-type");
        Unless(Math.Floor(lasted.TotalMinutes) <= rulebook.LongestMinutes, "impossible-duration");
        Unless(Today <= day.AddDays(rulebook.FilingDays) || part.Replaces is { } first && Math.Abs(Acts[first].Day.DayNumber - day.DayNumber) <= rulebook.FilingDays, "filed-too-late");
        var standing = Acts.Values.Where(Stands).ToList();
        Unless(!standing.Any(other => Self(other.Part.Person) == part.Person && other.Told.Start < deed.End && deed.Start < other.Told.End && other.Told.Start < other.Told.End && deed.Start < deed.End), "overlapping-act");
        Unless(deed.Hash is null || !standing.Any(other => other.Told.Hash == deed.Hash), "evidence-already-used");
        Acts.Add(part.Act, told);
        if (part.Replaces is { } again) Acts[again] = Acts[again] with { ReplacedBy = part.Act };
    }

    /// <summary>What is rejected frees its time and its evidence.</summary>
    private static bool Stands(ActKnown act) => act.Status is "recorded" or "attested";

    private bool Same(ActKnown one, ActKnown other) => (Self(one.Part.Person), one.Part.Replaces) == (Self(other.Part.Person), other.Part.Replaces) && one.Minutes == other.Minutes
        && (one.Told.Type, one.Told.Start, one.Told.End, one.Told.Place, one.Told.Evidence, one.Told.Hash) == (other.Told.Type, other.Told.Start, other.Told.End, other.Told.Place, other.Told.Evidence, other.Told.Hash);

    private Expected Do(Attest deed)
    {
        Unless(Is(deed.By, Recorders), "not-allowed");
        foreach (var act in deed.Acts) MayAttest(deed.By, act);
        return Expected.Yes(deed.Acts.Select(act => Self(Acts[act].Part.Person)), Posted(deed.Acts.Select(act => (act, Accrue(act, deed.By))).ToList()));
    }

    private Expected Do(Reject deed)
    {
        Unless(Is(deed.By, Recorders), "not-allowed");
        foreach (var act in deed.Acts) MayDecide(deed.By, act);
        foreach (var act in deed.Acts) Acts[act] = Acts[act] with { Status = "rejected" };
        return Expected.Yes(deed.Acts.Select(act => Self(Acts[act].Part.Person)));
    }

    private void MayDecide(Guid attester, Guid id, bool inScope = false)
    {
        Unless(Acts.TryGetValue(id, out var act), "not-found");
        Unless(inScope || Reaches(attester, act!), "outside-scope");
        Unless(act!.Status == "recorded", "act-already-decided");
        DoesNotGain(attester, act);
    }

    private void DoesNotGain(Guid decider, ActKnown act)
    {
        var doer = Self(act.Part.Person);
        Unless(doer != decider, "attester-is-doer");
        var livedWithDoer = act.Home is { } home && (HomesOf(decider, Today).Contains(home) || HomesOf(decider, act.Day).Contains(home));
        Unless(!livedWithDoer && !LiveTogether(decider, doer) && !LiveTogether(decider, doer, act.Day), "attester-shares-household");
    }

    private void MayAttest(Guid attester, Guid id, bool inScope = false)
    {
        MayDecide(attester, id, inScope);
        var act = Acts[id];
        var rulebook = RulebookOf(act.Day) ?? throw new Refusal("no-rulebook-in-force");
        var kind = rulebook.Find(act.Told.Type) ?? throw new Refusal("unknown-act-type");
        Unless(kind.RecorderMayAttest || Self(act.Told.By) != attester, "attester-is-recorder");
        Unless(!_filling.Contains(rulebook), "rulebook-is-being-filled");
        Unless(act.Part.Replaces is not null || !IsForgotten(act), "window-is-closed");
    }

    private static (string, object?) Posted(IEnumerable<(Guid Act, long Points)> posted) => ("posted", posted.Select(line => $"{line.Act} {line.Points}").ToList());
}
