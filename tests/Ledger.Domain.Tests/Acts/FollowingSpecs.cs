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

    private static SetMark Set => new(Some.OfficeActs, Volunteer, "post");

    private static RegisterPersons Register(int person) => new(Some.OfficeActs, [Some.New(Some.Person(person)) with { ReferredBy = Some.Volunteer }], []);
}
