using System.Diagnostics;
using Ledger.Api.Hosting;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Observation;

/// <summary>The program itself, as a process of its own on a test's database, with settings by environment.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private readonly Process _process;
    private string _address = "";

    private RunningProgram(Process process) => _process = process;

    public static async Task<RunningProgram> Start(TestApi api, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LedgerApp).Assembly.Location]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>(settings) { ["Ledger__Database"] = api.Database.ConnectionString, ["Ledger__KeyFolder"] = api.KeyFolder, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" })
            start.Environment[name] = value;
        var program = new RunningProgram(Process.Start(start)!);
        program._address = (await program.Line("Ledger is running")).Split(' ')[^1].Replace("/swagger", "", StringComparison.Ordinal);
        return program;
    }

    /// <summary>The next line of its output that holds this.</summary>
    public async Task<string> Line(string part)
    {
        while (await _process.StandardOutput.ReadLineAsync(_patience.Token) is { } line)
            if (line.Contains(part, StringComparison.Ordinal)) return line;
        throw new InvalidOperationException($"It ended without saying {part}.");
    }

    public async Task Get(string path) => (await _http.GetAsync(new Uri(_address + path), _patience.Token)).Dispose();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _patience.Dispose();
    }
}
