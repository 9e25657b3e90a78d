using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Acts;

/// <summary>
/// What may be kept of what posts: limits on what somebody has (window <c>store</c>) are judged then, from what is available and held,
/// less what is owed, and never again.
/// </summary>
/// <param name="Parts">What is credited, by bucket; no bucket: as the act says.</param>
/// <param name="Pooled">What goes into pools instead.</param>
/// <param name="Steps">What the limits took; absent: none was asked.</param>
/// <param name="RefusedBy">The limit that lets no such act through while it would post at once; later what is over is dropped.</param>
internal sealed record Kept(IReadOnlyList<(Code? Bucket, long Amount)> Parts, IReadOnlyList<ArithmeticStep>? Steps = null, Code? RefusedBy = null, IReadOnlyList<Share>? Pooled = null)
{
    public static Kept Of(Books books, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead>? read, Subject holder, string commodity, Code? bucket, long amount)
    {
        if (rulebook.Compiled.Stores.Count == 0 || commodity != Commodity.Points || amount <= 0) return new([(bucket, amount)]);
        var (facts, subjects) = (ActFacts.Of(rulebook.Compiled, act, read), ActFacts.SubjectsOf(rulebook.Compiled, act));
        var (parts, pooled, steps, left) = (new List<(Code?, long)>(), new List<Share>(), new Steps(), new Running(amount, Fact: "credited.amount"));
        Code? refusedBy = null;
        foreach (var limit in rulebook.Compiled.Stores)
        {
            var (measure, clause) = (rulebook.Compiled.Measures[limit.Measure], rulebook.Document.Limits![limit.Number]);
            if (subjects.Of(measure.Whose[0]) != holder.ToString() || limit.When?.Test(facts) == Truth.False || clause.Overflow?.Form?.Bucket is { } surplus && surplus == bucket) continue;
            var (before, most, input) = (StandsAt(books, holder), limit.AtMost(facts), left);
            left = steps.Add(limit.Law, input, Math.Min(input.Amount, Math.Max(0, most - before)), most, null, new StepWindow(holder.ToString(), "store", before, measure.Meter));
            if (left.Amount == input.Amount) continue;
            if (limit.Overflow == OverflowKind.Bucket) parts.Add((clause.Overflow!.Form!.Bucket, input.Amount - left.Amount));
            if (limit.Overflow == OverflowKind.Pool) pooled.Add(new(Subject.Pool(clause.Overflow!.Form!.Pool!.Value), commodity, bucket, input.Amount - left.Amount));
            if (limit.Overflow == OverflowKind.Refuse) refusedBy ??= clause.Code;
        }
        return steps.All.Count == 0 ? new([(bucket, amount)]) : new([(bucket, left.Amount), .. parts], steps.All, refusedBy, pooled);
    }

    /// <summary>The limit on what somebody has that refuses the act, if it posts now.</summary>
    public static Code? Refuses(Books books, Rulebook rulebook, ActRecorded act, Worth worth, IReadOnlyList<FactRead> read) =>
        Of(books, rulebook, act, read, act.Person, Commodity.Points, null, worth.Own.Hundredths).RefusedBy
        ?? (worth.Beside ?? []).Select(share => Of(books, rulebook, act, read, share.HeldBy, share.Commodity, share.Bucket, share.Amount).RefusedBy).FirstOrDefault(code => code is not null);

    private static long StandsAt(Books books, Subject holder) => Holding.Of(books, holder) is var holding ? holding.Available.Hundredths + holding.Account.Held - holding.Account.Debt : 0;
}
