using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>However holds are placed, given up, redeemed in part, undone and asked for again: no window of a limit on redeeming has more than its bound, and every counter says what stands.</summary>
public sealed class PassageProperties(ITestOutputHelper output)
{
    private const int MostUnits = 4, MostDays = 2, MostPoints = 700;

    private static readonly OfferId Soap = OfferId.Of(Some.Id(0x330));

    private static readonly RulebookDocument Rules = Some.Document() with
    {
        Items = [new Item("soap", new Title("肥皂"))],
        Passages = [new Passage("soap", PassageKind.Redeem, "soap", Price: new(RulebookParts.Points(100), null), PerPerson: new(new Quantity(MostUnits, Unit.Times), Window.Week))],
        Measures = [.. Some.Document().Measures!, Counting("spent-month", "spent", Window.Month), Counting("days-quarter", "days", Window.Quarter)],
        Limits = [.. Some.Document().Limits!, Bound("points", "spent-month", RulebookParts.Points(MostPoints)), Bound("days", "days-quarter", new Quantity(MostDays, Unit.Times))],
    };

    private static readonly Lazy<PlayedJournal> Opened = new(() => Some.WithPoints(12, Some.Book(Rules)).At("2026-02-13T09:00:00+08:00")
        .And(new PublishOffer(Some.OfficeActs, Soap, Some.Bakery, Some.Terms() with { Item = "soap", Price = Points.Zero })).Journal);

    private sealed record Move(byte What, byte Which, byte Much);

    [Fact]
    public void No_window_has_more_than_its_bound()
    {
        var part = Gen.Choose(0, 255);
        var move = from what in part from which in part from much in part select new Move((byte)what, (byte)which, (byte)much);
        Prop.ForAll(Arb.From(Gen.Choose(5, 30).SelectMany(length => move.ArrayOf(length))), Run).Play(output, 60);
    }

    private static void Run(Move[] moves)
    {
        var (spec, placed) = (Spec.Given(Opened.Value), 0);
        var journal = spec.Journal;
        foreach (var move in moves)
        {
            var number = placed == 0 ? 0 : 1 + move.Which % placed;
            switch (move.What % 5)
            {
                case 0: journal.Now = journal.Now.AddHours(13); break;
                case 1: journal.Decide(Some.Hold(++placed, Soap, 1 + move.Much % 3)); break;
                case 2 when number > 0: journal.Decide(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(number), "changed-mind", null)); break;
                case 3 when number > 0: journal.Decide(Some.Capture(number, 1)); break;
                case 4 when number > 0: journal.Decide(Some.GiveBack(1 + move.Much, number)); break;
            }
            Check(journal);
        }
    }

    private static void Check(PlayedJournal journal)
    {
        var standing = journal.Rows.All<Redemption>().Select(row => row.Value).Where(hold => hold.Placed.Asked is not null)
            .Select(hold => (hold.Placed.OccurredOn, Units: Standing(hold))).Where(hold => hold.Units > 0).ToList();
        Assert.All(standing.GroupBy(hold => hold.OccurredOn.DayNumber / 7), week => Assert.True(week.Sum(hold => hold.Units) <= MostUnits));
        Assert.All(standing.GroupBy(hold => hold.OccurredOn.Month), month => Assert.True(month.Sum(hold => hold.Units) * 100 <= MostPoints));
        Assert.True(standing.Where(hold => hold.OccurredOn.Month <= 3).Select(hold => hold.OccurredOn).Distinct().Count() <= MostDays);
        var (units, days) = (standing.Sum(hold => hold.Units), standing.Select(hold => hold.OccurredOn).Distinct().Count());
        var lines = journal.Rows.All<Domain.Rulebooks.Evaluating.MeterRow>().SelectMany(row => row.Value.Lines).ToList();
        Assert.Equal((units, units * 100, days), (Counted(lines, "soap~"), Counted(lines, "spent-month~"), Counted(lines, "days-quarter~")));
    }

    private static long Counted(IEnumerable<Domain.Rulebooks.Evaluating.MeterLine> lines, string measure) =>
        lines.Where(line => line.Meter.StartsWith(measure, StringComparison.Ordinal) && !line.Meter.EndsWith('#')).Sum(line => line.Got);

    private static long Standing(Redemption hold) => hold.Status switch
    {
        RedemptionStatus.Held => hold.Placed.Quantity,
        RedemptionStatus.Captured => hold.Captured - hold.Refunded,
        _ => 0,
    };

    private static Measure Counting(Code code, string what, Window window) => new(code, new(what, null), Happening.Redeem, Whose: [Whose.Person], Window: new(window, null));

    private static Limit Bound(Code code, Code measure, Quantity most) => new(code, measure, new(most, null), Happening.Redeem, Overflow: new(Overflow.Refuse, null));
}
