using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Domain;

namespace Ledger.Bench.Rig;

/// <summary>Holds by the people themselves and captures by the merchants; the codes lie between.</summary>
internal sealed class Shopping(Load load, Node node, Village village)
{
    private readonly ConcurrentQueue<(int Merchant, string Code)> _codes = [];
    private int _next;

    public int Codes => _codes.Count;

    /// <param name="merchants">Over so many merchants, an offer each; 1: everybody wants the same.</param>
    public Task<Done> Hold(int connections, TimeSpan time, int merchants) => load.Run(connections, time, async _ =>
    {
        var number = Interlocked.Increment(ref _next);
        var (person, merchant) = ((int)(number * 7919L % village.People), number % merchants);
        var answer = await load.Post($"{node.Url}/v1/communities/{village.Name}/redemptions", village.Subject(person),
            $$"""{"redemption":"{{Guid.NewGuid()}}","person":"{{village.Person(person)}}","offer":"{{village.Offer(merchant)}}"}""");
        if (answer.IsSuccessStatusCode) _codes.Enqueue((merchant, JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement.GetProperty("code").GetString()!));
        return answer;
    });

    /// <summary>Until the codes are used up, or the time is over.</summary>
    public Task<Done> Capture(int connections, TimeSpan? time = null) => load.Run(connections, time ?? TimeSpan.FromMinutes(5), async _ =>
        _codes.TryDequeue(out var code) ? await load.Post($"{node.Url}/v1/communities/{village.Name}/merchants/{village.Merchant(code.Merchant)}/captures", village.Owner(code.Merchant), $$"""{"code":"{{code.Code}}"}""") : null);
}
