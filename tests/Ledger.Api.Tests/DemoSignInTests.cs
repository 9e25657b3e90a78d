using Ledger.Api.Demo;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests;

/// <summary>Everybody one can be in the demo, tried against the API.</summary>
public sealed class DemoSignInTests(DemoSignInTests.Loaded loaded) : IClassFixture<DemoSignInTests.Loaded>
{
    public sealed class Loaded : IAsyncLifetime
    {
        public DemoNode Demo { get; } = new();

        public async Task InitializeAsync()
        {
            await Demo.InitializeAsync();
            await Demo.Load();
        }

        public Task DisposeAsync() => Demo.DisposeAsync();
    }

    private Node Node => loaded.Demo.Node;

    public static TheoryData<string> Both => [.. DemoNode.Communities];

    [Theory, MemberData(nameof(Both))]
    public async Task The_volunteer_has_points_and_can_take_an_offer(string community)
    {
        var (me, books, calls) = await Be(community, "volunteer");
        Assert.True((await calls.Get($"{books}/persons/{me.Says("personId")}/balance")).Ok().Long("availableHundredths") > 0);
        Assert.NotEqual(0, (await calls.Get($"{books}/persons/{me.Says("personId")}/passbook")).Ok().Count("lines"));
        var quote = await calls.Try($"{books}/redemptions", new { redemption = Guid.NewGuid(), person = me.Says("personId"), offer = me.Says("offer"), quantity = 1 });
        Assert.Equal(me.Says("merchant"), quote.Ok().Says("merchant"));
    }

    [Fact]
    public async Task The_bare_address_leads_to_the_people_one_can_be() => Assert.Equal("/demo", (await Node.Anonymous.Get("/")).Headers["Location"]);

    [Theory, MemberData(nameof(Both))]
    public async Task The_merchant_takes_a_volunteers_code(string community)
    {
        var (volunteer, books, hers) = await Be(community, "volunteer");
        var held = (await hers.Post($"{books}/redemptions", new { redemption = Guid.NewGuid(), person = volunteer.Says("personId"), offer = volunteer.Says("offer"), quantity = 1 })).Ok();
        var (shop, _, his) = await Be(community, "merchant");
        (await his.Post($"{books}/merchants/{shop.Says("merchant")}/code-checks", new { code = held.Says("code") })).Ok();
        (await his.Post($"{books}/merchants/{shop.Says("merchant")}/captures", new { code = held.Says("code") })).Ok();
        Assert.Equal("captured", (await his.Get($"{books}/redemptions/{held.Says("redemption")}")).Ok().Says("status"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_auditor_traces_any_account_at_an_earlier_date(string community)
    {
        var (me, books, calls) = await Be(community, "auditor");
        var trace = $"{books}/persons/{me.Says("volunteer")}/trace";
        var (early, late) = (await calls.Get($"{trace}?asOf=2026-05-24"), await calls.Get(trace));
        Assert.True(early.Ok().Count("lines") > 0);
        Assert.True(late.Ok().Count("lines") > early.Count("lines"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_officer_attests_what_waits(string community)
    {
        var (me, books, calls) = await Be(community, "grid-officer");
        var waiting = me.Says("waitingActs.0");
        (await calls.Get($"{books}/acts/{waiting}")).Ok();
        (await calls.Post($"{books}/acts/attestations", new { acts = new[] { waiting } })).Ok();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Everybody_on_the_list_is_known_to_the_books(string community)
    {
        var people = (await Node.Anonymous.Get("/demo/sign-ins")).Ok().At("people").EnumerateArray().Where(one => one.GetProperty("community").GetString() == community).ToList();
        Assert.Equal(Enum.GetValues<PersonaKind>().Length, people.Count);
        foreach (var one in people)
        {
            var (me, books, calls) = await Be(community, one.GetProperty("persona").GetString()!);
            (await calls.Get($"{books}/persons/{me.Says("personId")}")).Ok();
        }
    }

    [Fact]
    public async Task The_page_lists_everybody_in_chinese()
    {
        var page = (await Node.Anonymous.Get("/demo")).Ok();
        Assert.Equal("text/html", page.MediaType);
        foreach (var word in (string[])["王阿姨", "李队长", "网格员", "社区办公室", "商户", "会计", "出纳", "审计人员", "系统管理员", "海岸社区", "百合园社区", "/swagger"]) Assert.Contains(word, page.Text);
    }

    [Fact]
    public async Task The_page_has_words_for_an_empty_book_and_for_a_service_that_does_not_answer()
    {
        var page = (await Node.Anonymous.Get("/demo")).Ok().Text;
        foreach (var word in (string[])["还没有记录", "Nothing is recorded yet", "连不上服务", "The service does not answer", "结余"]) Assert.Contains(word, page);
    }

    [Fact]
    public async Task The_pages_fit_a_phone()
    {
        foreach (var page in (string[])["/demo", "/swagger/index.html"])
            Assert.Contains("<meta name=\"viewport\" content=\"width=device-width", (await Node.Anonymous.Get(page)).Ok().Text);
    }

    [Fact]
    public async Task Who_opens_the_interface_is_told_in_chinese_first_what_a_number_means_and_what_to_sign_in_with()
    {
        var told = (await Node.Anonymous.Get("/openapi/v1.json")).Ok();
        Assert.StartsWith("积分以百分之一为单位", told.Says("info.description"), StringComparison.Ordinal);
        Assert.StartsWith("访问令牌", told.Says("components.securitySchemes.bearer.description"), StringComparison.Ordinal);
        Assert.Contains("\"docExpansion\":\"none\"", (await Node.Anonymous.Get("/swagger/index.js")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_on_the_list_gets_no_token()
    {
        (await Node.Anonymous.Post("/demo/sign-ins", new { community = "haian", persona = "nobody" })).Refused("invalid-request", "persona");
        (await Node.Anonymous.Post("/demo/sign-ins", new { community = "wanghe", persona = "volunteer" })).Refused("invalid-request", "persona");
    }

    private async Task<(Reply Me, string Books, ApiClient Calls)> Be(string community, string persona)
    {
        var me = (await Node.Anonymous.Post("/demo/sign-ins", new { community, persona })).Ok();
        return (me, $"/v1/communities/{community}", Node.With(me.Says("token")));
    }
}
