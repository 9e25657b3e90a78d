using Ledger.Domain.Consents;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Consents;

public sealed class ConsentSpecs
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    [Fact]
    public void A_person_consents_once_and_withdraws_without_a_reason() => Spec.Given(Some.Usual)
        .When(Give()).Then(new ConsentGiven(Some.Volunteer, Purpose.PublishName, Some.Volunteer, Day)).ThenFurtherReads(0)
        .Next.When(Give()).Then()
        .Next.When(Withdraw()).Then(new ConsentWithdrawn(Some.Volunteer, Purpose.PublishName, Some.Volunteer, Day))
        .Next.When(Withdraw()).Then().ThenResult(new ConsentIs(Some.Volunteer, Purpose.PublishName, false));

    [Fact]
    public void One_purpose_says_nothing_of_another() =>
        Spec.Given(Some.Usual, Give()).When(Give() with { Purpose = Purpose.PublishPhoto }).ThenFacts(typeof(ConsentGiven));

    [Fact]
    public void The_office_records_a_signed_paper_and_nothing_less()
    {
        Spec.Given(Some.Usual).When(Give() with { By = Some.OfficeActs, EvidenceHash = Some.Hash("paper") }).Then(new ConsentGiven(Some.Volunteer, Purpose.PublishName, Some.OfficeWorker, Day, Some.Hash("paper")));
        Spec.Given(Some.Usual).When(Give() with { By = Some.OfficeActs }).ThenRejected(new PaperIsMissing(Some.Volunteer));
        Spec.Given(Some.Usual, Give()).When(Withdraw() with { By = Some.OfficeActs }).ThenFacts(typeof(ConsentWithdrawn));
    }

    [Fact]
    public void A_child_under_14_does_not_consent_and_can_always_withdraw()
    {
        Spec.Given(Some.Usual).When(Give() with { AgeBand = "0-13" }).ThenRejected(new GuardianConsentsOnly(Some.Volunteer));
        Spec.Given(Some.Usual).When(Give() with { AgeBand = "0-13", By = Some.OfficeActs }).ThenRejected<GuardianConsentsOnly>();
        Spec.Given(Some.Usual, Give()).When(Withdraw()).ThenFacts(typeof(ConsentWithdrawn));
    }

    [Fact]
    public void Others_find_nobody()
    {
        Spec.Given(Some.Usual).When(Give() with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
        Spec.Given(Some.Usual, Give()).When(Withdraw() with { By = Actor.Of(Some.Neighbour) }).ThenRejected<NotFound>();
        Spec.Given(Some.Usual).When(Give() with { By = Some.OfficeActs, Person = Some.Person(99) }).ThenRejected<NotFound>();
    }

    private static GiveConsent Give() => new(Actor.Of(Some.Volunteer), Some.Volunteer, Purpose.PublishName, "60-69", null);

    private static WithdrawConsent Withdraw() => new(Actor.Of(Some.Volunteer), Some.Volunteer, Purpose.PublishName);
}
