using Ledger.Domain.Acts;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>Acts that follow by themselves from a mark or a referral: scored once, explained and undone like any other.</summary>
public sealed class FollowingSpecs
{
    private static readonly Subject Volunteer = Subject.Of(Some.Volunteer);

    private static Spec Book(Automatic automatic) => Spec.Given(Some.Book(Some.Document() is var document ? document with
    {
        Marks = [new("post", new Title("岗位"), MarkOf.Person)], Acts = [.. document.Acts, RulebookParts.Act("follows", "岗位积分", "safety", null, each: 200) with { Automatic = automatic }],
    } : null!)).At("2026-03-01T09:00:00+08:00");

    [Fact]
    public void A_mark_brings_its_act_once_a_year()
    {
        var spec = Book(new("mark.post", Once.Year));
        var accrued = spec.When(Set).Facts.OfType<ActAccrued>().Single();
        Assert.Equal((Some.Volunteer, new Points(200)), (accrued.Person, accrued.Points));
        Assert.Empty(spec.And(new EndMark(Some.OfficeActs, Volunteer, "post")).When(Set).Facts.OfType<ActAccrued>());
        Assert.Single(spec.And(new EndMark(Some.OfficeActs, Volunteer, "post")).At("2027-01-02T09:00:00+08:00").When(Set).Facts.OfType<ActAccrued>());
    }

    [Fact]
    public void A_mark_of_a_household_brings_the_household_its_points_and_nobody_else()
    {
        var plain = Some.Document();
        var act = RulebookParts.Act("opening", "初始分", "safety", null, each: 200);
        var spec = Spec.Given(Some.Book(plain with
        {
            Marks = [new("opened", new Title("开户"), MarkOf.Household)],
            Acts = [.. plain.Acts, act with { Automatic = new("mark.opened", Once.Life), Give = [act.Give![0] with { Into = new("points", Holder: Holder.Household) }] }],
        })).At("2026-03-01T09:00:00+08:00");
        var facts = spec.When(new SetMark(Some.OfficeActs, Subject.Of(Some.Home), "opened")).Facts;
        Assert.Equal((Subject.Of(Some.Home), 200L), facts.OfType<ActCredited>().SelectMany(credited => credited.Legs.Where(leg => leg.Account == Ledger.Domain.Accounts.AccountName.Available(Subject.Of(Some.Home))).Select(leg => (Subject.Of(Some.Home), leg.Amount))).Single());
        Assert.Equal(Some.Home, facts.OfType<ActRecorded>().Single().Belonging.Household);
        Assert.DoesNotContain(facts.OfType<ActAccrued>().Single().Legs, leg => leg.Commodity == "points");
        Assert.Empty(spec.And(new EndMark(Some.OfficeActs, Subject.Of(Some.Home), "opened")).When(new SetMark(Some.OfficeActs, Subject.Of(Some.Home), "opened")).Facts.OfType<ActAccrued>());
    }

    [Fact]
    public void A_post_that_ends_before_its_day_loses_what_it_brought()
    {
        var spec = Book(new("mark.post", Once.Year, ReverseOn: new("post", new(12, 31)))).And(Set);
        Assert.Single(spec.When(new EndMark(Some.OfficeActs, Volunteer, "post")).Facts.OfType<ActReversed>());
    }

    [Fact]
    public void Who_brings_somebody_gets_it_once_for_each()
    {
        var spec = Book(new("referral", Once.Life, Receiver.Referrer));
        var accrued = spec.When(Register(90)).Facts.OfType<ActAccrued>().Single();
        Assert.Equal(Some.Volunteer, accrued.Person);
        Assert.Single(spec.When(Register(91)).Facts.OfType<ActAccrued>());
        spec.When(new RegisterPersons(Some.OfficeActs, [Some.New(Some.Person(92)) with { ReferredBy = Some.Person(99) }], [])).ThenRejected<NotFound>();
    }

    [Fact]
    public void A_new_year_brings_everybody_who_is_registered_his_basic_points_once()
    {
        var spec = Book(new("period.year")).At("2026-12-31T09:00:00+08:00");
        Assert.NotEmpty(spec.When(Begin("year")).Facts.OfType<ActAccrued>());
        spec.When(Begin("year")).Then();
        spec.At("2027-01-01T00:10:00+08:00").And(new RegisterPersons(Some.OfficeActs, [Some.New(Some.Person(95))], []), new CloseAccount(Some.OfficeActs, Some.Rider, CloseReason.MovedAway, null));
        var first = spec.When(Begin("year", to: Some.Volunteer)).Facts;
        Assert.All(first.OfType<ActAccrued>(), accrued => Assert.Equal(new Points(200), accrued.Points));
        spec.When(Begin("year")).Then();
        var all = first.Concat(spec.When(Begin("year", after: Some.Volunteer)).Facts).OfType<ActAccrued>().Select(accrued => accrued.Person).ToList();
        Assert.Equal(all.Distinct(), all);
        Assert.Contains(Some.Person(95), all);
        Assert.DoesNotContain(Some.Rider, all);
        spec.When(Begin("year")).Then();
        spec.When(Begin("month")).ThenRejected(new NotFound("period", "month"));
        spec.When(Begin("year") with { By = Some.OfficeActs }).ThenRejected(new NotAllowed());
    }

    /// <summary>A rulebook that begins in the middle of a year gives nothing for the year that runs.</summary>
    [Fact]
    public void A_period_that_began_before_the_rulebook_brings_nothing()
    {
        var later = Some.Document("sample-2", "2026-05-01") is var plain ? plain with { Acts = [.. plain.Acts, RulebookParts.Act("basic", "基础分", "safety", null, each: 200) with { Automatic = new("period.year") }] } : null!;
        var spec = Spec.Given(Some.Usual).At("2026-04-01T09:00:00+08:00").And(Some.Publish(later)).At("2026-05-02T09:00:00+08:00");
        spec.When(Begin("year")).ThenRejected<NotFound>();
        Assert.NotEmpty(spec.At("2027-01-01T09:00:00+08:00").When(Begin("year")).Facts.OfType<ActAccrued>());
    }

    private static FollowPeriod Begin(string period, PersonId? after = null, PersonId? to = null) => new(Actor.Scheduler, period, after, to);

    private static SetMark Set => new(Some.OfficeActs, Volunteer, "post");

    private static RegisterPersons Register(int person) => new(Some.OfficeActs, [Some.New(Some.Person(person)) with { ReferredBy = Some.Volunteer }], []);
}
