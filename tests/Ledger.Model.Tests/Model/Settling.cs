namespace Ledger.Model;

/// <summary>Money that became owed to a merchant, or was paid.</summary>
/// <param name="Bearer">Who bears it; what the merchant gives himself is 0.</param>
/// <param name="Redemption">Whose capture or refund it is: that comes on a statement once.</param>
public sealed record Owed(DateTimeOffset At, DateOnly Booked, Guid Merchant, string Bearer, long Fen, Guid? Redemption)
{
    public bool IsTrade => Redemption is not null;

    public Guid? Statement { get; set; }
}

public sealed record IssueStatement(Guid By, Guid Merchant, Guid Statement, DateOnly Month) : Deed(By)
{
    public override string Kind => "issue a statement";
    public override string Path => $"merchants/{Merchant}/statements";
    public override object Body => new { statement = Statement, month = $"{Month:yyyy-MM}" };
}

/// <param name="What">reconciliation, approval, payment or payment-return.</param>
public sealed record Settle(Guid By, Guid Merchant, Guid Statement, string What, string Reference) : Deed(By)
{
    public override string Kind => $"settle: {What}";
    public override string Path => $"merchants/{Merchant}/statements/{Statement}/{What}";
    public override object Body => What switch { "payment" => new { reference = Reference }, "payment-return" => new { reason = "account-closed" }, _ => new { } };
}

/// <param name="Status">issued, disputed, reconciled, approved, paid.</param>
public sealed record StatementKnown(Guid Merchant, IReadOnlyDictionary<string, long> Due, string Status, Guid? Approver)
{
    public IReadOnlyList<Guid> Disputed { get; init; } = [];

    public string? Invoice { get; init; }

    public long Total => Due.Values.Sum();
}

public sealed partial class Books
{
    private readonly Dictionary<Guid, Dictionary<string, long>> _carried = [];
    private readonly HashSet<string> _references = [];

    public List<Owed> Money { get; } = [];

    public Dictionary<Guid, StatementKnown> Statements { get; } = [];

    /// <summary>What was booked up to the month and is on no statement yet, with what an earlier one at or below zero left over.</summary>
    private Expected Do(IssueStatement deed)
    {
        Unless(Is(deed.By, "office", "accountant"), "not-allowed");
        Unless(Merchants.Contains(deed.Merchant), "not-found");
        Unless(!Statements.ContainsKey(deed.Statement), "id-already-used");
        // A merchant that is closed has nothing more to wait for.
        Unless(Today >= (IsShut(deed.Merchant) ? deed.Month : deed.Month.AddMonths(1)), "month-not-ended");
        var trades = Money.Where(owed => owed.IsTrade && owed.Merchant == deed.Merchant && owed.Statement is null && owed.Booked < deed.Month.AddMonths(1)).ToList();
        Unless(trades.Count > 0, "nothing-to-settle");
        foreach (var trade in trades) trade.Statement = deed.Statement;
        var due = trades.Select(trade => (trade.Bearer, trade.Fen)).Concat((_carried.GetValueOrDefault(deed.Merchant) ?? []).Select(left => (Bearer: left.Key, Fen: left.Value)))
            .GroupBy(part => part.Bearer).ToDictionary(same => same.Key, same => same.Sum(part => part.Fen));
        var statement = Statements[deed.Statement] = new StatementKnown(deed.Merchant, due, "issued", null);
        _carried[deed.Merchant] = statement.Total > 0 ? [] : due;
        return Expected.Yes([], ("totalFen", statement.Total));
    }

    private Expected Do(Settle deed)
    {
        Unless(deed.What switch
        {
            "reconciliation" => Owns(deed.By, deed.Merchant),
            "approval" => Is(deed.By, "accountant"),
            "payment" => Is(deed.By, "cashier"),
            _ => Is(deed.By, "cashier", "accountant"),
        }, "not-allowed");
        Unless(Statements.TryGetValue(deed.Statement, out var statement) && statement.Merchant == deed.Merchant, "not-found");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        var next = deed.What switch
        {
            "reconciliation" => statement! with { Status = From("issued", "reconciled") },
            "approval" => Approve(),
            "payment" => Pay(),
            _ => statement! with { Status = From("paid", "reconciled"), Approver = null },
        };
        Statements[deed.Statement] = next;
        if (deed.What is "payment" or "payment-return")
            foreach (var (bearer, fen) in statement!.Due.Where(part => part.Value != 0)) Money.Add(new Owed(Now, Today, deed.Merchant, bearer, deed.What == "payment" ? -fen : fen, null));
        return Expected.Yes([]);

        string From(string needed, string to)
        {
            Unless(statement!.Status == needed, "statement-not-ready");
            return to;
        }

        StatementKnown Approve()
        {
            Unless(statement!.Status != "paid", "statement-already-paid");
            From("reconciled", "");
            Unless(statement.Total > 0, "nothing-to-pay");
            Unless(!GainsFrom(deed.By, deed.Merchant), "gains-by-signing");
            return statement with { Status = "approved", Approver = deed.By };
        }

        StatementKnown Pay()
        {
            Unless(statement!.Status != "paid", "statement-already-paid");
            From("approved", "");
            Unless(statement.Approver is not { } approver || Self(approver) != deed.By, "second-person-needed");
            Unless(!GainsFrom(deed.By, deed.Merchant), "gains-by-signing");
            Unless(_references.Add(deed.Reference), "reference-already-used");
            return statement with { Status = "paid" };
        }
    }

    private bool Owns(Guid by, Guid merchant) => RolesOf(by).Any(given => given.Merchant == merchant && given.Role == "merchant-owner");

    /// <summary>The owner himself, or somebody of his household.</summary>
    private bool GainsFrom(Guid by, Guid merchant) => Roles.Where(given => given.Merchant == merchant && given.Role == "merchant-owner" && given.IsOn(Today))
        .Any(owner => owner.Person == by || LiveTogether(by, owner.Person));

    private void Owe(HoldKnown hold, long units) =>
        Money.Add(new Owed(Now, Today, hold.Merchant, hold.Terms.Bearer, hold.Terms.Bearer == "merchant" ? 0 : hold.OwedFor(units), hold.Id));
}
