using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

public sealed class RelationSpecs
{
    private static readonly PersonId Child = Some.Person(90);

    [Fact]
    public void A_helper_is_bound_with_dates_once() => Spec.Given(Some.Usual)
        .When(Bind()).Then(new RelationBound(Some.Volunteer, Some.Neighbour, RelationKind.Helper, new DateOnly(2026, 1, 1), null)).ThenResult(new PersonChanged(Some.Volunteer))
        .Next.When(Bind()).Then();

    [Theory]
    [InlineData("2026-01-31T23:59:59+08:00", false)]
    [InlineData("2026-02-01T00:00:00+08:00", true)]
    [InlineData("2026-02-28T23:59:59+08:00", true)]
    [InlineData("2026-03-01T00:00:00+08:00", false)]
    public void A_helper_acts_from_the_first_local_day_through_the_last(string at, bool acts)
    {
        var outcome = Spec.Given(Some.Usual, Bind() with { From = new DateOnly(2026, 2, 1), Until = new DateOnly(2026, 2, 28) }).At(at).When(RecordFor(Some.Neighbour, act: 71));
        if (acts) outcome.ThenFact<ActRecorded>(fact => Assert.Equal(Some.Neighbour, fact.RecordedBy));
        else outcome.ThenRejected<NotAllowed>();
    }

    [Fact]
    public void A_helper_records_and_never_attests() => Spec.Given(Some.Usual, Bind()).At("2026-01-20T10:00:00+08:00")
        .When(RecordFor(Some.Neighbour) with { Attest = true }).ThenRejected(new NotAllowed(RecordActs.Recorders));

    [Fact]
    public void A_helper_acts_for_nobody_else() => Spec.Given(Some.Usual, Bind()).At("2026-01-20T10:00:00+08:00")
        .When(RecordFor(Some.Neighbour, Some.Rider)).ThenRejected<NotAllowed>();

    [Fact]
    public void An_end_is_said_by_the_office_the_helper_or_who_is_helped()
    {
        foreach (var by in new[] { Some.OfficeActs, Actor.Of(Some.Neighbour), Actor.Of(Some.Volunteer) })
            Spec.Given(Some.Usual, Bind()).When(End() with { By = by }).Then(new RelationEnded(Some.Volunteer, Some.Neighbour, RelationKind.Helper, new DateOnly(2026, 1, 10)))
                .Next.At("2026-01-10T10:00:00+08:00").When(RecordFor(Some.Neighbour)).ThenFacts(typeof(ActRecorded))
                .Next.At("2026-01-11T10:00:00+08:00").When(RecordFor(Some.Neighbour, act: 51)).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void A_child_does_not_shake_off_his_guardian() => Spec.Given(Some.Usual, Bind() with { Kind = RelationKind.Guardian })
        .When(End() with { Kind = RelationKind.Guardian, By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));

    [Fact]
    public void Binding_is_refused_in_order()
    {
        var nobody = Some.Person(99);
        Spec.Given(Some.Usual).When(Bind() with { By = Some.OfficerActs, Person = nobody }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Spec.Given(Some.Usual).When(Bind() with { Person = nobody, Other = nobody }).ThenRejected(new NotFound("person", $"{nobody}"));
        Spec.Given(Some.Usual).When(Bind() with { Other = nobody }).ThenRejected(new NotFound("other", $"{nobody}"));
        Spec.Given(Some.Usual).When(Bind() with { Other = Some.Volunteer, Until = new DateOnly(2025, 1, 1) }).ThenRejected(new RelationToOneself(Some.Volunteer));
        Spec.Given(Some.Usual).When(Bind() with { Other = Some.OfficeWorker }).ThenRejected(new RelationToOneself(Some.OfficeWorker));
        Spec.Given(Some.Usual).When(Bind() with { Until = new DateOnly(2025, 1, 1) }).ThenRejected(new PeriodIsEmpty("until", new DateOnly(2026, 1, 1), new DateOnly(2025, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bind() with { Kind = RelationKind.Heir });
    }

    [Fact]
    public void Ending_is_refused_in_order()
    {
        Spec.Given(Some.Usual).When(End() with { By = Some.OfficerActs }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual).When(End()).ThenRejected(new NotFound("other", $"{Some.Neighbour}"));
    }

    [Fact]
    public void A_child_under_fourteen_signs_in_when_the_guardian_consents()
    {
        var spec = Spec.Given(Some.Usual, new RegisterPersons(Some.OfficeActs, [Some.New(Child)], []), Bind() with { Person = Child, Kind = RelationKind.Guardian });
        spec.When(SignIn()).ThenRejected(new GuardianMustConsent(Child, ChildMay.SignIn));
        spec.When(SignIn() with { AgeBand = "14-17" }).ThenFacts(typeof(SignInBound));
        spec.When(Consent(ChildMay.Spend)).Then(new GuardianConsented(Child, Some.Neighbour, ChildMay.Spend, true));
        spec.When(SignIn() with { SignIn = Some.Hash("other") }).ThenRejected<GuardianMustConsent>();
        spec.When(Consent(ChildMay.SignIn)).ThenFacts(typeof(GuardianConsented)).Next.When(Consent(ChildMay.SignIn)).Then();
        spec.When(SignIn() with { SignIn = Some.Hash("other") }).ThenFacts(typeof(SignInBound));
        spec.When(Consent(ChildMay.SignIn) with { Given = false }).ThenFacts(typeof(GuardianConsented));
        spec.When(SignIn() with { SignIn = Some.Hash("third") }).ThenRejected<GuardianMustConsent>();
    }

    [Fact]
    public void A_child_under_fourteen_is_signed_out_when_the_consent_is_taken_back_and_an_older_one_stays()
    {
        var spec = Spec.Given(Some.Usual, new RegisterPersons(Some.OfficeActs, [Some.New(Child)], []), Bind() with { Person = Child, Kind = RelationKind.Guardian }, Consent(ChildMay.SignIn), SignIn());
        var back = Consent(ChildMay.SignIn) with { Given = false };
        Spec.Given(spec.Journal).When(back with { AgeBand = "14-17" }).Then(new GuardianConsented(Child, Some.Neighbour, ChildMay.SignIn, false));
        spec.When(back with { AgeBand = ChildConsent.Under14 }).Then(new GuardianConsented(Child, Some.Neighbour, ChildMay.SignIn, false, true)).ThenFurtherReads(1);
        Assert.Empty(spec.Journal.Rows.Range(typeof(SignInOf), $"{Child}", $"{Child}\uffff"));
        spec.And(Consent(ChildMay.SignIn)).When(SignIn()).ThenFacts(typeof(SignInBound));
    }

    [Fact]
    public void A_child_is_registered_without_a_sign_in()
    {
        var child = Some.New(Child) with { AgeBand = "0-13", SignIn = Some.Hash("child") };
        Spec.Given(Some.Usual).When(new RegisterPersons(Some.OfficeActs, [child], [])).ThenRejected(new GuardianMustConsent(Child, ChildMay.SignIn));
        Spec.Given(Some.Usual).When(new RegisterPersons(Some.OfficeActs, [child with { SignIn = null }], [])).ThenFacts(typeof(PersonRegistered));
    }

    [Fact]
    public void Only_the_guardian_consents()
    {
        Spec.Given(Some.Usual, Bind()).When(Consent(ChildMay.Spend) with { Child = Some.Volunteer }).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
        Spec.Given(Some.Usual).When(Consent(ChildMay.Spend) with { By = Some.OfficeActs, Child = Some.Volunteer }).ThenRejected<NotFound>();
    }

    private static BindRelation Bind() => new(Some.OfficeActs, Some.Volunteer, Some.Neighbour, RelationKind.Helper, new DateOnly(2026, 1, 1), null, null);

    private static EndRelation End() => new(Some.OfficeActs, Some.Volunteer, Some.Neighbour, RelationKind.Helper, new DateOnly(2026, 1, 10));

    private static ConsentForChild Consent(ChildMay may) => new(Actor.Of(Some.Neighbour), Child, may, true);

    private static BindSignIn SignIn() => new(Some.OfficeActs, Child, Some.Hash("child"), "0-13");

    private static RecordActs RecordFor(PersonId by, PersonId? person = null, int act = 50) =>
        new(Actor.Of(by), [Some.Visit(act, person, start: $"2026-01-{act - 41:D2}T09:00:00+08:00")], false, []);
}
