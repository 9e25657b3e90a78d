using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(i) From the start of the built program to ready on a cluster that runs, and what it holds of memory at rest.</summary>
internal static class StartFigure
{
    private const int Rounds = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static async Task<int> Run()
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 20_000);
        await bed.Settle(village);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var starts = new List<(double Seconds, double Megabytes)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Api.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
            var url = $"http://127.0.0.1:{FreePort()}";
            (start.Environment["Ledger__Database"], start.Environment["Ledger__KeyFolder"], start.Environment["ASPNETCORE_URLS"]) = (bed.Database, bed.Keys, url);
            var watch = Stopwatch.StartNew();
            using var service = Process.Start(start)!;
            var told = Task.WhenAll(service.StandardOutput.ReadToEndAsync(), service.StandardError.ReadToEndAsync());
            try
            {
                while (!await IsReady(http, url))
                {
                    if (service.HasExited || watch.Elapsed > Longest) throw new TimeoutException("The built program does not become ready.");
                    await Task.Delay(20);
                }
                var seconds = watch.Elapsed.TotalSeconds;
                await Task.Delay(TimeSpan.FromSeconds(10));
                starts.Add((seconds, Node.MemoryOf(service.Id).Now));
            }
            finally
            {
                service.Kill();
                await told;
            }
        }
        double Median(Func<(double Seconds, double Megabytes), double> of) => starts.Select(of).Order().ElementAt(Rounds / 2);
        Table.Row("i", "from start of the built program to ready", "at most 3 s", $"{Median(start => start.Seconds):F1} s");
        Table.Row("i", "memory at rest, ten seconds later", "at most 150 MB", $"{Median(start => start.Megabytes):F0} MB");
        return 0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsReady(HttpClient http, string url)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"{url}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
