using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Settlements;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Passages;

/// <summary>Money that somebody gets by a passage of the rulebook.</summary>
/// <param name="Bearer">Who bears it, as accounts name him.</param>
/// <param name="Reference">The bank's, once it is paid.</param>
/// <param name="Cashed">The points that were taken for it; <paramref name="Granted"/>: by which it was given without points. <paramref name="IsGivenBack"/>: it will not be paid, and points went back.</param>
/// <param name="Number">The journal number of the last change.</param>
public sealed record MoneyDue(Code Passage, Fen Amount, string Bearer, PersonId? Approver, string? Reference, long Number, PointsCashed? Cashed = null, bool? IsGivenBack = null, MoneyGranted? Granted = null)
{
    public static string Prefix(TransferId transfer) => $"{transfer}|";

    public static string Key(TransferId transfer, Subject to) => Prefix(transfer) + to;

    /// <summary>Paid, or never to be.</summary>
    internal Rejection? IsOver(TransferId transfer) => Reference is { } paid ? new MoneyIsPaid(transfer, paid) : IsGivenBack == true ? new MoneyIsGivenBack(transfer) : null;

    public static void Evolve(IStates states, MoneyGranted fact, At at)
    {
        var bearer = AccountName.PartyOf(fact.Legs.First(leg => AccountName.RoleOf(leg.Account) == AccountName.ExpenseRole).Account);
        states.Put(Key(fact.Transfer, fact.To), new MoneyDue(fact.Passage, fact.Amount, bearer, null, null, at.Number, Granted: fact));
        CountedOf(fact).Count(states, fact.Transfer);
    }

    public static void Evolve(IStates states, PointsCashed fact, At at)
    {
        states.Put(Key(fact.Transfer, fact.To), new MoneyDue(fact.Passage, fact.Amount, fact.Bearer, null, null, at.Number, fact));
        CountedOf(fact).Count(states, fact.Transfer);
    }

    public static void Evolve(IStates states, CashGivenBack fact, At at) => Change(states, Key(fact.Transfer, fact.To), due =>
    {
        states.Find<CountedTransfer>(CountedOf(due.Cashed!).Key(fact.Transfer))?.TakeOut(states, fact.Transfer, fact.BookedOn);
        return due with { IsGivenBack = true, Number = at.Number };
    });

    public static void Evolve(IStates states, MoneyDeclined fact, At at) => Change(states, Key(fact.Transfer, fact.To), due =>
    {
        states.Find<CountedTransfer>(CountedOf(due.Granted!).Key(fact.Transfer))?.TakeOut(states, fact.Transfer, fact.BookedOn);
        return due with { IsGivenBack = true, Number = at.Number };
    });

    public static void Evolve(IStates states, MoneyApproved fact, At at) => Change(states, Key(fact.Transfer, fact.To), due => due with { Approver = fact.Approver, Number = at.Number });

    public static void Evolve(IStates states, MoneyPaid fact, At at)
    {
        Change(states, Key(fact.Transfer, fact.To), due => due with { Reference = fact.Reference, Number = at.Number });
        states.Put(fact.Reference, new ReferenceUsed(Transfer: fact.Transfer));
    }

    /// <summary>What somebody is owed from now on.</summary>
    internal static void Add(Books books, TransferId transfer, Subject to, CompiledPassage passage, Rulebook rulebook, Fen amount, IReadOnlyList<ArithmeticStep> steps, PersonId by, IReadOnlyList<ActInput>? inputs) =>
        books.Add(Stream.Of(to), new MoneyGranted(transfer, to, passage.Entry.Code, amount, rulebook.Stamp, steps, by,
        [
            new Leg(AccountName.Expense(Crossing.BearerOf(rulebook, passage.Entry.Fund).ToString()), Commodity.Fen, null, amount.Count), new Leg(AccountName.Payable(to), Commodity.Fen, null, -amount.Count),
        ], books.Today, books.Today, inputs is { Count: > 0 } ? [.. inputs.OrderBy(one => one.Input)] : null));

    private static CountedTransfer CountedOf(MoneyGranted fact) => new(fact.Rulebook.Version, Happening.Issue, false, fact.To, fact.Passage, null, fact.OccurredOn, Inputs: fact.Inputs);

    private static CountedTransfer CountedOf(PointsCashed fact) =>
        new(fact.Rulebook.Version, Happening.Cash, false, fact.Person, fact.Passage, fact.Points, fact.OccurredOn, fact.Household, fact.Team, Inputs: fact.Inputs, Commodity: fact.Commodity);

    private static void Change(IStates states, string key, Func<MoneyDue, MoneyDue> change)
    {
        if (states.Find<MoneyDue>(key) is { } due) states.Put(key, change(due));
    }
}
