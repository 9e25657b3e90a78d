using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Accounts;

/// <summary>How far a person may come to owe by a deduction or a late capture. A clawback knows no limit: what is missing there was never earned.</summary>
public static class DebtLimit
{
    /// <summary>What is available and, beyond it, what the rulebook lets be owed.</summary>
    public static Points MostThatCanBeTaken(Books books, Rulebook rulebook, PersonId person)
    {
        var holding = Holding.Of(books, person);
        return holding.Available + new Points(Math.Max(0, (rulebook.Document.Debt?.Limit.Units ?? 0) - holding.Account.Debt));
    }
}
