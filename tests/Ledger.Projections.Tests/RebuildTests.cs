using Ledger.Domain.Storage;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class RebuildTests
{
    public static TheoryData<string> Models => [.. AllReadModels.List.Select(model => model.Name)];

    [Theory, MemberData(nameof(Models))]
    public void Every_fact_is_handled_or_ignored_and_none_is_both(string model)
    {
        var facts = AllReadModels.List.Single(one => one.Name == model).Facts;

        Assert.Empty(facts.Handled.Intersect(facts.Ignored));
        Assert.Equal(EventNames.All.Values.Select(type => type.Name).Order(), facts.Handled.Concat(facts.Ignored).Select(type => type.Name).Order());
    }

    [Theory, MemberData(nameof(Models))]
    public void A_fact_nobody_knows_stops_the_follower(string model) =>
        Assert.Throws<InvalidOperationException>(() => AllReadModels.List.Single(one => one.Name == model).Facts.Handles("something new"));
}
