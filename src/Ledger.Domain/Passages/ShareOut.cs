using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>
/// Shares a sum among all whom the passage names, in proportion to a measure (按积分分红). Parts are whole fen, rounded down; what is left goes, a fen
/// each, to the largest remainders, ties by id. Whoever would get a part does not sign it.
/// </summary>
/// <param name="Among">Everybody of whom anything is counted; who has nothing, or is not named by the passage, gets nothing. At most <see cref="Most"/>.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(NoRulebookInForce), typeof(NoSuchPassage), typeof(TooManyToShare), typeof(RulebookIsBeingFilled), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(QuantityNotOffered), typeof(GainsBySigning))]
public sealed record ShareOut(Actor By, TransferId Transfer, Code Passage, IReadOnlyList<Subject> Among, IReadOnlyList<ActInput>? Inputs = null) : ICommand<MoneyIsGranted>
{
    public const int Most = 1_000;

    /// <summary>The marks and windows of all of them.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs) => needs.StartingWith<MoneyDue>(MoneyDue.Prefix(Transfer));

    public Decision<MoneyIsGranted> Decide(Books books)
    {
        if (By.Person is not { } granter || !By.HoldsEverywhere(books, GrantPoints.Granters)) return new NotAllowed(GrantPoints.Granters);
        if (books.StartingWith<MoneyDue>(MoneyDue.Prefix(Transfer)).Count > 0) return new IdAlreadyUsed("transfer", Transfer.ToString());
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (Crossing.Find(rulebook, Passage, PassageKind.Share) is not { } passage) return new NoSuchPassage(Passage);
        if (Among.Count > Most) return new TooManyToShare(Most);
        var crossing = new Crossing(books, rulebook, passage with { Who = null }, Happening.Issue, new("", "", new Dictionary<Whose, string>()), Facts(rulebook, books.Today), null, Inputs);
        if (crossing.Refuses(null, out var fen, out var steps) is { } refusal) return refusal;
        var measure = rulebook.Compiled.Measures.First(one => one.Code == passage.Entry.By!.Measure);
        var weights = Among.Where(one => one.Kind == measure.Whose[0]).Distinct().OrderBy(one => one.ToString(), StringComparer.Ordinal).Select(one => (To: one, Weight: WeightOf(books, rulebook, passage, measure, one))).ToList();
        weights.RemoveAll(one => one.Weight <= 0);
        if (weights.Count == 0) return new NotEligible(null, $"{passage.Rule}/who");
        if (weights.Any(one => Crossing.Gains(books, granter, one.To))) return new GainsBySigning(granter);
        var parts = Split(fen.Hundredths, [.. weights.Select(one => one.Weight)]);
        var granted = weights.Zip(parts, (one, part) => (one.To, one.Weight, part.Part, part.Left)).Where(one => one.Part > 0).ToList();
        var sum = weights.Sum(one => one.Weight);
        foreach (var (to, weight, part, rest) in granted)
            MoneyDue.Add(books, Transfer, to, passage, rulebook, new Fen(part), [.. steps, new($"{passage.Rule}/by", StepKind.Share, fen.Hundredths, part, sum, weight, Bound: rest, By: $"measure.{measure.Code}")], granter, Inputs);
        return books.Accept(new MoneyIsGranted(Transfer, Passage, [.. granted.Select(one => new MoneyPart(one.To, new Fen(one.Part)))]));
    }

    private FactRow Facts(Rulebook rulebook, DateOnly today) => new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, null, Inputs, today);

    /// <summary>What stands in his window; nothing where the passage does not name him.</summary>
    private long WeightOf(Books books, Rulebook rulebook, CompiledPassage passage, CompiledMeasure measure, Subject one)
    {
        var facts = Facts(rulebook, books.Today).SayAll(SubjectFacts.Of(books, rulebook.Compiled, one, books.Today));
        var weight = facts[rulebook.Compiled.Facts.SlotOf($"measure.{measure.Code}")] ?? 0;
        return passage.Who is { } who && who.Test(facts) != Truth.True ? 0 : weight;
    }

    /// <summary>Whole parts in proportion to weights, which add up to the sum; of each the part and whether the last unit of it is one of those left.</summary>
    public static IReadOnlyList<(long Part, long Left)> Split(long sum, IReadOnlyList<long> weights)
    {
        var all = weights.Aggregate(Int128.Zero, (total, weight) => total + weight);
        var parts = weights.Select((weight, number) => (Number: number, Part: (long)((Int128)sum * weight / all), Remainder: (Int128)sum * weight % all)).ToList();
        var lucky = parts.OrderByDescending(part => part.Remainder).ThenBy(part => part.Number).Take((int)(sum - parts.Sum(part => part.Part))).Select(part => part.Number).ToHashSet();
        return [.. parts.Select(part => lucky.Contains(part.Number) ? (part.Part + 1, 1L) : (part.Part, 0L))];
    }
}

/// <summary>A sum is shared among so many at most.</summary>
public sealed record TooManyToShare(int Most) : Rejection;
