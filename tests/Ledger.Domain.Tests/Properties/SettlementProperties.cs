using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Settlements;
using Ledger.Domain.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>
/// Whatever is sold, given back, stated, paid and returned: every line is on one statement or on none, and what is owed is what
/// it cost less what is paid. LEDGER_SEED plays one history again, LEDGER_HISTORIES says how many.
/// </summary>
public sealed class SettlementProperties(ITestOutputHelper output)
{
    private const int Steps = 120;

    [Fact]
    public void No_line_is_missed_or_counted_twice()
    {
        var histories = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_HISTORIES"), out var many) ? many : 25;
        var told = new HashSet<Type>();
        for (var n = 0; n < histories; n++)
        {
            var seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), out var given) ? given : Random.Shared.Next();
            try
            {
                var journal = Play(new Random(seed));
                told.UnionWith(journal.Facts.Select(fact => fact.GetType()));
                Check(journal.Facts, journal.Rows);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"With LEDGER_SEED={seed}: {wrong.Message}", wrong);
            }
        }
        output.WriteLine(string.Join(", ", told.Select(type => type.Name)));
        Assert.Superset(new HashSet<Type> { typeof(StatementIssued), typeof(PaymentMade), typeof(PaymentReturned), typeof(RedemptionRefunded) }, told);
    }

    /// <summary>The checks are themselves shown books that are wrong.</summary>
    [Fact]
    public void Wrong_statements_are_caught()
    {
        var journal = Shop.Stated().Sell(6).At("2026-07-01T09:00:00+08:00").And(Shop.Issue(2, Shop.June)).Journal;
        Check(journal.Facts, journal.Rows);
        var facts = journal.Facts.ToList();
        var at = facts.FindIndex(fact => fact is StatementIssued { Sequence: 2 });
        var second = (StatementIssued)facts[at];
        foreach (var wrong in new[] { second with { After = 0 }, second with { Through = second.Through - 1 }, second with { Amounts = [] }, second with { Sequence = 3 } })
            Assert.ThrowsAny<Exception>(() => Check([.. facts.Select((fact, index) => index == at ? wrong : fact)], journal.Rows));
    }

    private static PlayedJournal Play(Random random)
    {
        var spec = Shop.Open("2026-03-02T10:00:00+08:00");
        var (journal, holds, refunds, statements) = (spec.Journal, 0, 0, 0);
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(9))
            {
                case 0 or 1 or 2:
                    journal.Decide(Some.Hold(++holds, random.Next(3) switch { 0 => Some.Umbrella, 1 => Shop.Milk, _ => Some.Breakfast }, random.Next(1, 4)));
                    journal.Decide(Some.Capture(holds, random.Next(3) == 0 ? 1 : null));
                    break;
                case 3 or 4: journal.Decide(Some.GiveBack(++refunds, random.Next(1, holds + 2), random.Next(1, 3))); break;
                case 5: journal.Decide(new UndoCapture(Actor.At(Some.Till), Some.Redemption(holds), Some.Refund(++refunds))); break;
                case 6: journal.Now = journal.Now.AddHours(random.Next(1, 500)); break;
                default:
                    var month = Month.Of(DateOnly.FromDateTime(journal.Now.ToOffset(TimeSpan.FromHours(8)).DateTime)).Previous;
                    journal.Decide(Shop.Issue(++statements, month));
                    var any = random.Next(1, statements + 1);
                    journal.Decide(Shop.Reconcile(any));
                    journal.Decide(Shop.Approve(any));
                    journal.Decide(Shop.Pay(any, $"BANK-{step}"));
                    if (random.Next(4) == 0) journal.Decide(new ReturnPayment(Shop.CashierActs, Some.Bakery, Shop.Id(any), "returned", null));
                    break;
            }
        }
        journal.CheckFold();
        return journal;
    }

    /// <summary>Made from the facts alone, as an auditor would: the statement's own numbers say what is on it.</summary>
    private static void Check(IReadOnlyList<IFact> facts, StoredRows rows)
    {
        var lines = facts.Index().Where(fact => fact.Item is RedemptionCaptured or RedemptionRefunded).Select(fact => (Number: fact.Index + 1L, Fact: (IPostedFact)fact.Item)).ToList();
        var through = 0L;
        var carried = new Dictionary<string, long>();
        foreach (var (statement, index) in facts.OfType<StatementIssued>().Select((statement, index) => (statement, index)))
        {
            Assert.Equal((index + 1L, through), (statement.Sequence, statement.After));
            var own = lines.Where(line => line.Number > statement.After && line.Number <= statement.Through).ToList();
            Assert.Equal(own.Count, statement.Amounts.Sum(part => part.Captures + part.Refunds));
            Assert.All(own, line => Assert.False(Month.Of(line.Fact.BookedOn) > statement.Month));
            foreach (var month in own.GroupBy(line => Month.Of(line.Fact.BookedOn)))
                Assert.Equal(Costs(month.Select(line => line.Fact)), Sum(statement.Amounts.Where(part => part.Month == month.Key).Select(part => (part.Bearer, part.Fen.Count))));
            var due = Sum(Costs(own.Select(line => line.Fact)).Concat(carried).Select(part => (part.Key, part.Value)));
            Assert.Equal(due, Sum(statement.Due.Select(part => (part.Bearer, part.Fen.Count))));
            Assert.Equal(due.Values.Sum(), statement.Total.Count);
            carried = statement.Total.Count > 0 ? [] : due;
            through = statement.Through;
        }
        Assert.Equal(lines.Count(line => line.Number > through), rows.All<Unsettled>().Sum(row => row.Value.Lines.Sum(part => part.Captures + part.Refunds)));
        Assert.Equal(Costs(lines.Where(line => line.Number > through).Select(line => line.Fact)), Sum(rows.All<Unsettled>().SelectMany(row => row.Value.Lines).Select(part => (part.Bearer, part.Fen.Count))));
        var legs = facts.OfType<IPostedFact>().SelectMany(fact => fact.Legs).Where(leg => leg.Commodity == Commodity.Fen).ToList();
        var paid = rows.All<Statement>().Where(row => row.Value.Status == StatementStatus.Paid).Sum(row => row.Value.Issued.Total.Count);
        Assert.Equal(-paid, legs.Where(leg => AccountName.RoleOf(leg.Account) == "paid").Sum(leg => leg.Amount));
    }

    private static Dictionary<string, long> Costs(IEnumerable<IPostedFact> facts) =>
        Sum(facts.SelectMany(fact => fact.Legs).Where(leg => AccountName.RoleOf(leg.Account) == "expense").Select(leg => (AccountName.PartyOf(leg.Account), leg.Amount)));

    private static Dictionary<string, long> Sum(IEnumerable<(string Bearer, long Fen)> parts) =>
        parts.GroupBy(part => part.Bearer).Select(same => (same.Key, Sum: same.Sum(part => part.Fen))).Where(part => part.Sum != 0).OrderBy(part => part.Key, StringComparer.Ordinal).ToDictionary(part => part.Key, part => part.Sum);
}
