using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Settlements;

/// <summary>The owner finds the statement right (对账): from now on it can be paid.</summary>
/// <param name="Expected">The journal number of the statement the caller saw.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(StatementIsNotReady))]
public sealed record ReconcileStatement(Actor By, MerchantId Merchant, StatementId Statement, long? Expected) : ICommand<StatementChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Statement>(Statement.ToString());

    public Decision<StatementChanged> Decide(Books books)
    {
        if (!By.Owns(books, Merchant)) return new NotAllowed(Role.MerchantOwner);
        if (Found.Refuses(books, Merchant, Statement, Expected, StatementStatus.Issued, out _) is { } refusal) return refusal;
        books.Add(Stream.Merchant(Merchant), new StatementReconciled(Statement, Merchant));
        return books.Accept(new StatementChanged(Statement, StatementStatus.Reconciled));
    }
}

/// <summary>The owner disputes lines, each by the redemption behind it; also after he had found the statement right, until it is approved.</summary>
/// <param name="Lines">1 to 100 redemptions.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(StatementIsNotReady), typeof(NotOnStatement))]
public sealed record DisputeStatement(Actor By, MerchantId Merchant, StatementId Statement, IReadOnlyList<RedemptionId> Lines, Code Reason, long? Expected) : ICommand<StatementChanged>
{
    public IReadOnlyList<RedemptionId> Lines { get; init => field = Bounds.Lines(value, 1); } = Bounds.Lines(Lines, 1);

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Merchant(Merchant)).Row<Statement>(Statement.ToString());
        foreach (var line in Lines) needs.Row<Redemption>(line.ToString());
    }

    public Decision<StatementChanged> Decide(Books books)
    {
        if (!By.Owns(books, Merchant)) return new NotAllowed(Role.MerchantOwner);
        if (Found.Refuses(books, Merchant, Statement, Expected, null, out var statement) is { } refusal) return refusal;
        if (statement.Status is not (StatementStatus.Issued or StatementStatus.Reconciled)) return new StatementIsNotReady(Statement, statement.Status, StatementStatus.Issued);
        foreach (var line in Lines)
            if (books.Find<Redemption>(line.ToString()) is not { CapturedNumber: { } captured } redemption || redemption.Placed.Merchant != Merchant
                || captured > statement.Issued.Through || redemption.Number <= statement.Issued.After)
                return new NotOnStatement(Statement, line);
        books.Add(Stream.Merchant(Merchant), new StatementDisputed(Statement, Merchant, Lines, Reason));
        return books.Accept(new StatementChanged(Statement, StatementStatus.Disputed));
    }
}

/// <summary>The office answers a dispute. A statement is never edited: what was wrong is put right by refunds, and the owner looks at it again.</summary>
/// <param name="Answer">A code, such as <c>refunded</c> or <c>found-right</c>.</param>
/// <param name="Refunds">Refunds of disputed redemptions: 0 to 100.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ChangedMeanwhile), typeof(StatementIsNotReady), typeof(NotADisputedRefund))]
public sealed record AnswerDispute(Actor By, MerchantId Merchant, StatementId Statement, Code Answer, IReadOnlyList<RefundId> Refunds, long? Expected) : ICommand<StatementChanged>
{
    public IReadOnlyList<RefundId> Refunds { get; init => field = Bounds.Lines(value, 0); } = Bounds.Lines(Refunds, 0);

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Merchant(Merchant)).Row<Statement>(Statement.ToString());
        foreach (var refund in Refunds) needs.Row<Refund>(refund.ToString());
    }

    public Decision<StatementChanged> Decide(Books books)
    {
        if (!By.Holds(books, IssueStatement.Issuers)) return new NotAllowed(IssueStatement.Issuers);
        if (Found.Refuses(books, Merchant, Statement, Expected, StatementStatus.Disputed, out var statement) is { } refusal) return refusal;
        foreach (var refund in Refunds)
            if (books.Find<Refund>(refund.ToString()) is not { } made || !statement.Disputed.Contains(made.Redemption)) return new NotADisputedRefund(Statement, refund);
        books.Add(Stream.Merchant(Merchant), new DisputeAnswered(Statement, Merchant, Answer, Refunds));
        return books.Accept(new StatementChanged(Statement, StatementStatus.Issued));
    }
}

public sealed record StatementChanged(StatementId Statement, StatementStatus Status);

/// <summary>What every step on a statement looks at first.</summary>
internal static class Found
{
    /// <param name="needed">Where the statement has to stand; null: the step looks itself.</param>
    public static Rejection? Refuses(Books books, MerchantId merchant, StatementId id, long? expected, StatementStatus? needed, out Statement statement)
    {
        statement = null!;
        if (books.Find<Statement>(id.ToString()) is not { } found || found.Issued.Merchant != merchant) return new NotFound("statement", id.ToString());
        statement = found;
        if (expected is { } seen && seen != found.Number) return new ChangedMeanwhile(seen, found.Number);
        return needed is { } status && status != found.Status ? new StatementIsNotReady(id, found.Status, status) : null;
    }
}
