using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Acts;

/// <summary>What an act gives that is not simply its doer's points: to his household or team, in a further commodity, or into the bucket that a limit's overflow names.</summary>
/// <param name="HeldBy">Whose it is.</param>
/// <param name="Commodity">As the books keep it: <c>points</c> for the first.</param>
/// <param name="Bucket">Absent: as the evidence class.</param>
/// <param name="IsMain">It is the act's points themselves, which somebody else gets.</param>
public sealed record Share(Subject HeldBy, string Commodity, Code? Bucket, long Amount, bool? IsMain = null)
{
    public bool GoesWith(Share other) => (HeldBy, Commodity, Bucket) == (other.HeldBy, other.Commodity, other.Bucket);
}

/// <summary>A share that was credited, and the lots it joined.</summary>
public sealed record SharedLots(Subject HeldBy, string Commodity, IReadOnlyList<LotAmount> Lots);

/// <summary>Posts what an act gives others, or gives beside its points: a fact for each account, since a fact moves one.</summary>
internal static class Sharing
{
    public static void Post(Books books, ActRecorded act, Rulebook rulebook, IReadOnlyList<Share> shares)
    {
        foreach (var share in shares.Where(share => share.Amount > 0)) Add(books, act, share, posting => posting.Credit(AccountName.Issued, new LotAmount(LotOf(books, act, rulebook, share), share.Amount)));
    }

    /// <summary>Takes back all that an act gave beside its doer's points.</summary>
    public static void TakeBack(Books books, ActRecorded act, IReadOnlyList<SharedLots>? shared)
    {
        foreach (var one in shared ?? [])
            Add(books, act, new Share(one.HeldBy, one.Commodity, null, 0), posting =>
            {
                foreach (var lot in one.Lots) posting.Claw(lot);
            });
    }

    /// <summary>It is worth other shares now: the difference.</summary>
    public static void Adjust(Books books, ActRecorded act, Rulebook rulebook, Accrual accrual, IReadOnlyList<Share> now)
    {
        foreach (var share in now.Concat((accrual.Beside ?? []).Where(was => !now.Any(was.GoesWith)).Select(was => was with { Amount = 0 })))
        {
            var more = share.Amount - ((accrual.Beside ?? []).FirstOrDefault(share.GoesWith)?.Amount ?? 0);
            if (more > 0) Post(books, act, rulebook, [share with { Amount = more }]);
            else if (more < 0) Add(books, act, share, posting =>
            {
                var bucket = share.Bucket ?? Origin.BucketOf(act.Evidence);
                foreach (var lot in Last(accrual.Shared?.FirstOrDefault(one => (one.HeldBy, one.Commodity) == (share.HeldBy, share.Commodity))?.Lots.Where(lot => lot.Lot.Bucket == bucket) ?? [], -more)) posting.Claw(lot);
            });
        }
    }

    private static IEnumerable<LotAmount> Last(IEnumerable<LotAmount> lots, long amount)
    {
        foreach (var lot in lots.Reverse())
        {
            var part = Math.Min(amount, lot.Amount);
            amount -= part;
            if (part > 0) yield return lot with { Amount = part };
        }
    }

    private static void Add(Books books, ActRecorded act, Share share, Action<Posting> move)
    {
        Lapse.PostIfDue(books, share.HeldBy, act.Person, share.Commodity);
        var posting = new Posting(books, share.HeldBy, share.Commodity);
        move(posting);
        if (posting.Legs.Count > 0)
            books.Add(Stream.Person(act.Person), new ActCredited(act.Act, act.Person, act.ActType, act.Place, act.Belonging, act.Evidence,
                posting.Entries, posting.Legs, act.OccurredOn, books.Today, share.HeldBy == act.Person ? null : share.HeldBy));
    }

    private static Lot LotOf(Books books, ActRecorded act, Rulebook rulebook, Share share) => Worth.LotOf(rulebook, act, books.Today, share.Bucket ?? Origin.BucketOf(act.Evidence));
}
