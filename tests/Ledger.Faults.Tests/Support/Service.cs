using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Faults.Tests.Support;

/// <summary>The real service as a process of its own, on a port it keeps when it is started again.</summary>
internal sealed class Service(string name, Undertaker undertaker, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private const int MostLines = 2000;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly ConcurrentQueue<string> _said = new();
    private readonly int _port = FreePort();
    private Process? _process;

    public string Name => name;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Its last lines, for a test that fails.</summary>
    public string Told => string.Join('\n', _said.TakeLast(40));

    public IReadOnlyCollection<string> Lines => _said;

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task Start()
    {
        Launch();
        await UntilReady();
    }

    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Api.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var (variable, value) in settings) start.Environment[variable] = value;
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // A service that lives for seconds gains nothing from watching itself.
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        undertaker.Note(_process.Id);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Task<TimeSpan> UntilReady() => Waiting.Until($"{name} is ready", async () => await Ready() == HttpStatusCode.OK, why: () => Told);

    public Task<TimeSpan> UntilLive() => Waiting.Until($"{name} is live", async () => await Health("live") == HttpStatusCode.OK, why: () => Told);

    /// <summary>What /health/ready answers; null when nobody does.</summary>
    public Task<HttpStatusCode?> Ready() => Health("ready");

    public async Task<HttpStatusCode?> Health(string about)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, $"/health/{about}"));
            return answer.StatusCode;
        }
        catch (Exception away) when (Caller.IsLost(away))
        {
            return null;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (_process is not { } process) return;
        Signals.Kill(process.Id);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the wait until it has gone by itself.</summary>
    public async Task<int> Stop()
    {
        Signals.Terminate(_process!.Id);
        using var patience = new CancellationTokenSource(Waiting.Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process?.Dispose();
        _process = null;
        _http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _said.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} {line}"));
        if (line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)) undertaker.Errors.Enqueue($"{name}: {line}");
        while (_said.Count > MostLines) _said.TryDequeue(out _);
    }

    /// <summary>Below those the system hands out by itself, so that it is still free after a restart.</summary>
    public static int FreePort()
    {
        for (; ; )
        {
            var port = Random.Shared.Next(15_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
