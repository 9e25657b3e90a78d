using System.Diagnostics;
using System.Globalization;
using Ledger.Api.Hosting;
using Ledger.Api.SignIn;
using Ledger.Vault;

namespace Ledger.Bench.Rig;

/// <summary>The real service in a process of its own, so that its processor time and memory can be told from the load's.</summary>
internal sealed class Node : IAsyncDisposable
{
    /// <summary>How the first line of a process begins once it takes requests; where, follows.</summary>
    private const string Listening = "listening on ";

    /// <summary>Any port that is free: what another measurement left behind keeps none from coming about.</summary>
    public const string AnyPort = "http://127.0.0.1:0";

    /// <summary>Where a node tells how many bytes it has allocated so far.</summary>
    public const string Allocated = "/bench/allocated";

    private readonly Process _process;

    private Node(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public int Id => _process.Id;

    /// <summary>What it holds of memory now, and at most so far, in MB of 1,000,000 bytes.</summary>
    public (double Now, double Most) Memory => MemoryOf(Id);

    /// <summary>Nothing where the process has gone.</summary>
    public static (double Now, double Most) MemoryOf(int process)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{process}/status");
            double Of(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1.024e-3 : 0;
            return (Of("VmRSS:"), Of("VmHWM:"));
        }
        catch (IOException)
        {
            return (0, 0);
        }
    }

    /// <param name="ahead">How far its clock is ahead of the machine's.</param>
    public static Task<Node> Start(string database, string keys, TimeSpan ahead = default) => Start("serve", database, keys, ahead.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>A server that does nothing.</summary>
    public static Task<Node> StartEmpty() => Start("serve-empty");

    private static async Task<Node> Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var told = await process.StandardOutput.ReadLineAsync();
        if (told?.StartsWith(Listening, StringComparison.Ordinal) is not true)
        {
            process.Kill();
            throw new InvalidOperationException($"The service did not start: {told}");
        }
        // Its log is read and thrown away, as a terminal would.
        _ = process.StandardOutput.ReadToEndAsync();
        return new Node(process, told[Listening.Length..]);
    }

    /// <summary>Says where it listens, and ends with whoever started it and holds its input: a measurement that is killed leaves no service behind.</summary>
    public static void Accompany(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        Console.WriteLine(Listening + app.Urls.Single());
        new Thread(() =>
        {
            Console.In.ReadToEnd();
            app.Lifetime.StopApplication();
        }) { IsBackground = true }.Start();
    });

    /// <summary>What such a process runs.</summary>
    public static async Task<int> Serve(string database, string keys, string ahead)
    {
        await using var app = App(database, keys, ["--urls", AnyPort], TimeSpan.FromSeconds(double.Parse(ahead, CultureInfo.InvariantCulture)));
        app.MapGet(Allocated, () => GC.GetTotalAllocatedBytes());
        await LedgerApp.Prepare(app, CancellationToken.None);
        Accompany(app);
        await app.RunAsync();
        return 0;
    }

    public static WebApplication App(string database, string keys, string[] arguments, TimeSpan ahead = default) =>
        LedgerApp.Build(WebApplication.CreateBuilder(arguments), new LedgerOptions { Demo = true, Operators = [DemoSignIn.OperatorSubject] }, database, new KeyFolder(keys), ahead == default ? null : new ClockAhead(ahead));

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
    }

    /// <summary>Under <c>dotnet run</c> the process is the program itself; under <c>dotnet x.dll</c> it is the host and needs the file.</summary>
    public static string[] Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Node).Assembly.Location] : [];

    private sealed class ClockAhead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
