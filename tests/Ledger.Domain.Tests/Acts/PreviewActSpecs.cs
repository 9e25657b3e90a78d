using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>What an act would give, before it is recorded.</summary>
public sealed class PreviewActSpecs
{
    private static readonly RulebookDocument Document = Some.Document(dailyCap: 300, actTypes:
    [
        RulebookParts.Act("visit", "探访", "mutual-aid", null, each: 200),
        RulebookParts.Act("night", "夜巡", "safety", null, each: 100) with { When = new(Fact: "act.startTime", From: new("22:00"), To: new("06:00")) },
    ]);

    [Fact]
    public void It_tells_what_the_act_would_give_and_writes_nothing() => Ask(Some.Visit(2)).Then().ThenResult(told =>
    {
        Assert.Equal(100, told.Explained.Amount);
        Assert.Equal(200, Assert.Single(told.Explained.Without).Amount);
        Assert.Null(told.RefusedBy);
    });

    [Fact]
    public void Of_an_act_that_would_be_refused_it_tells_by_which_rule_and_why() => Ask(Some.Visit(2, type: "night")).Then().ThenResult(told =>
    {
        Assert.Equal("/acts/1/when", told.RefusedBy?.Rule);
        Assert.Equal(("act.startTime", 0), (Assert.Single(told.Explained.Skipped).Asked.Fact, told.Explained.Amount));
    });

    [Fact]
    public void What_no_rule_of_the_rulebook_forbids_is_refused_as_recording_would_be() => Ask(Some.Visit(2, start: "2026-05-01T09:00:00+08:00")).ThenRejected<ActInTheFuture>();

    [Fact]
    public void A_stranger_is_told_nothing() =>
        Given().When(new PreviewAct(Actor.Of(Some.Neighbour), Some.Visit(2))).ThenRejected<NotAllowed>();

    [Fact]
    public void It_needs_few_readings() => Ask(Some.Visit(2)).ThenFurtherReads(2);

    private static Outcome<ActPreview> Ask(ActEntry entry) => Given().When(new PreviewAct(Actor.Of(Some.Volunteer), entry));

    private static Spec Given() => Spec.Given(Some.Book(Document)).At("2026-03-02T20:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-03-01T07:00:00+08:00")), Some.Attest(1));
}
