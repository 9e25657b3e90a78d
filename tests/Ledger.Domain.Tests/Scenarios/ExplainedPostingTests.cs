using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Explaining;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>What an explanation reckons is what was posted, in everything the schemes in rulebooks/ ever post.</summary>
public sealed class ExplainedPostingTests
{
    public static TheoryData<string> All() => ScenarioTests.All();

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_explained_is_what_was_posted(string path)
    {
        var town = new Town(ScenarioFile.Read(path));
        ScenarioRun.Play(town);
        foreach (var fact in town.Journal.Facts.OfType<IPostedFact>())
        {
            if ((PostingExplanation.StampOf(fact) ?? StampOfAct(town, fact)) is not { } stamp || Rulebook.Of(new AllRows(town.Journal.Rows), stamp) is not { } rulebook) continue;
            var told = PostingExplanation.Of(rulebook, fact);
            Assert.True(AmountOf(fact) == told.Reached?.Amount, $"{AmountOf(fact)} was posted, {told.Reached?.Amount} is told of {Said.By(fact)}");
            if (told.Stored is { } stored) Assert.Equal(Kept(rulebook, fact, stored), stored.Amount);
            Assert.Equal(fact is PointsSent or PointsArrived or PointsCashed or MoneyGranted or PointsDeducted, told.Part is not null && fact is not (PointsExpired or LotsShortened));
        }
    }

    private static RulebookStamp? StampOfAct(Town town, IPostedFact fact) => fact is IActValueFact { Act: var act } ? town.Look.Find<Act>(act.ToString())?.Accrual?.Rulebook : null;

    /// <summary>What its steps must come to; null: it has none.</summary>
    private static long? AmountOf(IPostedFact fact) => fact switch
    {
        ActAccrued f => f.Points.Hundredths,
        AccrualAdjusted f => f.Points.Hundredths,
        PointsSent { Steps: not null } f => f.Points.Hundredths,
        PointsArrived { Steps: not null } f => f.Points.Hundredths,
        PointsCashed f => f.Amount.Count,
        MoneyGranted f => f.Amount.Count,
        PointsDeducted f => f.Points.Hundredths,
        // What may not go over lapses whatever they say: of the rest, all that did not.
        PointsExpired { Steps: [var first, ..] } f => first.Input - f.Legs.Where(leg => leg.Amount > 0 && leg.Account != AccountName.Expired).Sum(leg => leg.Amount),
        _ => null,
    };

    /// <summary>What was credited but to buckets that take what is over.</summary>
    private static long Kept(Rulebook rulebook, IPostedFact fact, Explanation stored)
    {
        var surplus = rulebook.Document.Limits!.Select(limit => limit.Overflow?.Form?.Bucket).OfType<Code>().ToHashSet();
        Assert.All(stored.Steps, step => Assert.Equal("/limits", step.Part.Rule[..7]));
        return -fact.Legs.Where(leg => leg.Commodity == Commodity.Points && leg.Lot is { } lot && !surplus.Contains(lot.Bucket) && (leg.Account == AccountName.Issued || AccountName.RoleOf(leg.Account) == AccountName.ReceivedRole)).Sum(leg => leg.Amount);
    }
}
