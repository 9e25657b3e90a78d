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
/// is missing where the rulebook lets him. Or it comes from a pool, from what was given into it. It changes its origin on the way, through
/// <c>reattributed</c>; what is undone goes back to the lots it was paid from.
/// </summary>
internal static class Serving
{
    private const string Served = "served", Pool = "pool.";

    /// <summary>Where what the act gives comes from.</summary>
    public static string SourceOf(Books books, Rulebook rulebook, ActRecorded act) =>
        PayerOf(books, rulebook, act) is { } payer ? AccountName.Received(payer.ToString()) : AccountName.Issued;

    /// <summary>Who pays for it; null: it is issued.</summary>
    public static Subject? PayerOf(Books books, Rulebook rulebook, ActRecorded act) => PayerOf(rulebook, act) is { } payer ? payer.Person is { } served ? Subject.Of(Person.SurvivorOf(books, served)) : payer : null;

    /// <summary>Under the id the act names.</summary>
    internal static Subject? PayerOf(Rulebook rulebook, ActRecorded act) => FromOf(rulebook, act) switch
    {
        Served => act.Served is { } served ? Subject.Of(served) : null,
        { } pool => Subject.Pool(pool[Pool.Length..]),
        null => null,
    };

    /// <summary>Why it cannot be paid for.</summary>
    public static Rejection? Refuses(Books books, Rulebook rulebook, ActRecorded act, Worth worth)
    {
        if (FromOf(rulebook, act) is null) return null;
        if (PayerOf(books, rulebook, act) is not { } payer || payer == act.Person) return new NotEligible(act.Act, $"/acts/{rulebook.Compiled.ActOf(act.ActType)}/give/0/from");
        var amount = worth.Own + new Points((worth.Beside ?? []).Where(share => share.Commodity == Commodity.Points).Sum(share => share.Amount));
        var (holding, usable) = (Holding.Of(books, payer), UsableFor(rulebook, payer));
        var free = new Points(holding.Live.Where(lot => usable(lot.Lot)).Sum(lot => lot.Amount));
        if (!(amount > free)) return null;
        if (payer.Person is not { } served || !MayOwe(books, rulebook, served)) return new InsufficientPoints(free, amount, rulebook.Unit);
        var limit = new Points(rulebook.Document.Debt!.Limit.Units);
        return amount - holding.Available + new Points(holding.Account.Debt) > limit ? new DebtLimitReached(limit, new(holding.Account.Debt), amount - holding.Available) : null;
    }

    /// <summary>Whoever pays for the act pays what others received of him in these legs, or gets back what they gave up.</summary>
    /// <param name="holder">Whose legs they are.</param>
    /// <param name="before">What the act had been worth until then.</param>
    public static void Settle(Books books, ActRecorded act, Rulebook rulebook, Subject holder, IEnumerable<Leg> legs, Accrual? before = null)
    {
        if (PayerOf(books, rulebook, act) is not { } payer) return;
        var (source, sent) = (SourceOf(books, rulebook, act), AccountName.Sent(holder.ToString()));
        var parts = legs.Where(leg => leg.Account == source && leg.Commodity == Commodity.Points).ToList();
        if (parts.Count == 0) return;
        // What a pool pays stands with whoever got it: it has no stream of its own.
        var person = payer.Person ?? act.Person;
        Lapse.PostIfDue(books, payer, person);
        var posting = new Posting(books, payer);
        var paid = before?.PaidFor(holder) ?? [];
        foreach (var part in parts.Where(part => part.Amount < 0)) Charge(part with { Amount = -part.Amount });
        foreach (var part in parts.Where(part => part.Amount > 0)) GiveBack(part);
        books.Add(Stream.Person(person), new ActCredited(act.Act, act.Person, act.ActType, act.Place, act.Belonging, act.Evidence, posting.Entries, posting.Legs, act.OccurredOn, books.Today, payer));
        if (payer.Person is { } served) AccountRest.Settle(books, served);

        void Charge(Leg part)
        {
            posting.TakeOrOwe(new(part.Amount), AccountName.Reattributed, [new LotAmount(part.Lot!, part.Amount)], UsableFor(rulebook, payer));
            posting.Move(AccountName.Reattributed, sent, Commodity.Points, part.Lot, part.Amount);
        }

        void GiveBack(Leg part)
        {
            posting.Move(sent, AccountName.Reattributed, Commodity.Points, part.Lot, part.Amount);
            foreach (var lot in Accrual.Last(paid, part.Amount)) posting.GiveBack(AccountName.Reattributed, lot, rulebook.RefundOf(lot.Lot, books.Today));
            paid = [.. LotAmounts.With(paid, Accrual.Last(paid, part.Amount).Select(lot => new Leg("", "", lot.Lot, -lot.Amount))) ?? []];
        }
    }

    private static string? FromOf(Rulebook rulebook, ActRecorded act) =>
        rulebook.Find(act.ActType)?.Give?.Select(give => give.From).FirstOrDefault(from => from == Served || from?.StartsWith(Pool, StringComparison.Ordinal) == true);

    /// <summary>Of a pool all: who gave it gave it away.</summary>
    private static Func<Lot, bool> UsableFor(Rulebook rulebook, Subject payer) => lot => payer.Kind == Whose.Pool || (rulebook.BucketOf(lot)?.Rights.Contains(Right.Service) ?? true);

    private static bool MayOwe(Books books, Rulebook rulebook, PersonId served) => rulebook.Document.Debt?.SpendInto == true
        && rulebook.Compiled.MayOwe?.Test(new FactRow(rulebook.Compiled.Facts).SayAll(SubjectFacts.Of(books, rulebook.Compiled, served, books.Today))) is null or Truth.True;
}
