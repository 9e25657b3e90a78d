using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Accounts;

/// <summary>How far a holder may come to owe by a deduction or a late capture. A clawback knows no limit: what is missing there was never earned.</summary>
public static class DebtLimit
{
    /// <summary>What is available and, beyond it, what the rulebook lets be owed: its limit is one of the first commodity, and of another nothing can be owed.</summary>
    public static Points MostThatCanBeTaken(Books books, Rulebook rulebook, Subject holder, string commodity = Commodity.Points)
    {
        var holding = Holding.Of(books, holder, commodity);
        return holding.Available + new Points(Math.Max(0, Of(rulebook, commodity).Hundredths - holding.Account.Debt));
    }

    public static Points Of(Rulebook? rulebook, string commodity) => new(commodity == Commodity.Points ? rulebook?.Document.Debt?.Limit.Units ?? 0 : 0);
}
