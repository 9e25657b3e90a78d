using System.Diagnostics;
using Ledger.Bench.Rig;

namespace Ledger.Bench.Figures;

/// <summary>(i) From the start of the built program to ready on a cluster that runs, and what it holds of memory at rest.</summary>
internal static class StartFigure
{
    private const int Rounds = 5, Port = 5399;

    public static async Task<int> Run()
    {
        await using var bed = await TestBed.Start();
        var village = new Village("bench", 20_000);
        await bed.Settle(village);
        using var http = new HttpClient();
        var starts = new List<(double Seconds, double Megabytes)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Api.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
            (start.Environment["Ledger__Database"], start.Environment["Ledger__KeyFolder"], start.Environment["ASPNETCORE_URLS"]) = (bed.Database, bed.Keys, $"http://127.0.0.1:{Port}");
            var watch = Stopwatch.StartNew();
            using var service = Process.Start(start)!;
            _ = Task.WhenAll(service.StandardOutput.ReadToEndAsync(), service.StandardError.ReadToEndAsync());
            while (!await IsReady(http)) await Task.Delay(20);
            var seconds = watch.Elapsed.TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(10));
            starts.Add((seconds, Node.MemoryOf(service.Id).Now));
            service.Kill();
            await service.WaitForExitAsync();
        }
        double Median(Func<(double Seconds, double Megabytes), double> of) => starts.Select(of).Order().ElementAt(Rounds / 2);
        Table.Row("i", "from start of the built program to ready", "at most 3 s", $"{Median(start => start.Seconds):F1} s");
        Table.Row("i", "memory at rest, ten seconds later", "at most 150 MB", $"{Median(start => start.Megabytes):F0} MB");
        return 0;
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
