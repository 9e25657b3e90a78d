using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>
/// What is true after any history; LEDGER_HISTORIES says how many are played.
/// </summary>
public sealed class BookProperties(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_any_history_the_books_are_right(bool withGrace)
    {
        var histories = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_HISTORIES"), out var many) ? many : 60;
        var told = new Dictionary<string, int>();
        var part = Gen.Choose(0, 255);
        var move = from what in Gen.Elements<byte>(0, 1, 2, 3, 2, 4, 5, 5, 6, 6, 7, 8, 8, 9, 9, 10, 11, 12) from a in part from b in part from c in part select new Move(what, (byte)a, (byte)b, (byte)c);
        var moves = Arb.From(Gen.Choose(40, 160).SelectMany(length => move.ArrayOf(length)),
            script => Enumerable.Range(0, script.Length).Select(without => script.Where((_, at) => at != without).ToArray()));
        var property = Prop.ForAll(moves, script =>
        {
            var history = new RandomHistory(withGrace).Play(script);
            foreach (var fact in history.Journal.Facts) told[fact.GetType().Name] = told.GetValueOrDefault(fact.GetType().Name) + 1;
            Check(history.Journal);
        });
        string[] wanted =
        [
            nameof(ActAccrued), nameof(HoldPlaced), nameof(RedemptionCaptured), nameof(HoldVoided), nameof(HoldExpired), nameof(RedemptionRefunded), nameof(PointsExpired),
            nameof(ActReversed), nameof(AccrualPosted), nameof(PointsDeducted), nameof(DeductionReversed), nameof(ObjectionDecided),
        ];
        property.Play(output, histories, () => [.. wanted.Where(fact => !told.ContainsKey(fact))]);
        foreach (var (name, count) in told) output.WriteLine($"{name} {count}");
    }

    /// <summary>The checks below are themselves shown books that are wrong.</summary>
    [Fact]
    public void Wrong_books_are_caught()
    {
        var journal = Some.WithPoints().Journal;
        Check(journal);
        var facts = journal.Facts;
        var accrual = facts.OfType<ActAccrued>().First();
        Assert.ThrowsAny<Exception>(() => LedgerHolds([.. facts, accrual with { Entries = [] , Legs = [.. accrual.Legs.Skip(1)] }], journal.Rows));
        Assert.ThrowsAny<Exception>(() => NumbersAreConsecutive([.. facts, accrual]));
        Assert.ThrowsAny<Exception>(() => CapHolds([.. facts, .. Enumerable.Repeat(accrual, 3)]));
        Assert.ThrowsAny<Exception>(() => LedgerHolds([.. facts.Where(fact => !ReferenceEquals(fact, accrual))], journal.Rows));
    }

    private static void Check(PlayedJournal journal)
    {
        var facts = journal.Facts;
        journal.CheckFold();
        LedgerHolds(facts, journal.Rows);
        NumbersAreConsecutive(facts);
        CapHolds(facts);
        HoldsAreHeld(journal.Rows);
        Assert.All(facts.OfType<ActAccrued>(), accrual => Assert.True(Arithmetic.Holds(accrual)));
        Assert.Equal(facts.OfType<ActAccrued>().Count(), facts.OfType<ActAccrued>().Select(accrual => accrual.Act).Distinct().Count());
    }

    /// <summary>Rule 2 per commodity and per origin; rows agree with legs; who owes has nothing available.</summary>
    private static void LedgerHolds(IReadOnlyList<IFact> facts, StoredRows rows)
    {
        var legs = facts.OfType<IPostedFact>().SelectMany(fact => fact.Legs).ToList();
        foreach (var commodity in legs.GroupBy(leg => leg.Commodity)) Assert.Equal(0, commodity.Sum(leg => leg.Amount));
        foreach (var origin in legs.Where(leg => leg.Lot is not null).GroupBy(leg => (leg.Commodity, leg.Lot!.Board, leg.Lot.Year))) Assert.Equal(0, origin.Sum(leg => leg.Amount));
        foreach (var account in legs.GroupBy(leg => (leg.Account, leg.Commodity)))
            if (AccountName.RoleOf(account.Key.Account) is "available" or "held" or "spent" or "expired" or "clawed-back" or "deducted") Assert.True(account.Sum(leg => leg.Amount) >= 0, $"{account.Key} is negative");
        foreach (var (key, account) in rows.All<Account>())
        {
            var (holder, commodity) = (key[..key.LastIndexOf('|')], key[(key.LastIndexOf('|') + 1)..]);
            Assert.Equal(Sum(legs, $"available:{holder}", commodity), account.Available);
            Assert.Equal(Sum(legs, $"held:{holder}", commodity), account.Held);
            Assert.Equal(-Sum(legs, $"debt:{holder}", commodity), account.Debt);
            Assert.True(account.Available >= 0 && account.Held >= 0 && account.Debt >= 0 && account.Earned >= 0);
            Assert.True(account.Debt == 0 || account.Available == 0, $"{holder} owes {account.Debt} and has {account.Available}");
            Assert.All(account.Debts ?? [], debt => Assert.True(debt.Amount > 0));
            if (commodity == Commodity.Points) Assert.Equal(account.Available, rows.All<LotHeld>().Where(row => row.Key.StartsWith($"{holder}|", StringComparison.Ordinal)).Sum(row => row.Value.Amount));
        }
        Assert.All(rows.All<LotHeld>(), row => Assert.True(row.Value.Amount > 0));
    }

    private static void NumbersAreConsecutive(IReadOnlyList<IFact> facts)
    {
        foreach (var line in facts.OfType<IValueFact>().SelectMany(fact => fact.Entries.Select(entry => (fact.Person, entry.Commodity, entry.Number))).GroupBy(line => (line.Person, line.Commodity)))
            Assert.Equal(Enumerable.Range(1, line.Count()).Select(number => (long)number), line.Select(entry => entry.Number));
    }

    /// <summary>
    /// No day is worth more than its cap, whatever was undone; and while its window is open it is worth as much as if the
    /// undone acts had never been (rule 12).
    /// </summary>
    private static void CapHolds(IReadOnlyList<IFact> facts)
    {
        var undone = facts.OfType<ActReversed>().ToDictionary(reversed => reversed.Act);
        var adjusted = facts.OfType<AccrualAdjusted>().ToLookup(fact => fact.Act, fact => fact.Points.Hundredths);
        foreach (var day in facts.OfType<ActAccrued>().GroupBy(accrual => (accrual.Person, accrual.OccurredOn)))
        {
            var standing = day.Where(accrual => !undone.ContainsKey(accrual.Act)).ToList();
            var got = standing.Sum(accrual => accrual.Points.Hundredths + adjusted[accrual.Act].Sum());
            Assert.True(got <= RandomHistory.DailyCap, $"{day.Key} is over the cap");
            var worth = standing.Sum(accrual => accrual.Steps[^1].Input);
            if (day.All(accrual => !undone.TryGetValue(accrual.Act, out var late) || late.BookedOn <= day.Key.OccurredOn.AddDays(30)))
                Assert.Equal(Math.Min(worth, RandomHistory.DailyCap), got);
        }
    }

    /// <summary>What is held is the sum of open holds; a refund never exceeds a capture; stock is never negative.</summary>
    private static void HoldsAreHeld(StoredRows rows)
    {
        var redemptions = rows.All<Redemption>().Select(row => row.Value).ToList();
        foreach (var (key, account) in rows.All<Account>().Where(row => row.Key.EndsWith($"|{Commodity.Points}", StringComparison.Ordinal)))
            Assert.Equal(account.Held, redemptions.Where(one => one.Status == RedemptionStatus.Held && key.StartsWith(AccountName.Holder(one.Placed.Person), StringComparison.Ordinal)).Sum(one => one.Reserved.Sum(lot => lot.Amount)));
        Assert.All(redemptions, one => Assert.InRange(one.Refunded, 0, one.Captured));
        Assert.All(redemptions.Where(one => one.Status == RedemptionStatus.Captured), one =>
            Assert.Equal((one.Placed.UnitPrice * (one.Captured - one.Refunded)).Hundredths, one.Spent.Sum(lot => lot.Amount)));
        Assert.All(rows.All<Ledger.Domain.Offers.Offer>(), row => Assert.True(row.Value.Left is null or >= 0));
        Assert.Equal(redemptions.Count(one => one.Status == RedemptionStatus.Held), rows.All<HoldDue>().Count());
    }

    private static long Sum(List<Leg> legs, string account, string commodity) => legs.Where(leg => leg.Account == account && leg.Commodity == commodity).Sum(leg => leg.Amount);
}
