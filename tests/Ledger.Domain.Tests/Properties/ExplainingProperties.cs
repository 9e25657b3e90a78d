using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>An explanation tells what was posted, whatever happened before and after.</summary>
public sealed class ExplainingProperties(ITestOutputHelper output)
{
    [Fact]
    public void The_explained_steps_of_every_act_of_any_history_come_to_what_was_posted()
    {
        var part = Gen.Choose(0, 255);
        var move = from what in Gen.Elements<byte>(0, 1, 2, 3, 2, 3, 4, 9, 9, 10, 11, 12) from a in part from b in part from c in part select new Move(what, (byte)a, (byte)b, (byte)c);
        var (explained, adjusted, cut) = (0, 0, 0);
        Prop.ForAll(Arb.From(Gen.Choose(40, 120).SelectMany(length => move.ArrayOf(length))), script =>
        {
            var journal = new RandomHistory(withGrace: false).Play(script).Journal;
            var facts = journal.Facts;
            foreach (var accrued in facts.OfType<ActAccrued>())
            {
                var of = facts.OfType<AccrualAdjusted>().Where(fact => fact.Act == accrued.Act).ToList();
                var recorded = facts.OfType<ActRecorded>().Single(fact => fact.Act == accrued.Act);
                var told = ActExplanation.Of(Rulebook.Of(new AllRows(journal.Rows), accrued.Rulebook), recorded, accrued, of);
                var posted = facts.OfType<IActValueFact>().Where(fact => fact.Act == accrued.Act && fact is not ActReversed).SelectMany(fact => fact.Legs)
                    .Where(leg => leg is { Commodity: Commodity.Points, Account: AccountName.Issued or AccountName.ClawedBack }).Sum(leg => -leg.Amount);
                var act = journal.Rows.All<Act>().Single(row => row.Key == accrued.Act.ToString()).Value;
                Assert.Equal(act.Accrual!.Points, told.Points);
                if (act.Accrual.IsPosted) Assert.Equal(posted, told.Points.Hundredths);
                Assert.All(told.Accrued.Without, without => Assert.True(without.Amount > told.Accrued.Amount));
                (explained, adjusted, cut) = (explained + 1, adjusted + of.Count, cut + told.Accrued.Without.Count);
            }
        }).Play(output, 20, () =>
        [
            .. new (string What, bool IsTried)[] { ("many accruals", explained > 100), ("an adjustment", adjusted > 0), ("a cut", cut > 0) }.Where(one => !one.IsTried).Select(one => one.What),
        ]);
    }
}
