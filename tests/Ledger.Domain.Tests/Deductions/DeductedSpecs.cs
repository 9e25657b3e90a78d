using Ledger.Domain.Accounts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Support;
using Commodity = Ledger.Domain.Rulebooks.Document.Commodity;
using Deduction = Ledger.Domain.Rulebooks.Document.Deduction;

namespace Ledger.Domain.Tests.Deductions;

/// <summary>A rule may deduct a household or a team, another commodity, or nothing at all, which is a strike.</summary>
public sealed class DeductedSpecs
{
    [Fact]
    public void A_household_is_deducted_as_one_and_none_of_it_decides()
    {
        var spec = Earning(new Into("points", Holder: Holder.Household), rule => rule with { Of = Whose.Household });
        spec.When(Some.Propose(1, on: "2026-02-01")).ThenFact<DeductionProposed>(proposed => Assert.Equal(Home, proposed.HeldBy));
        var wife = Actor.Of(Some.Spouse);
        spec.And(Some.Grant(Some.Spouse, Role.Office));
        spec.When(Some.Deduct(1) with { By = wife }).ThenRejected(new SecondPersonNeeded("deduction"));
        spec.When(Some.Deduct(1, post: false) with { By = wife }).ThenRejected(new SecondPersonNeeded("deduction"));
        spec.When(Some.Deduct(1)).ThenFact<PointsDeducted>(deducted => Assert.Equal(Home, deducted.HeldBy)).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new Points(200), Points.Zero));
        Assert.Equal((0, 0), (Of(spec, Home), Of(spec, Some.Volunteer)));
        Assert.Equal((1, 0), (Standing(spec, "missed-home", Home), Standing(spec, "missed", Some.Volunteer)));
        spec.When(new ReverseDeduction(wife, Some.Deduction(1), "not-them")).ThenRejected(new SecondPersonNeeded("deduction"));
        spec.And(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-them"));
        Assert.Equal((200, 0), (Of(spec, Home), Standing(spec, "missed-home", Home)));
    }

    [Fact]
    public void What_a_household_owes_is_owed_up_to_the_limit_and_by_nobody_else()
    {
        var spec = Earning(new Into("points", Holder: Holder.Household), rule => rule with { Of = Whose.Household }, debtLimit: 50).And(Some.Propose(1, on: "2026-02-01"));
        spec.When(Some.Deduct(1)).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new Points(250), new Points(50)));
        Assert.Equal((50, 0), (HoldingOf(spec, Home).Account.Debt, HoldingOf(spec, Some.Volunteer).Account.Debt));
    }

    [Fact]
    public void Who_has_no_household_is_deducted_himself() => Earning(new Into("points"), rule => rule with { Of = Whose.Household })
        .When(Some.Propose(1, Some.Neighbour, "2026-02-01")).ThenFact<DeductionProposed>(proposed => Assert.Null(proposed.HeldBy));

    [Fact]
    public void A_team_is_deducted_as_one_and_none_of_it_decides()
    {
        var team = TeamId.Of(Some.Id(0x600));
        var spec = Earning(new Into("points"), rule => rule with { Of = Whose.Team }, debtLimit: 1000).And(
            new FoundTeam(Some.OfficeActs, team, new Title("邻里帮"), new DateOnly(2026, 1, 1)),
            new JoinTeam(Some.OfficeActs, team, Some.Volunteer, new DateOnly(2026, 1, 1), null), new JoinTeam(Some.OfficeActs, team, Some.Neighbour, new DateOnly(2026, 1, 1), null));
        spec.When(Some.Propose(1, on: "2026-02-01")).ThenFact<DeductionProposed>(proposed => Assert.Equal(Subject.Of(team), proposed.HeldBy));
        spec.When(Some.Deduct(1) with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new SecondPersonNeeded("deduction"));
        spec.When(Some.Deduct(1)).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new Points(300), new Points(300)));
        Assert.Equal((300, 200), (HoldingOf(spec, Subject.Of(team)).Account.Debt, Of(spec, Some.Volunteer)));
    }

    [Fact]
    public void Another_commodity_is_taken_from_its_own_account_and_is_not_owed()
    {
        var spec = Earning(new Into("credited"), rule => rule with { Take = new(Hours(180), null), Commodity = "credited" }, debtLimit: 1000);
        spec.And(Some.Propose(1, on: "2026-02-01")).When(Some.Deduct(1)).ThenFact<PointsDeducted>(deducted =>
        {
            Assert.Equal([new EntryNumber("credited", 2)], deducted.Entries);
            Assert.True(Arithmetic.Holds(deducted.Steps) && Arithmetic.ResultIn("minutes", deducted.Steps) == 120);
        }).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new Points(120), Points.Zero));
        Assert.Equal(0, HoldingOf(spec, Some.Volunteer, "credited").Available.Hundredths);
        spec.And(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him"));
        Assert.Equal(120, HoldingOf(spec, Some.Volunteer, "credited").Available.Hundredths);
    }

    [Fact]
    public void A_strike_takes_nothing_and_is_counted()
    {
        var spec = Earning(new Into("points"), rule => rule with { Take = new(RulebookParts.Points(0), null) }).And(Some.Propose(1, on: "2026-02-01"));
        spec.When(Some.Deduct(1)).ThenFact<PointsDeducted>(strike => Assert.Equal((0, 0, 0L), (strike.Legs.Count, strike.Entries.Count, strike.Points.Hundredths)));
        Assert.Equal((200, 1), (Of(spec, Some.Volunteer), Standing(spec, "missed", Some.Volunteer)));
        spec.And(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him"));
        Assert.Equal((200, 0), (Of(spec, Some.Volunteer), Standing(spec, "missed", Some.Volunteer)));
    }

    /// <summary>A visit of 1 February, worth two points or two hours; deductions by the rule are counted.</summary>
    private static Spec Earning(Into into, Func<Deduction, Deduction> change, long? debtLimit = null)
    {
        var plain = Some.Document(dailyCap: null, debtLimit: debtLimit);
        return Some.WithPoints(visits: 1, Some.Book(plain with
        {
            Commodities = [.. plain.Commodities, new Commodity("credited", new Title("时数"), "h", Hours(60), Spendable: false)],
            Acts = [plain.Acts[1] with { Give = [new Give(into, new(default, new Amount(new("act", null), [new Stage(Each: into.Commodity == "credited" ? Hours(120) : RulebookParts.Points(200))])))] }],
            Measures = [Missed("missed", Whose.Person), Missed("missed-home", Whose.Household)],
            Amounts = [new NamedAmount("missed", new Amount(new("measure.missed", null))), new NamedAmount("missed-home", new Amount(new("measure.missed-home", null)))],
            Deductions = [change(plain.Deductions![0])],
        }));
    }

    private static Measure Missed(string code, Whose whose) => new(code, Count: new("deducted.no-show", null), Of: Happening.Deduct, Whose: [whose], Window: new(Window.Year, null));

    private static Quantity Hours(long minutes) => new(minutes, Unit.Hours);

    private static readonly Subject Home = Subject.Of(Some.Home);

    private static long Of(Spec spec, Subject holder) => HoldingOf(spec, holder).Available.Hundredths;

    private static Books Look(Spec spec) => new(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1);

    private static Holding HoldingOf(Spec spec, Subject holder, string commodity = "points") => Holding.Of(Look(spec), holder, commodity);

    /// <summary>What a measure stands at.</summary>
    private static long Standing(Spec spec, string measure, Subject subject)
    {
        var (books, day) = (Look(spec), new DateOnly(2026, 2, 1));
        return SubjectFacts.Of(books, Domain.Rulebooks.Rulebook.InForce(books, day)!.Compiled, subject, day).Single(read => read.Fact == $"measure.{measure}").Value!.Value;
    }
}
