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

/// <summary>A part of a sum that was shared, or a subsidy, is not paid: nobody owes it any more.</summary>
/// <param name="To">Who would have got it.</param>
/// <param name="By">Who decided it, or does without it.</param>
public sealed record MoneyDeclined(
    TransferId Transfer, Subject To, Code Reason, PersonId By, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IPostedFact
{
    string IPostedFact.Holder => To.ToString();

    IReadOnlyList<EntryNumber> IPostedFact.Entries => [];
}

/// <summary>Points left an account to be paid out as money by a passage of the rulebook (换现). It is paid later, by two people; if it is not, the points come back.</summary>
/// <param name="Person">Who asked, for himself or for those whose account it is.</param>
/// <param name="Amount">In fen; <paramref name="Steps"/>: how the points came to so much.</param>
/// <param name="Helper">Who acted for him (代办人).</param>
/// <param name="Inputs">The numbers the passage asks for, by their codes in order.</param>
/// <param name="Household">The person's on that day; so too the team.</param>
/// <param name="Commodity">What is cashed, where that is not the first.</param>
public sealed record PointsCashed(
    TransferId Transfer, PersonId Person, Code Passage, Points Points, Fen Amount, RulebookStamp Rulebook, IReadOnlyList<ArithmeticStep> Steps,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn,
    PersonId? Helper = null, IReadOnlyList<ActInput>? Inputs = null, HouseholdId? Household = null, TeamId? Team = null, Subject? HeldBy = null, Code? Commodity = null) : IValueFact
{
    internal string Kept => Commodity?.Value ?? Accounts.Commodity.Points;

    internal Subject To => HeldBy ?? Person;

    internal string Bearer => AccountName.PartyOf(Legs.First(leg => AccountName.RoleOf(leg.Account) == AccountName.ExpenseRole).Account);
}

/// <summary>Money for points is not paid: the points came back, each to its lot, or as the rulebook gives back what has lapsed.</summary>
/// <param name="To">Who would have got it.</param>
/// <param name="Person">Whose account it is now, or who had asked for it.</param>
public sealed record CashGivenBack(
    TransferId Transfer, Subject To, PersonId Person, Code Passage, Points Points, Code Reason, PersonId By,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;
