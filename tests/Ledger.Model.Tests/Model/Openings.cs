namespace Ledger.Model;

public sealed record PaperLot(string Board, int Year, long Points, long Minutes, string Bucket, DateOnly? Last);

public sealed record Paper(Guid Person, string Number, DateOnly ClosedOn, IReadOnlyList<PaperLot> Lots)
{
    public bool SameAs(Paper other) => (Person, Number, ClosedOn) == (other.Person, other.Number, other.ClosedOn) && Lots.Count == other.Lots.Count && Lots.All(other.Lots.Contains);
}

public sealed record Enter(Guid By, Guid Opening, IReadOnlyList<Paper> Papers) : Deed(By)
{
    public override string Kind => "enter paper passbooks";
    public override string Path => "openings";
    public override object Body => new
    {
        opening = Opening,
        passbooks = Papers.Select(paper => new
        {
            person = paper.Person, passbook = paper.Number, closedOn = $"{paper.ClosedOn:yyyy-MM-dd}",
            lots = paper.Lots.Select(lot => new { board = lot.Board, year = lot.Year, points = lot.Points, minutes = lot.Minutes, bucket = lot.Bucket, expiresOn = lot.Last is { } day ? $"{day:yyyy-MM-dd}" : null }),
        }),
    };
}

public sealed record Sign(Guid By, Guid Opening) : Deed(By)
{
    public override string Kind => "sign paper passbooks";
    public override string Path => $"openings/{Opening}/signature";
    public override object Body => new { };
}

public sealed record SendBack(Guid By, Guid Opening, string Reason) : Deed(By)
{
    public override string Kind => "send paper passbooks back";
    public override string Path => $"openings/{Opening}/rejection";
    public override object Body => new { reason = Reason };
}

/// <param name="Status">entered, posted, rejected.</param>
public sealed record OpeningKnown(Guid By, IReadOnlyList<Paper> Papers, string Status);

public sealed partial class Books
{
    private static readonly string[] Signers = ["administrator", "office", "accountant"];

    public Dictionary<Guid, OpeningKnown> Openings { get; } = [];

    private Expected Do(Enter deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        if (Openings.TryGetValue(deed.Opening, out var known))
        {
            Unless(known.Status == "entered" && known.Papers.Count == deed.Papers.Count && deed.Papers.All(paper => known.Papers.Any(paper.SameAs)), "id-already-used");
            return Expected.Yes([], ("passbooks", 0));
        }
        var standing = Openings.Values.Where(opening => opening.Status != "rejected").SelectMany(opening => opening.Papers).ToList();
        var isNew = new List<Paper>();
        foreach (var paper in deed.Papers)
        {
            if (standing.SingleOrDefault(other => other.Number == paper.Number) is { } before)
            {
                Unless(before.SameAs(paper), "passbook-already-entered");
                continue;
            }
            Unless(People.ContainsKey(paper.Person), "not-found");
            Unless(!IsMerged(paper.Person), "person-was-merged");
            Unless(!IsClosed(paper.Person), "account-is-closed");
            Unless(!Gains(deed.By, paper), "gains-by-opening");
            Unless(paper.ClosedOn <= Today, "passbook-not-ended");
            LotsFit(paper);
            isNew.Add(paper);
        }
        if (isNew.Count > 0) Openings.Add(deed.Opening, new OpeningKnown(deed.By, isNew, "entered"));
        return Expected.Yes(isNew.Select(paper => paper.Person), ("passbooks", isNew.Count));
    }

    /// <summary>It counts from now on, with its lots, as opened: nobody ranks by it (rule 5).</summary>
    private Expected Do(Sign deed)
    {
        var opening = ToDecide(deed.By, deed.Opening);
        foreach (var paper in opening.Papers)
        {
            Unless(!Gains(deed.By, paper), "gains-by-opening");
            LotsFit(paper);
        }
        Openings[deed.Opening] = opening with { Status = "posted" };
        foreach (var paper in opening.Papers)
        {
            foreach (var lot in paper.Lots)
            {
                var into = new Lot(lot.Board, lot.Bucket, "community", lot.Year, lot.Points > 0 ? lot.Last : null);
                Put(paper.Person, Points, into, lot.Points, "opened", "purse");
                PayDebts(Self(paper.Person), into, lot.Points);
                Put(paper.Person, Minutes, into with { Bucket = "opening", Last = null }, lot.Minutes, "opened", "purse");
            }
        }
        return Expected.Yes(opening.Papers.Select(paper => Self(paper.Person)), ("passbooks", opening.Papers.Count));
    }

    private Expected Do(SendBack deed)
    {
        var opening = ToDecide(deed.By, deed.Opening);
        Openings[deed.Opening] = opening with { Status = "rejected" };
        return Expected.Yes(opening.Papers.Select(paper => paper.Person));
    }

    private OpeningKnown ToDecide(Guid by, Guid id)
    {
        Unless(Is(by, Signers), "not-allowed");
        Unless(Openings.TryGetValue(id, out var opening), "not-found");
        Unless(opening!.Status == "entered", "opening-already-decided");
        Unless(Self(opening.By) != by, "second-person-needed");
        return opening;
    }

    private bool Gains(Guid by, Paper paper) => by == Self(paper.Person) || LiveTogether(by, Self(paper.Person));

    private void LotsFit(Paper paper)
    {
        var rulebook = RulebookOf(Today) ?? throw new Refusal("no-rulebook-in-force");
        foreach (var lot in paper.Lots)
        {
            Unless(rulebook.Kinds.Any(kind => kind.Board == lot.Board), "unknown-board");
            Unless(lot.Year <= paper.ClosedOn.Year, "lot-after-passbook");
            Unless(lot.Points == 0 || lot.Last is not { } last || last >= Today, "lot-past-its-date");
        }
    }
}
