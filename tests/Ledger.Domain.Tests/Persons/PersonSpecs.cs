using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

public sealed class RegisterPersonsSpecs
{
    private static readonly PersonId New = Some.Person(90);

    [Fact]
    public void A_person_enters_with_a_sign_in_and_the_vault_is_written_beside() => Spec.Given(Some.Usual)
        .When(Register(Some.New(New, Some.Home) with { SignIn = Some.Hash("x") }) with { Vault = [new SideRow(SideKinds.Vault, $"{New}|name", "Y2lwaGVy")] })
        .Then(new PersonRegistered(New, Residence.Resident, Some.Building, Some.Home), new SignInBound(New, Some.Hash("x")))
        .ThenResult(new PersonsRegistered([New]))
        .Next.When(new LookAtVault($"vault|{New}|name")).ThenResult("Y2lwaGVy");

    [Fact]
    public void Two_hundred_people_need_no_further_read() => Spec.Given(Some.Usual)
        .When(Register([.. Enumerable.Range(200, 200).Select(n => Some.New(Some.Person(n)))])).ThenFurtherReads(0);

    [Fact]
    public void Grid_officers_register_and_volunteers_do_not()
    {
        Spec.Given(Some.Usual).When(Register(Some.New(New)) with { By = Some.OfficerActs }).ThenFacts(typeof(PersonRegistered));
        Spec.Given(Some.Usual).When(Register(Some.New(New)) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.GridOfficer));
    }

    [Fact]
    public void An_id_is_given_once_even_within_one_request()
    {
        Spec.Given(Some.Usual).When(Register(Some.New(Some.Volunteer))).ThenRejected(new IdAlreadyUsed("person", $"{Some.Volunteer}"));
        Spec.Given(Some.Usual).When(Register(Some.New(New), Some.New(New))).ThenRejected(new IdAlreadyUsed("person", $"{New}"));
    }

    [Fact]
    public void The_node_must_exist_today() => Spec.Given(Some.Usual).When(Register(Some.New(New, node: "nowhere"))).ThenRejected(new UnknownNode("node", "nowhere"));

    [Fact]
    public void A_sign_in_belongs_to_one_person()
    {
        var twice = Some.New(New) with { SignIn = Some.Hash("administrator") };
        Spec.Given(Some.Usual).When(Register(twice)).ThenRejected(new SignInAlreadyBound());
        Spec.Given(Some.Usual).When(Register(Some.New(New) with { SignIn = Some.Hash("y") }, Some.New(Some.Person(91)) with { SignIn = Some.Hash("y") })).ThenRejected(new SignInAlreadyBound());
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var all = new NewPerson(Some.Volunteer, Residence.Resident, "nowhere", null, Some.Hash("administrator"));
        Spec.Given(Some.Usual).When(Register(all) with { By = Actor.Nobody }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual).When(Register(all)).ThenRejected<IdAlreadyUsed>();
        Spec.Given(Some.Usual).When(Register(all with { Person = New })).ThenRejected<UnknownNode>();
    }

    private static RegisterPersons Register(params NewPerson[] people) => new(Some.AdministratorActs, people, []);

    private sealed record LookAtVault(string Key) : ICommand<string>
    {
        public Actor By => Actor.Nobody;
        public Decision<string> Decide(Books books) => books.Accept(books.Find<SideRow>(Key)?.Value ?? "");
    }
}

public sealed class BindSignInSpecs
{
    [Fact]
    public void Somebody_in_the_books_can_sign_in_from_now_on() => Spec.Given(Some.Usual).When(Bind()).Then(new SignInBound(Some.Volunteer, Some.Hash("v"))).ThenResult(new PersonChanged(Some.Volunteer));

    [Fact]
    public void The_same_binding_again_changes_nothing() => Spec.Given(Some.Usual, Bind()).When(Bind()).Then().ThenResult(new PersonChanged(Some.Volunteer));

    [Fact]
    public void Refusals_come_in_order()
    {
        Spec.Given(Some.Usual, Bind()).When(Bind() with { By = Some.OfficerActs, Person = Some.Person(99) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Spec.Given(Some.Usual, Bind()).When(Bind() with { Person = Some.Person(99) }).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        Spec.Given(Some.Usual, Bind()).When(Bind() with { Person = Some.Neighbour }).ThenRejected(new SignInAlreadyBound());
    }

    private static BindSignIn Bind() => new(Some.OfficeActs, Some.Volunteer, Some.Hash("v"));
}

public sealed class RoleSpecs
{
    [Fact]
    public void A_role_is_given_with_its_dates() => Spec.Given(Some.Usual).When(Some.Grant(Some.Volunteer, Role.TeamLeader, from: "2026-02-01", until: "2026-02-28"))
        .Then(new RoleGranted(Some.Volunteer, Role.TeamLeader, null, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28))).ThenResult(new PersonChanged(Some.Volunteer));

    [Theory]
    [InlineData("2026-01-31T23:59:59+08:00", false)]
    [InlineData("2026-02-01T00:00:00+08:00", true)]
    [InlineData("2026-02-28T23:59:59+08:00", true)]
    [InlineData("2026-03-01T00:00:00+08:00", false)]
    public void A_role_holds_from_its_first_local_day_through_its_last(string at, bool holds)
    {
        var spec = Spec.Given(Some.Usual, Some.Grant(Some.Volunteer, Role.GridOfficer, from: "2026-02-01", until: "2026-02-28")).At(at);
        var outcome = spec.When(new RegisterPersons(Actor.Of(Some.Volunteer), [Some.New(Some.Person(90))], []));
        if (holds) outcome.ThenFacts(typeof(PersonRegistered));
        else outcome.ThenRejected<NotAllowed>();
    }

    [Fact]
    public void A_role_that_ended_does_not_hold_the_day_after() => Spec.Given(Some.Usual)
        .When(new EndRole(Some.AdministratorActs, Some.GridOfficer, Role.GridOfficer, null, new DateOnly(2026, 1, 10)))
        .Then(new RoleEnded(Some.GridOfficer, Role.GridOfficer, null, new DateOnly(2026, 1, 10))).ThenResult(new PersonChanged(Some.GridOfficer))
        .Next.At("2026-01-10T12:00:00+08:00").When(Register()).ThenFacts(typeof(PersonRegistered))
        .Next.At("2026-01-11T00:00:00+08:00").When(Register()).ThenRejected<NotAllowed>();

    [Fact]
    public void A_grant_from_january_on_leaves_the_one_that_lasts_until_then() => Spec.Given(Some.Usual, Some.Grant(Some.Volunteer, Role.GridOfficer, from: "2026-01-01", until: "2026-12-31"))
        .And(Some.Grant(Some.Volunteer, Role.GridOfficer, from: "2027-01-01")).At("2026-11-20T10:00:00+08:00")
        .When(new RegisterPersons(Actor.Of(Some.Volunteer), [Some.New(Some.Person(90))], [])).ThenFacts(typeof(PersonRegistered));

    [Fact]
    public void An_end_never_prolongs_a_role()
    {
        var ended = Spec.Given(Some.Usual).And(new EndRole(Some.AdministratorActs, Some.GridOfficer, Role.GridOfficer, null, new DateOnly(2026, 1, 10)));
        ended.When(new EndRole(Some.AdministratorActs, Some.GridOfficer, Role.GridOfficer, null, new DateOnly(2026, 6, 30))).ThenRejected(new NotFound("role", "grid-officer"));
    }

    [Fact]
    public void A_merchants_role_gives_nothing_in_the_community() =>
        Spec.Given(Some.Usual).When(new EnrolMerchantBy(Some.Owner).Command).ThenRejected<NotAllowed>();

    [Fact]
    public void Granting_is_refused_in_order()
    {
        var nobody = Some.Person(99);
        var absent = MerchantId.Of(Some.Id(0x399));
        Spec.Given(Some.Usual).When(Some.Grant(nobody, Role.Office, absent, "2026-02-02", "2026-02-01") with { By = Some.OfficeActs }).ThenRejected(new NotAllowed(Role.Administrator));
        Spec.Given(Some.Usual).When(Some.Grant(nobody, Role.Office, absent, "2026-02-02", "2026-02-01")).ThenRejected(new NotFound("person", $"{nobody}"));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Volunteer, Role.Office, absent, "2026-02-02", "2026-02-01")).ThenRejected(new RoleNeedsMerchant(Role.Office));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Volunteer, Role.MerchantClerk, null)).ThenRejected(new RoleNeedsMerchant(Role.MerchantClerk));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Volunteer, Role.MerchantClerk, absent, "2026-02-02", "2026-02-01")).ThenRejected(new NotFound("merchant", $"{absent}"));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Volunteer, Role.MerchantClerk, Some.Bakery, "2026-02-02", "2026-02-01"))
            .ThenRejected(new PeriodIsEmpty("until", new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 1)));
    }

    [Fact]
    public void Ending_is_refused_in_order()
    {
        var end = new EndRole(Some.OfficeActs, Some.Volunteer, Role.Office, null, new DateOnly(2026, 1, 10));
        Spec.Given(Some.Usual).When(end).ThenRejected(new NotAllowed(Role.Administrator));
        Spec.Given(Some.Usual).When(end with { By = Some.AdministratorActs }).ThenRejected<NotFound>();
    }

    private static int _next = 400;

    private static RegisterPersons Register() => new(Some.OfficerActs, [Some.New(Some.Person(_next++))], []);

    private sealed record EnrolMerchantBy(PersonId Who)
    {
        public Ledger.Domain.Merchants.EnrolMerchant Command => new(Actor.Of(Who), MerchantId.Of(Some.Id(0x350)), new Title("店"), "x", "y");
    }
}

public sealed class SuspensionSpecs
{
    [Fact]
    public void An_account_is_suspended_and_reinstated() => Spec.Given(Some.Usual)
        .When(Suspend()).Then(new PersonSuspended(Some.Volunteer, "lost-card")).ThenResult(new PersonChanged(Some.Volunteer))
        .Next.When(Suspend()).Then()
        .Next.When(Reinstate()).Then(new PersonReinstated(Some.Volunteer, "found"))
        .Next.When(Reinstate()).Then();

    [Fact]
    public void A_change_on_what_has_changed_is_refused()
    {
        var spec = Spec.Given(Some.Usual, Suspend());
        var number = spec.Journal.Facts.Count;
        spec.When(Reinstate() with { Expected = number - 1 }).ThenRejected(new ChangedMeanwhile(number - 1, number));
        spec.When(Reinstate() with { Expected = number }).ThenFacts(typeof(PersonReinstated));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        Spec.Given(Some.Usual).When(Suspend() with { By = Some.OfficerActs, Person = Some.Person(99), Expected = 1 }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Spec.Given(Some.Usual).When(Suspend() with { Person = Some.Person(99), Expected = 1 }).ThenRejected<NotFound>();
        Spec.Given(Some.Usual).When(Suspend() with { Expected = 1 }).ThenRejected<ChangedMeanwhile>();
        Spec.Given(Some.Usual).When(Reinstate() with { By = Some.OfficerActs, Person = Some.Person(99), Expected = 1 }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual).When(Reinstate() with { Person = Some.Person(99), Expected = 1 }).ThenRejected<NotFound>();
    }

    [Fact]
    public void A_suspended_account_earns_and_does_not_spend() => Some.WithPoints().And(Suspend()).At("2026-03-02T10:00:00+08:00")
        .And(Some.Record(Some.Visit(1))).When(Some.Attest(1)).ThenResult(result => Assert.Equal(200, result.Posted[0].PointsHundredths.Hundredths))
        .Next.When(Some.Hold(1)).ThenRejected(new AccountSuspended(Some.Volunteer))
        .Next.And(Reinstate()).When(Some.Hold(1)).ThenFacts(typeof(Ledger.Domain.Redemptions.HoldPlaced));

    private static SuspendPerson Suspend() => new(Some.OfficeActs, Some.Volunteer, "lost-card", null);
    private static ReinstatePerson Reinstate() => new(Some.OfficeActs, Some.Volunteer, "found", null);
}
