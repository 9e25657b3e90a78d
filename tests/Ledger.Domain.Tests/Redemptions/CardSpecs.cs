using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class CardSpecs
{
    private static Spec Book => Spec.Given(Some.Usual).At("2026-03-01T10:00:00+08:00");

    private static LookAtCard Look(int card) => new(Actor.Of(Some.Assistant), Some.Hash($"card {card} 0"));

    [Fact]
    public void A_card_names_its_holder_to_the_staff_and_to_nobody_else()
    {
        var spec = Book;
        spec.When(Some.NewCard(1)).Then(new CardIssued(Some.Card(1), Some.Volunteer, 0, Some.Assistant)).ThenResult(new CardIsIssued(Some.Card(1), Some.Volunteer, 0));
        spec.When(Look(1)).Then().ThenResult(new CardIsGood(Some.Card(1), Some.Volunteer));
        foreach (var other in new[] { Actor.At(Some.Till), Actor.Of(Some.Clerk), Actor.Of(Some.Volunteer), Actor.Nobody }) spec.When(Look(1) with { By = other }).ThenRejected(new NotAllowed(PlaceHold.Helpers));
    }

    [Fact]
    public void A_new_card_ends_the_one_before_and_a_loss_report_ends_it_too()
    {
        var spec = Book.And(Some.NewCard(1)).When(Some.NewCard(2)).ThenFacts(typeof(CardEnded), typeof(CardIssued)).Next;
        spec.When(Look(1)).ThenRejected(new CardNotGood());
        spec.When(new ReportLoss(Actor.Of(Some.Volunteer), Some.Volunteer, LostThing.Card)).ThenFacts(typeof(LossReported), typeof(CardEnded))
            .ThenFact<CardEnded>(ended => Assert.Equal((Some.Card(2), ReportLoss.Reason), (ended.Card, ended.Reason)));
        spec.When(Look(2)).ThenRejected<CardNotGood>();
    }

    [Fact]
    public void Holder_and_helper_end_a_card_and_again_changes_nothing()
    {
        var end = new EndCard(Actor.Of(Some.Volunteer), Some.Card(1), "given-back");
        Book.And(Some.NewCard(1)).When(end).Then(new CardEnded(Some.Card(1), Some.Volunteer, "given-back")).Next.When(end with { By = Some.OfficeActs }).Then();
        Book.And(Some.NewCard(1)).When(end with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new NotFound("card", $"{Some.Card(1)}"));
        Book.When(end).ThenRejected(new NotFound("card", $"{Some.Card(1)}"));
    }

    [Fact]
    public void Wrong_numbers_are_counted()
    {
        var spec = Book.And(Some.NewCard(1));
        for (var n = 0; n < 10; n++) spec.When(Look(9)).ThenRejected(new CardNotGood());
        spec.When(Look(1)).ThenRejected(new TooManyWrongCodes(Spec.Clock("2026-03-01T10:15:00+08:00")));
        spec.When(Look(1) with { By = Some.OfficeActs }).ThenResult(new CardIsGood(Some.Card(1), Some.Volunteer));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var spec = Book.And(Some.NewCard(1));
        spec.When(Some.NewCard(1, Some.Person(99)) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(PlaceHold.Helpers));
        spec.When(Some.NewCard(1, Some.Person(99))).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        spec.When(Some.NewCard(1)).ThenRejected(new IdAlreadyUsed("card", $"{Some.Card(1)}"));
        spec.When(Some.NewCard(2) with { NumberHashes = [Some.Hash("card 1 0")] }).ThenRejected(new NoCodeFree());
        spec.When(Some.NewCard(2) with { NumberHashes = [Some.Hash("card 1 0"), Some.Hash("card 2 1")] }).ThenResult(result => Assert.Equal(1, result.Attempt));
    }
}
