using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Storage;
using Ledger.Projections.Entries;
using Ledger.Projections.Explanations;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

/// <summary>What credits became, forwards and backwards.</summary>
public sealed class LotFlowTests
{
    [Fact]
    public void The_first_act_of_a_lot_is_spent_first_and_what_is_left_stays()
    {
        var haian = new Haian();
        var (first, second) = (haian.Act(Chen, minutes: 60), haian.Act(Chen, minutes: 60));
        haian.Capture(haian.Hold(Chen, Bun, quantity: 4), Breakfast);
        var flow = Flow(haian);
        Assert.Equal([("spent", 1000L)], Of(flow, first));
        Assert.Equal([("available", 800L), ("spent", 200L)], Of(flow, second));
        Assert.Equal([(first, 1000L), (second, 200L)], flow.Where(part => part.To.Role == "spent").Select(part => (part.From.About.Act!.Value, part.Amount)));
        Assert.All(flow.Where(part => part.To.Role == "spent"), part => Assert.Equal(Breakfast, part.To.About.Merchant));
    }

    [Fact]
    public void What_a_refund_gives_back_is_again_what_the_act_gave()
    {
        var haian = new Haian();
        var act = haian.Act(Chen, minutes: 60);
        var redemption = haian.Hold(Chen, Bun, quantity: 2);
        haian.Capture(redemption, Breakfast);
        haian.Refund(redemption, 1);
        Assert.Equal([("available", 700L), ("spent", 300L)], Of(Flow(haian), act));
    }

    [Fact]
    public void An_undone_act_takes_its_own_points_back_and_leaves_those_of_others()
    {
        var haian = new Haian();
        var (first, second) = (haian.Act(Chen, minutes: 60), haian.Act(Chen, minutes: 60));
        haian.Book.Do(new Domain.Acts.ReverseAct(Actor.Of(Officer), second, "was-elsewhere", null, null));
        var flow = Flow(haian);
        Assert.Equal([("available", 1000L)], Of(flow, first));
        Assert.Equal([("clawed-back", 1000L)], Of(flow, second));
    }

    [Fact]
    public void A_hold_that_passed_to_the_other_registration_is_still_spent_from_the_acts_behind_it()
    {
        var haian = new Haian();
        var newcomer = haian.Register(Haian.Home);
        var act = haian.Act(newcomer, minutes: 60);
        var redemption = haian.Hold(newcomer, Bun, quantity: 2);
        foreach (var by in new[] { Admin, Second }) haian.Book.Do(new MergePersons(Actor.Of(by), Chen, newcomer, [], []));
        haian.Capture(redemption, Breakfast);
        Assert.Equal([("available", 400L), ("spent", 600L)], Of(Flow(haian), act));
    }

    [Fact]
    public Task In_any_history_the_parts_come_to_the_postings_in_both_directions() => RandomHistory.Check((haian, _) =>
    {
        var entries = Entries(haian);
        var flow = LotFlow.Of(entries);
        var (came, left) = (flow.ToLookup(part => Place(part.To)), flow.ToLookup(part => Place(part.From)));
        foreach (var place in entries.Where(entry => entry.Role is not ("sent" or "received" or "reattributed")).GroupBy(Place))
            Assert.Equal(place.Sum(entry => entry.Leg.Amount), came[place.Key].Sum(part => part.Amount) - left[place.Key].Sum(part => part.Amount));
        foreach (var issued in entries.Where(entry => entry.Role is "issued" or "opened"))
            Assert.Equal(-issued.Leg.Amount, flow.Where(part => part.From == issued).Sum(part => part.Amount));
        foreach (var spent in entries.Where(entry => entry.Role == "spent").GroupBy(entry => entry.About.Redemption))
            Assert.Equal(spent.Sum(entry => entry.Leg.Amount), flow.Where(part => part.To.Role == "spent" && part.HeldFor == spent.Key).Sum(part => part.Amount));
        foreach (var holder in entries.GroupBy(entry => entry.Holder))
            Assert.Equal(holder.Where(entry => entry.Role == "available").Sum(entry => entry.Leg.Amount), LotFlow.Of(holder).Where(part => part.To.Role == "available").Sum(part => part.Amount));
        return Task.CompletedTask;
    });

    private static (string, string, Lot?) Place(Entry entry) => (entry.Leg.Account, entry.Leg.Commodity, entry.Leg.Lot);

    private static List<(string Role, long)> Of(IReadOnlyList<FlowPart> flow, ActId act) =>
        [.. flow.Where(part => part.From.About.Act == act && part.Commodity == Commodity.Points).GroupBy(part => part.To.Role).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => (same.Key, same.Sum(part => part.Amount)))];

    private static IReadOnlyList<FlowPart> Flow(Haian haian) => LotFlow.Of(Entries(haian));

    private static List<Entry> Entries(Haian haian) =>
        [.. haian.Book.Events.SelectMany(recorded => DomainJson.ReadFact(recorded.Type, recorded.Data) is IPostedFact fact ? EntryFold.Of(recorded, fact) : []).Where(entry => entry.Leg is { Lot: not null, Commodity: not Commodity.Minutes })];
}
