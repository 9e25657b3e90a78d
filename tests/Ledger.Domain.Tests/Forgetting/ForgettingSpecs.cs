using Ledger.Domain.Acts;
using Ledger.Domain.Consents;
using Ledger.Domain.Deductions;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Forgetting;

public sealed class ForgettingSpecs
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    [Fact]
    public void It_takes_two_he_asks_and_the_office_confirms() => Spec.Given(Some.Usual)
        .When(Ask()).Then(new ForgettingAsked(Some.Volunteer, Some.Volunteer, Day))
        .Next.When(Ask()).Then()
        .Next.When(Forget()).Then(new PersonForgotten(Some.Volunteer, Some.Volunteer, Some.OfficeWorker, Day)).ThenFurtherReads(0).ThenResult(new ForgettingIs(Some.Volunteer, true));

    [Fact]
    public void The_office_asks_on_a_written_request_and_another_of_it_confirms()
    {
        Spec.Given(Some.Usual).When(Ask() with { By = Some.OfficeActs }).ThenRejected(new PaperIsMissing(Some.Volunteer));
        var asked = Spec.Given(Some.Usual, Ask() with { By = Some.OfficeActs, EvidenceHash = Some.Hash("paper") }, Some.Grant(Some.Neighbour, Role.Office), Some.Grant(Some.Spouse, Role.Office));
        asked.When(Forget()).ThenRejected(new SecondPersonNeeded("person"));
        asked.When(Forget() with { By = Actor.Of(Some.Spouse) }).ThenRejected<SecondPersonNeeded>();
        asked.When(Forget() with { By = Actor.Of(Some.Neighbour) }).ThenFacts(typeof(PersonForgotten));
    }

    [Fact]
    public void What_is_taken_back_is_not_confirmed() => Spec.Given(Some.Usual, Ask())
        .When(new TakeForgettingBack(Actor.Of(Some.Volunteer), Some.Volunteer)).Then(new ForgettingTakenBack(Some.Volunteer, Some.Volunteer, Day))
        .Next.When(Forget()).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));

    [Fact]
    public void His_ciphertext_and_search_rows_go_and_others_stay() => Spec.Given(Some.Usual, Register(Some.Person(90)), Register(Some.Person(91)), Ask(Some.Person(90)))
        .When(Forget(Some.Person(90)) with { SearchKeys = [$"index|name|hash|{Some.Person(90)}"] }).ThenFacts(typeof(PersonForgotten))
        .Next.When(new Left(Some.Person(90))).ThenResult("")
        .Next.When(new Left(Some.Person(91))).ThenResult($"index|name|hash|{Some.Person(91)} vault|{Some.Person(91)}|record");

    [Fact]
    public void Nobody_signs_in_as_him_and_nothing_new_is_his()
    {
        var gone = Spec.Given(Some.Usual, new BindSignIn(Some.OfficeActs, Some.Volunteer, Some.Hash("his")), Ask(), Forget());
        gone.When(new BindSignIn(Some.OfficeActs, Some.Neighbour, Some.Hash("his"))).ThenFacts(typeof(SignInBound));
        gone.When(new BindSignIn(Some.OfficeActs, Some.Volunteer, Some.Hash("new"))).ThenRejected<NotFound>();
        gone.When(Some.Grant(Some.Volunteer, Role.Office)).ThenRejected<NotFound>();
        gone.When(Some.Hold(1)).ThenRejected<NotFound>();
        gone.When(Ask()).ThenRejected<NotFound>();
        gone.When(Forget()).ThenRejected<NotFound>();
        gone.At("2026-03-02T10:00:00+08:00").When(Some.Record(Some.Visit(1))).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
    }

    [Fact]
    public void What_waited_for_its_attester_still_counts() => Spec.Given(Some.Usual).At("2026-03-02T10:00:00+08:00").And(Some.Record(Some.Visit(1)), Ask(), Forget())
        .When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));

    [Fact]
    public void His_card_his_roles_and_his_relations_end_and_no_number_changes()
    {
        var spec = Some.WithPoints().And(Some.NewCard(1), Some.Grant(Some.Volunteer, Role.GridAssistant), Ask(),
            new BindRelation(Some.OfficeActs, Some.Volunteer, Some.Clerk, RelationKind.Helper, Day, null, null), new BindRelation(Some.OfficeActs, Some.Rider, Some.Volunteer, RelationKind.Guardian, Day, null, null));
        spec.When(Forget()).ThenFacts(typeof(Domain.Redemptions.CardEnded), typeof(RoleEnded), typeof(RelationEnded), typeof(RelationEnded), typeof(PersonForgotten));
        spec.When(new Domain.Redemptions.LookAtCard(Actor.Of(Some.Assistant), Some.Hash("card 1 0"))).ThenRejected<Domain.Redemptions.CardNotGood>();
    }

    [Fact]
    public void The_last_administrator_is_not_forgotten() => Spec.Given(Some.Usual, Ask(Some.Administrator))
        .When(Forget(Some.Administrator)).ThenRejected(new LastAdministrator(Some.Administrator))
        .Next.And(Some.Grant(Some.Neighbour, Role.Administrator)).When(Forget(Some.Administrator)).ThenFacts(typeof(RoleEnded), typeof(PersonForgotten));

    [Fact]
    public void Refusals_come_in_order()
    {
        var held = Some.WithPoints().And(Some.Hold(1), Ask());
        held.When(Forget() with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Office));
        held.When(Forget(Some.Neighbour)).ThenRejected<NotFound>();
        held.When(Forget()).ThenRejected(new HoldsAreOpen(Some.Volunteer, new Points(500), 1));
        Spec.Given(Some.Usual).When(Ask() with { By = Actor.Of(Some.Neighbour) }).ThenRejected<NotFound>();
        Spec.Given(Some.Usual, Ask()).When(new TakeForgettingBack(Actor.Of(Some.Neighbour), Some.Volunteer)).ThenRejected<NotFound>();
    }

    private static AskToBeForgotten Ask(PersonId? person = null) => new(Actor.Of(person ?? Some.Volunteer), person ?? Some.Volunteer, null);

    private static ForgetPerson Forget(PersonId? person = null) => new(Some.OfficeActs, person ?? Some.Volunteer, []);

    private static RegisterPersons Register(PersonId person) => new(Some.AdministratorActs, [Some.New(person)],
        [new SideRow(SideKinds.Vault, $"{person}|record", "Y2lwaGVy"), new SideRow(SideKinds.VaultIndex, $"name|hash|{person}", $"{person}")]);

    /// <summary>The side rows that name somebody.</summary>
    private sealed record Left(PersonId Person) : ICommand<string>
    {
        public Actor By => Actor.Nobody;

        public Decision<string> Decide(Books books) => books.Accept(string.Join(' ', books.StartingWith<SideRow>("").Select(row => row.Key).Where(key => key.Contains(Person.ToString()))));
    }
}
