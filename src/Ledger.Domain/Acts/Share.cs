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
    public static void Post(Books books, ActRecorded act, Rulebook rulebook, IReadOnlyList<FactRead>? read, IReadOnlyList<Share> shares)
    {
        foreach (var share in shares.Where(share => share.Amount > 0))
        {
            IReadOnlyList<Share> pooled = [];
            Add(books, act, rulebook, share, null, (posting, source) =>
            {
                var bucket = share.Bucket ?? Origin.BucketOf(act.Evidence);
                var kept = Kept.Of(books, rulebook, act, read, share.HeldBy, share.Commodity, bucket, share.Amount);
                foreach (var (into, amount) in kept.Parts) posting.Credit(source, new LotAmount(Worth.LotOf(rulebook, act, books.Today, into ?? bucket, read), amount));
                pooled = kept.Pooled ?? [];
                return kept.Steps;
            });
            Post(books, act, rulebook, read, pooled);
        }
    }

    /// <summary>What limits on the doer's account put into pools and is more than the act is worth now, the last first.</summary>
    public static IReadOnlyList<(Subject Pool, long Over)> PooledOver(Rulebook rulebook, Accrual accrual, Points now)
    {
        var (over, found) = (-now.Hundredths, new List<(Subject, long)>());
        var pooled = rulebook.Compiled.Stores.Select(limit => rulebook.Document.Limits![limit.Number].Overflow?.Form?.Pool).OfType<Code>().Select(Subject.Pool).Distinct()
            .Select(pool => (Pool: pool, Amount: SumOf(accrual.Shared, pool) - (accrual.Beside ?? []).Where(share => share.HeldBy == pool).Sum(share => share.Amount))).Where(one => one.Amount > 0).ToList();
        over += accrual.Credits.Sum(lot => lot.Amount) + pooled.Sum(one => one.Amount);
        foreach (var (pool, amount) in pooled.AsEnumerable().Reverse())
        {
            if (Math.Min(over, amount) is > 0 and var part) found.Add((pool, part));
            over -= Math.Min(Math.Max(over, 0), amount);
        }
        return found;
    }

    private static long SumOf(IReadOnlyList<SharedLots>? shared, Subject holder) => (shared ?? []).Where(one => one.HeldBy == holder).Sum(one => one.Lots.Sum(lot => lot.Amount));

    public static void TakeFrom(Books books, ActRecorded act, Rulebook rulebook, Accrual accrual, Subject pool, long amount) =>
        Claw(books, act, rulebook, new Share(pool, Commodity.Points, null, 0), accrual, Accrual.Last(accrual.Shared!.First(one => one.HeldBy == pool).Lots, amount));

    /// <summary>Takes back all that an act gave beside its doer's points.</summary>
    public static void TakeBack(Books books, ActRecorded act, Rulebook rulebook, Accrual accrual)
    {
        foreach (var one in accrual.Shared ?? []) Claw(books, act, rulebook, new Share(one.HeldBy, one.Commodity, null, 0), accrual, one.Lots);
    }

    /// <summary>It is worth other shares now: the difference.</summary>
    public static void Adjust(Books books, ActRecorded act, Rulebook rulebook, Accrual accrual, IReadOnlyList<Share> now)
    {
        foreach (var share in now.Concat((accrual.Beside ?? []).Where(was => !now.Any(was.GoesWith)).Select(was => was with { Amount = 0 })))
        {
            var more = share.Amount - ((accrual.Beside ?? []).FirstOrDefault(share.GoesWith)?.Amount ?? 0);
            if (more > 0) Post(books, act, rulebook, accrual.Read, [share with { Amount = more }]);
            else if (more < 0)
            {
                // What a limit on the account put into another bucket came last and goes first.
                var (bucket, surplus) = (share.Bucket ?? Origin.BucketOf(act.Evidence), rulebook.Compiled.Stores.Select(limit => rulebook.Document.Limits![limit.Number].Overflow?.Form?.Bucket));
                List<LotAmount> has = [.. accrual.Shared?.FirstOrDefault(one => (one.HeldBy, one.Commodity) == (share.HeldBy, share.Commodity))?.Lots.Where(lot => lot.Lot.Bucket == bucket || surplus.Contains(lot.Lot.Bucket)) ?? []];
                Claw(books, act, rulebook, share, accrual, Accrual.Last(has, has.Sum(lot => lot.Amount) - share.Amount));
            }
        }
    }

    private static void Claw(Books books, ActRecorded act, Rulebook rulebook, Share share, Accrual before, IEnumerable<LotAmount> lots) =>
        Add(books, act, rulebook, share, before, (posting, source) =>
        {
            foreach (var lot in lots) posting.Claw(lot, Accrual.BackTo(source));
            return null;
        });

    private static void Add(Books books, ActRecorded act, Rulebook rulebook, Share share, Accrual? before, Func<Posting, string, IReadOnlyList<ArithmeticStep>?> move)
    {
        Lapse.PostIfDue(books, share.HeldBy, act.Person, share.Commodity);
        var posting = new Posting(books, share.HeldBy, share.Commodity);
        var stored = move(posting, Serving.SourceOf(books, rulebook, act));
        if (posting.Legs.Count == 0) return;
        books.Add(Stream.Person(act.Person), new ActCredited(act.Act, act.Person, act.ActType, act.Place, act.Belonging, act.Evidence,
            posting.Entries, posting.Legs, act.OccurredOn, books.Today, share.HeldBy == act.Person ? null : share.HeldBy, stored));
        Serving.Settle(books, act, rulebook, share.HeldBy, posting.Legs, before);
    }
}
