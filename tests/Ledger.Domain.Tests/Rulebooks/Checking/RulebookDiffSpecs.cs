using System.Text;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Rulebooks;

namespace Ledger.Domain.Tests.Rulebooks.Checking;

public sealed class RulebookDiffSpecs
{
    [Fact]
    public void A_secretarys_change_is_told_as_she_would_say_it()
    {
        var after = Changed("\"price\": \"30 points\",", "\"price\": \"15 points\", \"perPerson\": {\"atMost\": \"1 times\", \"every\": \"quarter\"},");
        var words = RulebookDiff.Of(Schemes.Document("R83"), after).Single().Words;
        Assert.Equal("兑换与转让“帽子”（cap）：价格 30 积分 → 15 积分；新增 每人限兑 每季度至多 1 次", words.Zh);
        Assert.Equal("passages cap: price 30 points → 15 points; new: perPerson at most 1 times every quarter", words.En);
    }

    [Theory]
    [InlineData("\"atMost\": \"100 points\", \"lasts\"", "\"atMost\": \"80 points\", \"lasts\"", "有效期“calendar-year”（calendar-year）：结转·上限 100 积分 → 80 积分")]
    [InlineData("{\"each\": \"50 points\"}", "{\"each\": \"60 points\"}", "事项“任秘书”（secretary）：给分·分值 每次 50 积分 → 每次 60 积分")]
    [InlineData("{\"measure\": \"season-points\", \"atLeast\": \"120 points\"}", "{\"measure\": \"season-points\", \"atLeast\": \"90 points\"}", "兑换与转让“赛季露营”（overnight）：条件 season-points ≥ 120 积分 → season-points ≥ 90 积分")]
    [InlineData("\"version\": \"r83-1\"", "\"version\": \"r83-2\"", "细则：版本 r83-1 → r83-2")]
    public void A_change(string before, string after, string told) => Assert.Equal([told], RulebookDiff.Of(Schemes.Document("R83"), Changed(before, after)).Select(difference => difference.Words.Zh));

    [Fact]
    public void What_is_new_and_what_is_gone()
    {
        var after = Schemes.Document("R83") with { Items = [new("cap", new("帽子")), new("overnight", new("赛季露营")), new("mug", new("杯子"))], Notes = null, Passages = [.. Schemes.Document("R83").Passages!.Skip(1)] };
        var told = RulebookDiff.Of(Schemes.Document("R83"), after).ToDictionary(one => $"{one.List}/{one.Code}");
        Assert.True(told["items/mug"].IsNew);
        Assert.True(told["passages/cap"].IsGone);
        Assert.Equal("兑换与转让“帽子”（cap）：取消", told["passages/cap"].Words.Zh);
    }

    [Fact]
    public void Another_clause_or_another_order_is_no_change() =>
        Assert.Empty(RulebookDiff.Of(Schemes.Document("R83"), Changed("\"clause\": \"R83.2\"", "\"clause\": \"R83.9\"") is var document ? document with { Measures = [.. document.Measures!.Reverse()] } : document));

    [Fact]
    public void Where_the_first_that_applies_counts_another_order_is_told()
    {
        var before = Schemes.Document("R35");
        var words = RulebookDiff.Of(before, before with { Review = [.. before.Review!.Reverse()] }).Single().Words;
        Assert.Equal("细则：次序 late、in-time → in-time、late", words.Zh);
    }

    private static RulebookDocument Changed(string before, string after)
    {
        Assert.Contains(before, Schemes.Text("R83"));
        return DocumentJson.Read(Encoding.UTF8.GetBytes(Schemes.Text("R83").Replace(before, after))).Document!;
    }
}
