using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Passages;

/// <summary>Money is due to somebody by a passage of the rulebook: his part of a sum that is shared (分红), or a subsidy (补贴). A fund bears it; it is paid later, by two people.</summary>
/// <param name="Amount">In fen.</param>
/// <param name="By">Who asked for it or decided it.</param>
/// <param name="Inputs">The numbers the passage asks for, by their codes in order; <paramref name="Steps"/>: how so much was reached.</param>
public sealed record MoneyGranted(
    TransferId Transfer, Subject To, Code Passage, Fen Amount, RulebookStamp Rulebook, IReadOnlyList<ArithmeticStep> Steps, PersonId By,
    IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, IReadOnlyList<ActInput>? Inputs = null) : IPostedFact
{
    string IPostedFact.Holder => To.ToString();

    IReadOnlyList<EntryNumber> IPostedFact.Entries => [];
}

/// <summary>The accountant approved that it is paid: the first of two signatures.</summary>
public sealed record MoneyApproved(TransferId Transfer, Subject To, PersonId Approver) : IFact;

/// <summary>The cashier paid it: the second signature, by somebody else.</summary>
/// <param name="Reference">The bank's reference, once in a community.</param>
public sealed record MoneyPaid(
    TransferId Transfer, Subject To, string Reference, PersonId Approver, PersonId Cashier, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IPostedFact
{
    string IPostedFact.Holder => To.ToString();

    IReadOnlyList<EntryNumber> IPostedFact.Entries => [];
}
