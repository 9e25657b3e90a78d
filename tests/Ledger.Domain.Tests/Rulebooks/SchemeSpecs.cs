using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Amounts of three real schemes, worked out by hand from their clauses.</summary>
public sealed class SchemeSpecs
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    /// <summary>R01: whole hours (5) of filed activities (1), at most 2 of each (6), one point an hour (3); a complaint makes it 0 (8).</summary>
    [Theory]
    [InlineData(200, true, null, 200, "cap 200→120, round-down 120→120, rate 120→200")]
    [InlineData(119, true, null, 100, "cap 119→119, round-down 119→60, rate 60→100")]
    [InlineData(59, true, null, 0, "cap 59→59, round-down 59→0, rate 0→0")]
    [InlineData(120, false, null, 0, "cap 120→120, exclude 1→0, exclude 1→0")]
    [InlineData(120, true, "complaint", 0, "cap 120→120, exclude 120→0, rate 0→0")]
    [InlineData(120, true, "not-as-required", 0, "cap 120→120, exclude 120→0, rate 0→0")]
    public void Hailin_gives_a_point_for_a_whole_hour_of_a_filed_activity(long minutes, bool filed, string? mark, long points, string told)
    {
        var acts = new Valued(Rules.Compile(Schemes.Document("R01")));
        Assert.Equal(points, acts.Act("service", Day, row => Service(row, minutes, filed, mark), others: Activity("clean-up")));
        Assert.Equal(told, acts.Told);
    }

    [Fact]
    public void Hailin_counts_the_hours_beside_the_points()
    {
        var acts = new Valued(Rules.Compile(Schemes.Document("R01")));
        acts.Act("service", Day, row => Service(row, 200, true, null), others: Activity("clean-up"));
        Assert.Equal([120, 200], acts.Last.Credits.Select(credit => credit.Amount));
    }

    [Fact]
    public void Hailin_counts_each_activity_by_itself_and_one_only_to_two_hours()
    {
        var acts = new Valued(Rules.Compile(Schemes.Document("R01")));
        Assert.Equal(100, acts.Act("service", Day, row => Service(row, 90, true, null), others: Activity("clean-up")));
        Assert.Equal(0, acts.Act("service", Day, row => Service(row, 90, true, null), others: Activity("clean-up")));
        Assert.Equal(100, acts.Act("service", Day, row => Service(row, 90, true, null), others: Activity("patrol")));
        Assert.Equal(100, acts.Act("service", Day, row => Service(row, 90, true, null), "li", Activity("clean-up")));
    }

    [Fact]
    public void Hailin_gives_nothing_to_who_has_no_team_or_did_not_register()
    {
        var acts = new Valued(Rules.Compile(Schemes.Document("R01")));
        Assert.Equal(0, acts.Act("service", Day, row => row.Minutes(60).Say("activity.mark.filed", 1).Say("person.mark.registered", 1)));
        Assert.Equal("/members/earn", acts.Last.KeptOutBy);
        Assert.False(acts.Last.IsRefused);
        Assert.Equal(0, acts.Act("service", Day, row => row.Minutes(60).Say("activity.mark.filed", 1).Say("person.team", "red-lake")));
        Assert.Equal("/members/earn", acts.Last.KeptOutBy);
    }

    [Fact]
    public void Hailin_gives_two_points_for_a_referral()
    {
        var acts = new Valued(Rules.Compile(Schemes.Document("R01")));
        Assert.Equal(200, acts.Act("referral", Day, Member));
        Assert.Equal("fixed 1→200", acts.Told);
    }

    /// <summary>R83: half a day 10, a whole one 20 (3); in one slot the highest counts (5). The posts' own amounts are examples (示例).</summary>
    [Fact]
    public void Riders_get_the_best_of_a_slot_in_whatever_order()
    {
        var (morning, afternoon) = (new Dictionary<Whose, string> { [Whose.Slot] = "morning" }, new Dictionary<Whose, string> { [Whose.Slot] = "afternoon" });
        var acts = new Valued(Rules.Compile(Schemes.Document("R83")));
        Assert.Equal(500, acts.Act("gate-duty", Day, BySelf, others: morning));
        Assert.Equal(1_500, acts.Act("trail-work", Day, row => BySelf(row).Say("input.half-days", 2), others: morning));
        Assert.Equal("row 2→2000, at-least 2000→2000, difference 2000→1500", acts.Told);
        Assert.Equal(0, acts.Act("gate-duty", Day, BySelf, others: morning));
        Assert.Equal("fixed 1→500, at-least 500→2000, difference 2000→0", acts.Told);
        Assert.Equal(500, acts.Act("gate-duty", Day, BySelf, others: afternoon));
        Assert.Equal(500, acts.Act("gate-duty", Day.AddDays(1), BySelf, others: morning));
        Assert.Equal(1_000, acts.Act("trail-work", Day.AddDays(2), row => BySelf(row).Say("input.half-days", 1), others: morning));
        Assert.Equal(5_000, acts.Act("secretary", Day, row => row));
    }

    [Fact]
    public void A_riders_season_starts_in_November()
    {
        var rulebook = Rules.Compile(Schemes.Document("R83"));
        var acts = new Valued(rulebook);
        acts.Act("secretary", new(2026, 10, 31), row => row);
        acts.Act("secretary", new(2026, 11, 1), row => row);
        acts.Act("gate-duty", new(2027, 1, 1), BySelf);
        var season = rulebook.Measures.Single(measure => measure.Code == "season-points").Meter;
        Assert.Equal([("season-2025", 5_000L), ("season-2026", 5_500L)], acts.Meters.All.Where(one => one.Key.Meter == season).Select(one => (one.Key.Period, one.Value.Got)).Order());
    }

    /// <summary>R84: quarter hours of a member household; five hours are owed a month (1).</summary>
    [Fact]
    public void Gleaners_count_quarter_hours_for_the_household()
    {
        var rulebook = Rules.Compile(Schemes.Document("R84"));
        var acts = new Valued(rulebook);
        var home = new Dictionary<Whose, string> { [Whose.Household] = "7" };
        Assert.Equal(90, acts.Act("gleaning", Day, row => row.Minutes(100).Say("household.mark.member", 1), "wang", home));
        Assert.Equal(15, acts.Act("gleaning", Day, row => row.Minutes(29).Say("household.mark.member", 1), "li", home));
        Assert.Equal(0, acts.Act("gleaning", Day, row => row.Minutes(100).Say("household.mark.member", 0), "li", home));
        Assert.True(acts.Last.IsRefused);
        Assert.Equal(105, acts.Meters.All.Single(one => one.Key is { Scope: "household:7", Period: "2026-03" }).Value.Got);
    }

    /// <summary>Three months at 5 hours are 15; 9 were done, so 6 are owed (R84.3).</summary>
    [Fact]
    public void What_gleaners_owe_follows_from_other_measures()
    {
        var rulebook = Rules.Compile(Schemes.Document("R84"));
        var row = new FactRow(rulebook.Facts).Say("measure.months", 3).Say("measure.done-ever", 540);
        var steps = new Steps();
        new Valuation(rulebook).Derive(row, steps);
        Assert.Equal(360, row[rulebook.Facts.SlotOf("measure.owed")]);
        Assert.Equal([540, 900, 900, 360], steps.All.Select(step => step.Output));
        Assert.True(Ledger.Domain.Rulebooks.Arithmetic.Holds(steps.All, row.Knows));
    }

    private static Dictionary<Whose, string> Activity(string code) => new() { [Whose.Activity] = code };

    private static FactRow BySelf(FactRow row) => row.Say("act.by", "self");

    private static FactRow Member(FactRow row) => row.Say("person.mark.registered", 1).Say("person.team", "red-lake");

    private static FactRow Service(FactRow row, long minutes, bool filed, string? mark) =>
        Member(row).Minutes(minutes).Say("activity.mark.filed", filed ? 1 : 0).SayAll("act.mark.", mark is null ? [] : [mark]).Say("input.rating", 5);
}
