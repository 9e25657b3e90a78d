using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Acts;

/// <summary>
/// What an act gives comes from him who was served (a time bank): he pays from the lots that may be used for services, and owes what
/// is missing where the rulebook lets him. It changes its origin on the way, through <c>reattributed</c>; what is undone goes back to his lots.
/// </summary>
internal static class Serving
{
    private const string From = "served";

    /// <summary>Where what the act gives comes from.</summary>
    public static string SourceOf(Books books, Rulebook rulebook, ActRecorded act) =>
        IsServed(rulebook, act) && act.Served is { } served ? AccountName.Received(AccountName.Holder(Person.SurvivorOf(books, served))) : AccountName.Issued;

    /// <summary>Why he who was served cannot pay for it.</summary>
    public static Rejection? Refuses(Books books, Rulebook rulebook, ActRecorded act, Worth worth)
    {
        if (!IsServed(rulebook, act)) return null;
        if (act.Served is not { } told || Person.SurvivorOf(books, told) is var served && served == act.Person) return new NotEligible(act.Act, $"/acts/{rulebook.Compiled.ActOf(act.ActType)}/give/0/from");
        var amount = worth.Own + new Points((worth.Beside ?? []).Where(share => share.Commodity == Commodity.Points).Sum(share => share.Amount));
        var (holding, usable) = (Holding.Of(books, served), UsableFor(rulebook));
        var free = new Points(holding.Live.Where(lot => usable(lot.Lot)).Sum(lot => lot.Amount));
        if (!(amount > free)) return null;
        if (!MayOwe(books, rulebook, served)) return new InsufficientPoints(free, amount);
        var limit = new Points(rulebook.Document.Debt!.Limit.Units);
        return amount - holding.Available + new Points(holding.Account.Debt) > limit ? new DebtLimitReached(limit, new(holding.Account.Debt), amount - holding.Available) : null;
    }

    /// <summary>He pays what others received of him in these legs, or gets back what they gave up.</summary>
    /// <param name="holder">Whose legs they are.</param>
    /// <param name="before">What the act had been worth until then.</param>
    public static void Settle(Books books, ActRecorded act, Rulebook rulebook, Subject holder, IEnumerable<Leg> legs, Accrual? before = null)
    {
        var source = SourceOf(books, rulebook, act);
        var parts = legs.Where(leg => leg.Account == source && leg.Commodity == Commodity.Points).ToList();
        if (source == AccountName.Issued || parts.Count == 0 || act.Served is not { } told) return;
        var (served, sent) = (Person.SurvivorOf(books, told), AccountName.Sent(holder.ToString()));
        Lapse.PostIfDue(books, served);
        var posting = new Posting(books, served);
        var paid = before?.PaidFor(holder) ?? [];
        foreach (var part in parts.Where(part => part.Amount < 0)) Charge(part with { Amount = -part.Amount });
        foreach (var part in parts.Where(part => part.Amount > 0)) GiveBack(part);
        books.Add(Stream.Person(served), new ActCredited(act.Act, act.Person, act.ActType, act.Place, act.Belonging, act.Evidence, posting.Entries, posting.Legs, act.OccurredOn, books.Today, served));
        AccountRest.Settle(books, served);

        void Charge(Leg part)
        {
            posting.TakeOrOwe(new(part.Amount), AccountName.Reattributed, [new LotAmount(part.Lot!, part.Amount)], UsableFor(rulebook));
            posting.Move(AccountName.Reattributed, sent, Commodity.Points, part.Lot, part.Amount);
        }

        void GiveBack(Leg part)
        {
            posting.Move(sent, AccountName.Reattributed, Commodity.Points, part.Lot, part.Amount);
            foreach (var lot in Accrual.Last(paid, part.Amount)) posting.GiveBack(AccountName.Reattributed, lot, rulebook.RefundOf(lot.Lot, books.Today));
            paid = [.. LotAmounts.With(paid, Accrual.Last(paid, part.Amount).Select(lot => new Leg("", "", lot.Lot, -lot.Amount))) ?? []];
        }
    }

    private static bool IsServed(Rulebook rulebook, ActRecorded act) => rulebook.Find(act.ActType)?.Give?.Any(give => give.From == From) == true;

    private static Func<Lot, bool> UsableFor(Rulebook rulebook) => lot => rulebook.BucketOf(lot)?.Rights.Contains(Right.Service) ?? true;

    private static bool MayOwe(Books books, Rulebook rulebook, PersonId served) => rulebook.Document.Debt?.SpendInto == true
        && rulebook.Compiled.MayOwe?.Test(new FactRow(rulebook.Compiled.Facts).SayAll(SubjectFacts.Of(books, rulebook.Compiled, served, books.Today))) is null or Truth.True;
}
