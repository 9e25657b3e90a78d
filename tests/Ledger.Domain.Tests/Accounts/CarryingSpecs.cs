using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Accounts;

/// <summary>What goes over at the end of a lot's life, and what a mark ends.</summary>
public sealed class CarryingSpecs
{
    private static readonly Expiry ToTheYearsEnd = new("year", new(default, new LifeEnd(YearEnd: 0)), CountFrom.Occurred);

    [Fact]
    public void What_goes_over_is_there_at_the_first_instant_of_the_year_and_the_posting_changes_nothing()
    {
        var spec = Earned(Carry(atMost: 300));
        Assert.Equal((600, 0), (spec.At("2026-12-31T23:59:59+08:00") is var last ? Has(last) : 0, 0));
        Assert.Equal(300, Has(spec.At("2027-01-01T00:00:00+08:00")));
        spec.When(new LapseLots(Actor.Scheduler, Some.Volunteer)).ThenResult(new LotsLapsed(new Points(300))).ThenFact<PointsExpired>(lapse =>
        {
            Assert.True(Arithmetic.Holds(lapse.Steps!));
            Assert.Equal("sample-1", lapse.Rulebook!.Version.Value);
        });
        Assert.Equal(300, Has(spec));
        Assert.Equal(new DateOnly(2027, 12, 31), Assert.Single(Of(spec).Live).Lot.ExpiresOn);
    }

    [Fact]
    public void What_goes_over_every_year_is_told_alike_whether_a_year_was_posted_or_not()
    {
        var silent = Earned(Carry(atMost: 300)).At("2028-06-01T00:00:00+08:00");
        var posted = Earned(Carry(atMost: 300)).At("2027-06-01T00:00:00+08:00").And(new LapseLots(Actor.Scheduler, Some.Volunteer)).At("2028-06-01T00:00:00+08:00");
        Assert.Equal((300, 300), (Has(silent), Has(posted)));
        Assert.Equal(Of(posted).Live, Of(silent).Live);
    }

    [Fact]
    public void Little_goes_over_and_more_lapses_as_a_whole()
    {
        Assert.Equal(600, Has(Earned(Carry(ifBelow: 700)).At("2027-01-01T00:00:00+08:00")));
        Assert.Equal(0, Has(Earned(Carry(ifBelow: 600)).At("2027-01-01T00:00:00+08:00")));
        Assert.Equal(200, Has(Earned(Carry(ifBelow: 700, atMost: 200)).At("2027-01-01T00:00:00+08:00")));
    }

    [Fact]
    public void A_mark_ends_what_there_is_and_what_comes_later_after_its_time()
    {
        var spec = Earned(new("never", new(default, null), CountFrom.Booked, EndsWith: [new("gone", [new Quantity(1, Unit.Days), new Quantity(3, Unit.Months)])]));
        spec.When(new Ledger.Domain.Marks.SetMark(Some.OfficeActs, Subject.Of(Some.Volunteer), "gone"))
            .ThenFact<LotsShortened>(cut => Assert.Equal([-600L, 600L], cut.Legs.Select(leg => leg.Amount)));
        spec.At("2026-03-02T12:00:00+08:00").And(Some.Record(Some.Visit(9, start: "2026-03-02T08:00:00+08:00")), Some.Attest(9));
        Assert.Equal(new DateOnly(2026, 6, 2), Assert.Single(Of(spec).Live).Lot.ExpiresOn);
        Assert.Equal(800, Has(spec.At("2026-06-02T23:00:00+08:00")));
        Assert.Equal(0, Has(spec.At("2026-06-03T00:00:00+08:00")));
    }

    [Fact]
    public void A_lot_names_its_terms_where_it_cannot_tell_them_and_grace_goes_by_them()
    {
        Expiry days(int grace, When? when, string code) => new(code, new(new Life(new Quantity(10, Unit.Days)), null), CountFrom.Occurred, when, Refund: new(new Quantity(grace, Unit.Days)));
        var spec = Spec.Given(Some.Book(Some.Document(dailyCap: null) with { Expiry = [days(5, new(Fact: "act.monthDay", From: new("03-01"), To: new("03-01")), "spring"), days(9, null, "rest")] })).At("2026-03-01T22:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-03-01T08:00:00+08:00")), Some.Attest(1), Some.Hold(1, Some.Umbrella), Some.Capture(1));
        spec.At("2026-04-01T10:00:00+08:00").And(Some.GiveBack(1, 1));
        Assert.Equal(("spring", new DateOnly(2026, 4, 6)), (Assert.Single(Of(spec).Live).Lot.Terms!.Value.Value, Of(spec).Live[0].Lot.ExpiresOn!.Value));
    }

    private static Expiry Carry(long? atMost = null, long? ifBelow = null) => ToTheYearsEnd with
    {
        Carry = new(new(default, new LifeEnd(YearEnd: 1)), atMost is { } most ? new Quantity(most, Unit.Points) : null, ifBelow is { } below ? new Quantity(below, Unit.Points) : null),
    };

    /// <summary>Three visits on the first of March, two points each.</summary>
    private static Spec Earned(Expiry terms)
    {
        var spec = Spec.Given(Some.Book(Some.Document(dailyCap: null) with { Expiry = [terms], Marks = [new("gone", new Title("迁出"), MarkOf.Person)] })).At("2026-03-01T22:00:00+08:00");
        for (var visit = 1; visit <= 3; visit++) spec.And(Some.Record(Some.Visit(visit, start: $"2026-03-01T{8 + visit:D2}:00:00+08:00")), Some.Attest(visit));
        return spec;
    }

    private static Holding Of(Spec spec) => Holding.Of(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), Some.Volunteer);

    private static long Has(Spec spec) => Of(spec).Available.Hundredths;
}
