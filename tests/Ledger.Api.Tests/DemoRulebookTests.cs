using System.Text;
using System.Text.Json;
using Ledger.Api.Demo;
using Ledger.Api.Http;
using Ledger.Api.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Api.Tests;

/// <summary>The sample rulebooks are documents that anybody can publish, and say that they are samples.</summary>
public sealed class DemoRulebookTests
{
    public static TheoryData<string> All => ["haian-sample/rulebook.json", "baiheyuan-sample/rulebook-trial.json", "baiheyuan-sample/rulebook.json"];

    [Theory, MemberData(nameof(All))]
    public void A_sample_rulebook_passes_the_route_that_publishes_it(string name)
    {
        var document = DemoRulebooks.Read(name);
        Assert.True(new PublishRulebookEndpoint.Validator().Validate(document).IsValid);
        Assert.Empty(CompiledRulebook.Of(document).Findings);
        Assert.True(Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(document, ApiJson.Options)) < StrictBody.MostBytes);
        Assert.Contains("示例", document.Title.Zh);
    }

    [Fact]
    public void The_boards_are_the_communities_own()
    {
        Assert.Equal(["家庭亲子", "理论宣讲", "文体艺术", "康养护理", "文创生活"], Boards("haian-sample/rulebook.json"));
        Assert.Equal(["民主建设", "文明创建", "邻里互助", "安全生产", "调解纠纷"], Boards("baiheyuan-sample/rulebook.json"));
    }

    [Fact]
    public void Micro_acts_may_be_attested_by_their_recorder()
    {
        var haian = DemoRulebooks.Read("haian-sample/rulebook.json");
        Assert.Equal(["喂猫", "代收快递", "保管钥匙"], haian.Acts.Where(type => type.Attest?.RecorderMay == true).Select(type => type.Title.Zh));
        Assert.Equal(0, haian.Expiry!.Single().Lasts.Form!.YearEnd);
    }

    private static IEnumerable<string> Boards(string name) => DemoRulebooks.Read(name).Boards.Select(board => board.Title.Zh);
}
