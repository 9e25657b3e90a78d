using System.CommandLine;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Cli;

/// <summary>说明: why an act or a redemption is worth what it is, asked of a running service with the caller's own rights.</summary>
internal sealed class RulebookExplainCommand(Screen screen, HttpClient http, string community)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Screen screen)
    {
        var id = new Argument<Guid>("ID") { Description = "积分事项或兑换的编号 / The id of an act or a redemption." };
        var (community, token) = (Database.Community(), ServiceAddress.Token());
        var url = new Option<Uri>("--url") { Description = "服务地址，如 https://ledger.example / The service's address.", Required = true, CustomParser = ServiceAddress.Parse };
        var json = new Option<bool>("--json") { Description = "输出 JSON / Answer in JSON." };
        var command = new Command("explain", "说明一件积分事项或一次兑换为什么是这么多，用到哪里去、从哪里来。退出码 0 已说明，1 被拒绝，2 查不到 / Why an act or a redemption is worth what it is, where it went or came from; 0 told, 1 refused, 2 not found.") { id, community, url, token, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = ServiceAddress.Client(parsed.GetRequiredValue(url), parsed.GetValue(token));
            return await new RulebookExplainCommand(screen, client, parsed.GetRequiredValue(community)).Run(parsed.GetRequiredValue(id), parsed.GetValue(json), cancel);
        });
        return command;
    }

    private async Task<int> Run(Guid id, bool json, CancellationToken cancel)
    {
        var (status, told) = await Get($"acts/{id}/explanation", cancel);
        var isAct = status != HttpStatusCode.NotFound;
        if (!isAct) (status, told) = await Get($"redemptions/{id}/explanation", cancel);
        if (status != HttpStatusCode.OK) return ServiceAddress.Refused(screen, told);
        var (further, flow) = isAct ? await Get($"acts/{id}/flow", cancel) : default;
        if (json) screen.Say(JsonSerializer.Serialize(isAct ? new { explanation = told, flow = further == HttpStatusCode.OK ? flow : (JsonElement?)null } : new { explanation = told, flow = (JsonElement?)null }, Json));
        else if (isAct) Act(told, flow);
        else Redemption(told);
        return LedgerCtl.Well;
    }

    private void Act(JsonElement told, JsonElement flow)
    {
        screen.Say($"{Words(told.GetProperty("title"))}  {told.GetProperty("occurredOn").GetString()}  {told.GetProperty("status").GetString()}");
        if (Member(told, "accrued") is { } accrued) Amount(accrued);
        foreach (var adjusted in Each(told, "adjusted")) Amount(adjusted);
        Lines("用到哪里去了 / what became of it", Each(flow, "uses"));
    }

    private void Redemption(JsonElement told)
    {
        foreach (var says in Each(told, "says")) screen.Say(Words(says));
        if (Member(told, "passage") is { } passage)
        {
            Amount(passage.GetProperty("price"));
            Lines("条件 / conditions", Each(passage, "gates"));
            Lines("上限 / limits", Each(passage, "limits"));
        }
        Lines("积分从哪来 / where the points came from", Each(told, "from"));
    }

    private void Amount(JsonElement amount)
    {
        Lines($"{Words(amount.GetProperty("says"))}", Each(amount, "lines"));
        Lines("没有上限会怎样 / without the limits", Each(amount, "withoutCaps"));
        Lines("没有用上的规定 / rules that did not apply", Each(amount, "didNotApply"));
    }

    private void Lines(string title, IEnumerable<JsonElement> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        screen.Say(title);
        foreach (var line in all) screen.Say($"  {Words(line.GetProperty("says"))}");
    }

    private async Task<(HttpStatusCode, JsonElement)> Get(string path, CancellationToken cancel)
    {
        using var response = await http.GetAsync($"v1/communities/{Uri.EscapeDataString(community)}/{path}", cancel);
        return (response.StatusCode, await ServiceAddress.Read(response, cancel));
    }

    private static string Words(JsonElement title) => Member(title, "en") is { } english ? $"{title.GetProperty("zh").GetString()}\n    {english.GetString()}" : title.GetProperty("zh").GetString()!;

    private static IEnumerable<JsonElement> Each(JsonElement of, string member) => Member(of, member) is { } list ? list.EnumerateArray() : [];

    private static JsonElement? Member(JsonElement of, string member) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
