namespace Ledger.Projections.BooksCheck;

/// <summary>
/// The columns of rule 2, in the commodity's smallest unit: issued + opened + received + written off = available + held +
/// spent + expired + deducted + clawed back + sent + forfeited − debt + reattributed. For money: payable + paid = expense.
/// </summary>
/// <param name="Spent">Net of refunds.</param>
public sealed record BookTotals(
    long Issued = 0, long Opened = 0, long Received = 0, long WrittenOff = 0, long Payable = 0, long Paid = 0,
    long Available = 0, long Held = 0, long Spent = 0, long Expired = 0, long Deducted = 0, long ClawedBack = 0, long Sent = 0, long Forfeited = 0,
    long Debt = 0, long Reattributed = 0, long Expense = 0)
{
    public static readonly BookTotals Zero = new();

    /// <summary>Left side less right side: 0 in sound books.</summary>
    public long Difference => Issued + Opened + Received + WrittenOff + Payable + Paid
        - (Available + Held + Spent + Expired + Deducted + ClawedBack + Sent + Forfeited - Debt + Reattributed + Expense);

    /// <summary>With a leg, or the sum of many, on accounts of a role. Where value comes from stands negative in legs.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said on which side of the equation the role stands.</exception>
    public BookTotals Plus(string role, long amount) => role switch
    {
        "issued" => this with { Issued = Issued - amount },
        "opened" => this with { Opened = Opened - amount },
        "received" => this with { Received = Received - amount },
        "written-off" => this with { WrittenOff = WrittenOff - amount },
        "payable" => this with { Payable = Payable - amount },
        "paid" => this with { Paid = Paid - amount },
        "debt" => this with { Debt = Debt - amount },
        "available" => this with { Available = Available + amount },
        "held" => this with { Held = Held + amount },
        "spent" => this with { Spent = Spent + amount },
        "expired" => this with { Expired = Expired + amount },
        "deducted" => this with { Deducted = Deducted + amount },
        "clawed-back" => this with { ClawedBack = ClawedBack + amount },
        "sent" => this with { Sent = Sent + amount },
        "forfeited" => this with { Forfeited = Forfeited + amount },
        "reattributed" => this with { Reattributed = Reattributed + amount },
        "expense" => this with { Expense = Expense + amount },
        _ => throw new InvalidOperationException($"The books check has no column for {role}."),
    };
}
