namespace Ledger.Model;

public sealed record Dispute(Guid By, Guid Merchant, Guid Statement, IReadOnlyList<Guid> Lines) : Deed(By)
{
    public override string Kind => "dispute a statement";
    public override string Path => $"merchants/{Merchant}/statements/{Statement}/disputes";
    public override object Body => new { lines = Lines, reason = "never-fetched" };
}

public sealed record AnswerDispute(Guid By, Guid Merchant, Guid Statement, IReadOnlyList<Guid> Refunds) : Deed(By)
{
    public override string Kind => "answer a dispute";
    public override string Path => $"merchants/{Merchant}/statements/{Statement}/dispute-answer";
    public override object Body => new { result = Refunds.Count > 0 ? "refunded" : "found-right", refunds = Refunds };
}

public sealed record Invoice(Guid By, Guid Merchant, Guid Statement, string Number) : Deed(By)
{
    public override string Kind => "record an invoice";
    public override string Path => $"merchants/{Merchant}/statements/{Statement}/invoice";
    public override object Body => new { number = Number };
}

/// <summary>A statement stays as it is, whatever is said of it: what was wrong comes as a refund in the next.</summary>
public sealed partial class Books
{
    private readonly HashSet<string> _invoices = [];

    private Expected Do(Dispute deed)
    {
        Unless(Owns(deed.By, deed.Merchant), "not-allowed");
        var statement = StatementOf(deed, deed.Merchant, deed.Statement);
        // Also after he had found it right, until it is approved.
        Unless(statement.Status is "issued" or "reconciled", "statement-not-ready");
        Unless(deed.Lines.All(line => Money.Any(owed => owed.Statement == deed.Statement && owed.Redemption == line)), "not-on-statement");
        Statements[deed.Statement] = statement with { Status = "disputed", Disputed = deed.Lines };
        return Expected.Yes([]);
    }

    private Expected Do(AnswerDispute deed)
    {
        Unless(Is(deed.By, "office", "accountant"), "not-allowed");
        var statement = StatementOf(deed, deed.Merchant, deed.Statement);
        Unless(statement.Status == "disputed", "statement-not-ready");
        Unless(deed.Refunds.All(refund => _refunds.TryGetValue(refund, out var redemption) && statement.Disputed.Contains(redemption)), "not-a-disputed-refund");
        Statements[deed.Statement] = statement with { Status = "issued" };
        return Expected.Yes([]);
    }

    /// <summary>A number serves once, also when another has taken its place.</summary>
    private Expected Do(Invoice deed)
    {
        Unless(Owns(deed.By, deed.Merchant) || Is(deed.By, "accountant"), "not-allowed");
        var statement = StatementOf(deed, deed.Merchant, deed.Statement);
        Unless(statement.Invoice == deed.Number || _invoices.Add(deed.Number), "invoice-already-used");
        Statements[deed.Statement] = statement with { Invoice = deed.Number };
        return Expected.Yes([]);
    }

    private StatementKnown StatementOf(Deed deed, Guid merchant, Guid id)
    {
        Unless(Statements.TryGetValue(id, out var statement) && statement.Merchant == merchant, "not-found");
        Unless(!deed.WithStaleTag, "changed-meanwhile");
        return statement!;
    }
}
