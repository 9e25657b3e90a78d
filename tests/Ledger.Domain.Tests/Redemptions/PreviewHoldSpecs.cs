using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

/// <summary>What an offer would cost and why, or why not, before a code is asked for; and the same of a hold that was placed.</summary>
public sealed class PreviewHoldSpecs
{
    private static readonly OfferId Soap = OfferId.Of(Some.Id(0x330));

    private static readonly Passage Plain = new("soap", PassageKind.Redeem, "soap", Price: new(RulebookParts.Points(300), null), PerPerson: new(new(2, Unit.Times), Window.Month), When: new When(Fact: "asking.for", In: ["self"]));

    [Fact]
    public void It_tells_the_price_the_gates_the_limits_and_the_lots_and_writes_nothing() => Ask(Book(Plain), 2).Then().ThenResult(told =>
    {
        Assert.Equal((600L, 300L), (told.Placed!.Legs.Where(leg => leg.Amount > 0).Sum(leg => leg.Amount), told.Passage!.Price.Amount));
        Assert.Equal("/passages/0/when", Assert.Single(told.Passage.Gates, gate => gate.KeptOutBy is null).Part.Rule);
        Assert.Equal((0L, 2L, 2L, false), Assert.Single(told.Passage.Limits) is var limit ? (limit.Before!.Value, limit.More, limit.AtMost, limit.IsPassed) : default);
        Assert.Equal(400, told.Left.Hundredths);
    });

    [Fact]
    public void Where_a_limit_is_reached_it_tells_what_stands_and_what_would_be_too_much() => Ask(Book(Plain).And(Hold(1)), 2).Then().ThenResult(told =>
    {
        Assert.Null(told.Placed);
        Assert.Equal((1L, 2L, 2L, true), Assert.Single(told.Passage!.Limits) is var limit ? (limit.Before!.Value, limit.More, limit.AtMost, limit.IsPassed) : default);
    });

    [Fact]
    public void Whom_a_condition_keeps_out_it_tells_which_test_did_not_hold() => Ask(Book(Plain), 1, new Asking(For: AskedFor.Other)).Then().ThenResult(told =>
    {
        Assert.Null(told.Placed);
        Assert.Equal("asking.for", Assert.Single(told.Passage!.Gates).KeptOutBy!.Asked.Fact);
        Assert.Equal(1_000, told.Left.Hundredths);
    });

    [Fact]
    public void A_branch_of_the_price_that_does_not_apply_is_told()
    {
        var dearer = Plain with { Price = new(default, new Amount(new("act", null), [new Stage(Each: RulebookParts.Points(300)), new Stage(When: new When(Fact: "asking.weekday", In: ["sun"]), Then: [new Stage(Plus: RulebookParts.Points(100))])])) };
        Ask(Book(dearer), 1).Then().ThenResult(told => Assert.Equal("asking.weekday", Assert.Single(told.Passage!.Price.Skipped).Asked.Fact));
    }

    [Fact]
    public void Too_few_points_are_told_beside_the_price() => Ask(Book(Plain with { PerPerson = null }), 4).Then().ThenResult(told => Assert.Equal((true, 300L, 1_000L), (told.Placed is null, told.Passage!.Price.Amount, told.Left.Hundredths)));

    [Fact]
    public void Nobody_is_told_what_another_would_pay() => Book(Plain).When(new PreviewHold(Hold(1) with { By = Actor.Of(Some.Neighbour) })).ThenRejected<NotFound>();

    [Fact]
    public void A_placed_hold_is_explained_from_what_it_froze()
    {
        var journal = Book(Plain).And(Hold(1, 2)).Journal;
        var hold = journal.Facts.OfType<HoldPlaced>().Single();
        var told = PassageExplanation.Of(Rulebook.Of(new AllRows(journal.Rows), hold.Rulebook), hold)!;
        Assert.Equal(hold.UnitPrice.Hundredths, told.Price.Amount);
        Assert.Null(Assert.Single(told.Gates).KeptOutBy);
        Assert.Equal((null, 2L, 2L, true), Assert.Single(told.Limits) is var limit ? (limit.Before, limit.More, limit.AtMost, limit.Applies) : default);
    }

    [Fact]
    public void It_needs_few_readings() => Ask(Book(Plain), 1).ThenFurtherReads(2);

    private static Outcome<HoldPreview> Ask(Spec given, long quantity, Asking? asking = null) => given.When(new PreviewHold(Hold(2, quantity, asking)));

    private static PlaceHold Hold(int number, long quantity = 1, Asking? asking = null) => Some.Hold(number, Soap, quantity) with { Asking = asking };

    private static Spec Book(Passage passage)
    {
        var document = Some.Document() with { Items = [new Item("soap", new Title("肥皂"))], Passages = [passage] };
        var offer = new PublishOffer(Some.OfficeActs, Soap, Some.Bakery, Some.Terms() with { Item = "soap", Price = Points.Zero });
        return Some.WithPoints(5, Some.Book(document)).At("2026-02-06T09:30:00+08:00").And(offer);
    }
}
