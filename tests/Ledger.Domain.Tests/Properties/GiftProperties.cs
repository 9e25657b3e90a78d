using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Domain.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>
/// However points are given, granted, spent and taken back with the acts they came from: what left one account arrived at another to the unit and with
/// its origin, nobody has less than nothing, and a limit on giving holds.
/// </summary>
public sealed class GiftProperties(ITestOutputHelper output)
{
    private const int MostSent = 6;

    private static readonly RulebookDocument Rules = Some.Document() with
    {
        Passages = [new Passage("gift", PassageKind.Gift), new Passage("pool", PassageKind.Pool), new Passage("aid", PassageKind.Grant)],
        Measures = [.. Some.Document().Measures!, new Measure("sent-month", new("sent", null), Whose: [Whose.Person], Window: new(Window.Month, null))],
        Limits = [.. Some.Document().Limits!, new Limit("giving", "sent-month", new(RulebookParts.Points(MostSent * 100), null), Happening.Gift, Overflow: new(Overflow.Refuse, null))],
    };

    private static readonly PersonId[] People = [Some.Volunteer, Some.Spouse, Some.Neighbour];

    private static readonly Lazy<PlayedJournal> Opened = new(() => Some.WithPoints(8, Some.Book(Rules)).Journal);

    private sealed record Move(byte What, byte Who, byte Whom, byte Much);

    [Fact]
    public void What_leaves_one_account_arrives_at_another()
    {
        var part = Gen.Choose(0, 255);
        var move = from what in part from who in part from whom in part from much in part select new Move((byte)what, (byte)who, (byte)whom, (byte)much);
        Prop.ForAll(Arb.From(Gen.Choose(5, 30).SelectMany(length => move.ArrayOf(length))), Run).Play(output, 40);
    }

    private static void Run(Move[] moves)
    {
        var journal = Spec.Given(Opened.Value).Journal;
        var number = 0;
        foreach (var move in moves)
        {
            var (who, whom, id, amount) = (People[move.Who % 3], People[move.Whom % 3], TransferId.Of(Some.Id(0xc00 + ++number)), new Points(50 * (1 + move.Much % 8)));
            switch (move.What % 6)
            {
                case 0: journal.Now = journal.Now.AddDays(3); break;
                case 1 or 2: journal.Decide(new SendPoints(Actor.Of(who), id, who, "gift", amount, move.Much % 5 == 0 ? Subject.Of(Some.Home) : whom)); break;
                case 3: journal.Decide(new SendPoints(Actor.Of(who), id, who, "pool", amount)); break;
                case 4: journal.Decide(new GrantPoints(Some.OfficeActs, id, "aid", whom, amount)); break;
                case 5: journal.Decide(Some.Reverse(1000 + move.Much % 8)); break;
            }
        }
        Check([.. journal.Events.Select(one => DomainJson.ReadFact(one.Name, one.Data)).OfType<IValueFact>()], journal);
    }

    private static void Check(IReadOnlyList<IValueFact> facts, PlayedJournal journal)
    {
        Assert.All(facts, fact => Assert.All(fact.Legs.GroupBy(leg => (leg.Commodity, leg.Lot?.Board, leg.Lot?.Year)), origin => Assert.Equal(0, origin.Sum(leg => leg.Amount))));
        var sent = facts.OfType<PointsSent>().ToDictionary(one => one.Transfer);
        var arrived = facts.OfType<PointsArrived>().Where(one => one.From is not null).ToDictionary(one => one.Transfer);
        Assert.Equal(sent.Keys.Order(Comparer<TransferId>.Create((one, other) => one.Value.CompareTo(other.Value))), arrived.Keys.Order(Comparer<TransferId>.Create((one, other) => one.Value.CompareTo(other.Value))));
        Assert.All(sent.Values, one => Assert.Equal(Origins(one, AccountName.Sent(one.To.ToString()), 1), Origins(arrived[one.Transfer], AccountName.Received(((IValueFact)one).Owner.ToString()), -1)));
        Assert.All(journal.Rows.All<Account>(), row => Assert.True(row.Value.Available >= 0));
        Assert.All(sent.Values.GroupBy(one => (one.Person, one.OccurredOn.Year, one.OccurredOn.Month)), month => Assert.True(month.Sum(one => one.Points.Hundredths) <= MostSent * 100));
    }

    private static IEnumerable<(string, long)> Origins(IValueFact fact, string account, int sign) =>
        [.. fact.Legs.Where(leg => leg.Account == account).Select(leg => (leg.Lot!.ToString(), sign * leg.Amount)).Order()];
}
