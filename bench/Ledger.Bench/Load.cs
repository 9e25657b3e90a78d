using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Ledger.Bench;

/// <summary>So many connections that post one attested micro-act after the other.</summary>
internal sealed class Load(string url, string token)
{
    private int _next;
    private long _refused;

    public long Refused => _refused;

    public async Task<(long Operations, double Seconds)> Run(int connections, TimeSpan time)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, PooledConnectionLifetime = TimeSpan.FromHours(1) });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            long count = 0;
            for (; watch.Elapsed < time; count++) await Post(http);
            return count;
        }));
        return (done.Sum(), watch.Elapsed.TotalSeconds);
    }

    private async Task Post(HttpClient http)
    {
        var person = Served.Person((int)(Interlocked.Increment(ref _next) * 7919L % Served.People));
        var body = $$"""{"actType":"parcel","startedAt":"2026-05-01T09:00:00+08:00","place":"root","attest":true,"people":[{"act":"{{Guid.NewGuid()}}","person":"{{person}}"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/v1/communities/{Served.Community}/acts") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        if (answer.IsSuccessStatusCode) return;
        if (Interlocked.Increment(ref _refused) == 1) Console.Error.WriteLine(await answer.Content.ReadAsStringAsync());
    }
}
