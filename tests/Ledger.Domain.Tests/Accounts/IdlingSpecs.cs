using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Accounts;

/// <summary>Lots that end because nothing happens on their account.</summary>
public sealed class IdlingSpecs
{
    private static readonly Expiry AYear = new("never", new(default, null), CountFrom.Booked, Idle: new Quantity(12, Unit.Months));

    [Fact]
    public void What_is_idle_for_a_year_is_gone_from_the_first_instant_of_the_next_day_and_the_posting_changes_nothing()
    {
        var spec = Earned(AYear);
        Assert.Equal(200, Has(spec.At("2027-03-01T23:59:59+08:00")));
        Assert.Equal(0, Has(spec.At("2027-03-02T00:00:00+08:00")));
        spec.When(new LapseLots(Actor.Scheduler, Some.Volunteer)).ThenResult(new LotsLapsed(new Points(200))).ThenFact<PointsExpired>(lapse =>
        {
            Assert.Equal(("sample-1", new DateOnly(2026, 3, 1)), (lapse.Rulebook!.Version.Value, lapse.IdleSince!.Value));
            Assert.Null(lapse.Steps);
        });
        spec.When(new LapseLots(Actor.Scheduler, Some.Volunteer)).ThenFacts();
    }

    [Fact]
    public void Spending_is_activity_of_all_lots_and_a_hold_that_ends_unused_is_none()
    {
        var spec = Earned(AYear).At("2026-09-01T10:00:00+08:00").And(Some.Hold(1, Some.Umbrella));
        spec.When(new LapseLots(Actor.Scheduler, Some.Volunteer)).ThenFacts();
        spec.At("2026-09-02T11:00:00+08:00").And(new Ledger.Domain.Redemptions.ExpireHold(Actor.Scheduler, Some.Redemption(1)));
        Assert.Equal(200, Has(spec.At("2027-09-01T22:00:00+08:00")));
        Assert.Equal(0, Has(spec.At("2027-09-02T00:00:00+08:00")));
    }

    [Fact]
    public void A_lot_ends_by_its_own_date_before_it_is_idle_and_what_comes_after_both_is_new()
    {
        var spec = Earned(AYear with { Lasts = new(new Life(new Quantity(100, Unit.Days)), null) });
        Assert.Null(spec.At("2026-07-01T10:00:00+08:00").When(new LapseLots(Actor.Scheduler, Some.Volunteer)).Facts.OfType<PointsExpired>().Single().IdleSince);
        spec.At("2028-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(2, start: "2028-03-01T09:00:00+08:00")), Some.Attest(2));
        Assert.Equal(200, Has(spec));
    }

    [Fact]
    public void A_version_ends_nothing_before_its_first_day_and_a_later_one_brings_nothing_back()
    {
        var later = Document([AYear]) with { Version = "sample-2", EffectiveFrom = new(2027, 6, 1) };
        var spec = Earned(AYear with { Idle = null }).At("2027-05-01T10:00:00+08:00").And(Some.Publish(later));
        Assert.Equal(200, Has(spec.At("2027-06-01T22:00:00+08:00")));
        Assert.Equal(0, Has(spec.At("2027-06-02T00:00:00+08:00")));
        var third = Document([AYear with { Idle = new Quantity(5, Unit.Years) }]) with { Version = "sample-3", EffectiveFrom = new(2027, 7, 1) };
        Assert.Equal(0, Has(spec.And(Some.Publish(third)).At("2027-07-01T10:00:00+08:00")));
    }

    [Fact]
    public void The_scheduler_finds_an_account_by_its_row()
    {
        var spec = Earned(AYear);
        var (key, books) = (Account.Key(Some.Volunteer, "points"), new AllRows(spec.Journal.Rows));
        var account = books.Find<Account>(key)!;
        var rulebook = Rulebook.Of(books, "sample-1")!;
        Assert.False(Idling.MayBeOver(rulebook, account, new DateOnly(2027, 3, 1)));
        Assert.True(Idling.MayBeOver(rulebook, account, new DateOnly(2027, 3, 2)));
        Assert.Equal(new LapseLots(Actor.Scheduler, Some.Volunteer), LapseLots.Of(Actor.Scheduler, key, account));
    }

    /// <summary>Whatever comes in between, and however late the scheduler: what is there by date is there, and what lapsed with it is all there was.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_there_is_told_alike_whether_lapses_are_posted_or_not(int seed)
    {
        var terms = new Expiry("half", new(new Life(new Quantity(1, Unit.Years)), null), CountFrom.Occurred, Idle: new Quantity(5, Unit.Months));
        var (random, silent, posted, day) = (new Random(seed), Earned(terms), Earned(terms), new DateOnly(2026, 3, 2));
        for (var step = 2; step < 22; step++)
        {
            day = day.AddDays(random.Next(1, 220));
            posted.At($"{day:yyyy-MM-dd}T00:00:01+08:00").And(new LapseLots(Actor.Scheduler, Some.Volunteer));
            Assert.Equal(Has(silent.At($"{day:yyyy-MM-dd}T00:00:01+08:00")), Has(posted));
            foreach (var spec in new[] { silent, posted })
            {
                spec.At($"{day:yyyy-MM-dd}T22:00:00+08:00");
                if (Has(spec) >= 200 && step % 5 == 0) spec.And(Some.Hold(step, Some.Umbrella), Some.Capture(step));
                else spec.And(Some.Record(Some.Visit(step, start: $"{day:yyyy-MM-dd}T09:00:00+08:00")), Some.Attest(step));
            }
            Assert.Equal(Has(silent), Has(posted));
        }
        Assert.Contains(posted.Journal.Facts.OfType<PointsExpired>(), lapse => lapse.IdleSince is not null);
        foreach (var spec in new[] { silent, posted })
            Assert.Equal(0, spec.Journal.Facts.OfType<IValueFact>().SelectMany(fact => fact.Legs).Where(leg => leg.Commodity == "points").Sum(leg => leg.Amount));
    }

    private static RulebookDocument Document(IReadOnlyList<Expiry> expiry) => Some.Document(dailyCap: null) with { Expiry = expiry };

    /// <summary>One visit on the first of March, two points.</summary>
    private static Spec Earned(Expiry terms) => Spec.Given(Some.Book(Document([terms]))).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-03-01T09:00:00+08:00")), Some.Attest(1));

    private static long Has(Spec spec) => Holding.Of(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), Some.Volunteer).Available.Hundredths;
}
