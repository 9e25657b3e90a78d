using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Api.SignIn;

namespace Ledger.Bench.Rig;

/// <summary>What one stretch of load did.</summary>
/// <param name="Millis">How long each operation took, in order.</param>
internal sealed record Done(long Operations, double Seconds, long Refused, IReadOnlyList<float> Millis)
{
    public double Rate => Operations / Seconds;

    public double Percentile(double share) => Millis.Count == 0 ? 0 : Millis[(int)Math.Min(Millis.Count - 1, Millis.Count * share)];
}

/// <summary>So many connections that send one request after the other.</summary>
internal sealed class Load(TestBed bed) : IDisposable
{
    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _tokens = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 4096, PooledConnectionLifetime = TimeSpan.FromHours(1), UseProxy = false, UseCookies = false });

    /// <summary>The first few answers that were not what was asked for.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <param name="send">Given the connection's number; false when there is nothing left to send.</param>
    public async Task<Done> Run(int connections, TimeSpan time, Func<int, Task<HttpResponseMessage?>> send)
    {
        long refused = 0;
        var watch = Stopwatch.StartNew();
        var millis = await Task.WhenAll(Enumerable.Range(0, connections).Select(async connection =>
        {
            var mine = new List<float>();
            while (watch.Elapsed < time)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await send(connection);
                if (answer is null) break;
                mine.Add((float)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (answer.IsSuccessStatusCode) continue;
                Interlocked.Increment(ref refused);
                if (Complaints.Count < 3) Complaints.Enqueue(await answer.Content.ReadAsStringAsync());
            }
            return mine;
        }));
        var seconds = watch.Elapsed.TotalSeconds;
        float[] all = [.. millis.SelectMany(mine => mine)];
        Array.Sort(all);
        return new Done(all.Length, seconds, refused, all);
    }

    public Task<HttpResponseMessage> Get(string url, string? subject = null) => Send(new HttpRequestMessage(HttpMethod.Get, url), subject);

    public Task<HttpResponseMessage> Post(string url, string subject, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return Send(request, subject);
    }

    /// <summary>One of a node's numbers without tags, as it tells them to its operators; nothing where it has counted none yet.</summary>
    public async Task<double> Figure(Node node, string name)
    {
        using var told = await Get($"{node.Url}/health/figures", DemoSignIn.OperatorSubject);
        var figures = JsonDocument.Parse(await told.Content.ReadAsStringAsync()).RootElement.GetProperty("figures").EnumerateArray();
        return figures.Where(figure => figure.GetProperty("name").GetString() == name).Sum(figure => figure.GetProperty("value").GetDouble());
    }

    /// <summary>Tells what was refused; the exit code of a figure.</summary>
    public int Said()
    {
        foreach (var complaint in Complaints) TestBed.Tell(complaint);
        return Complaints.IsEmpty ? 0 : 1;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, string? subject)
    {
        using (request)
        {
            if (subject is not null) request.Headers.Authorization = _tokens.GetOrAdd(subject, name => new AuthenticationHeaderValue("Bearer", bed.TokenFor(name)));
            return await _http.SendAsync(request);
        }
    }

    /// <summary>The answer's own status where nobody answered: a node that was killed.</summary>
    public static HttpResponseMessage Lost => new(HttpStatusCode.BadGateway) { Content = new StringContent("lost") };
}
