using System.Diagnostics;
using System.Globalization;
using Ledger.Bench.Rig;
using Npgsql;

namespace Ledger.Bench.Figures;

/// <summary>(e) All read models of a community built anew in one pass, against raw COPY of its events by the same database; memory at two sizes.</summary>
internal static class RebuildFigure
{
    /// <summary>What the tool's connections call themselves.</summary>
    public const string ToolName = "rebuild";

    private const int Rounds = 3;

    public static async Task<int> Run(int events)
    {
        await using var bed = await TestBed.Start();
        var (small, large) = (new Village("small", 10_000), new Village("large", 10_000));
        await bed.Settle(small, large);
        await bed.Write(books => small.Fill(books, "past", events / 30, "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        await bed.Write(books => large.Fill(books, "past", events / 3, "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell));
        await using (await bed.Serve()) await ReadFigure.UntilFollowed(bed, large);
        var ratios = new List<(double Ratio, double Rate, double Copy, double Megabytes)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var (copied, copy) = await Copy(bed, large);
            var (seconds, all, megabytes) = await Rebuild(bed, large);
            ratios.Add((copy / seconds, copied / seconds, copied / copy, megabytes));
            TestBed.Tell(string.Create(CultureInfo.InvariantCulture, $"round {round}: {copied} events rebuilt in {seconds:F1} s, the former rows gone after {all:F1} s, with at most {megabytes:F0} MB, copied in {copy:F1} s"));
        }
        var (_, _, tenth) = await Rebuild(bed, small);
        var median = ratios.OrderBy(round => round.Ratio).ElementAt(Rounds / 2);
        Table.Row("e", $"all read models rebuilt over {events:N0} events", "at least 0.25 x raw COPY, 100,000 events/s", $"{median.Ratio:F2} x: {median.Rate:F0} events/s; COPY {median.Copy:F0}/s");
        Table.Row("e", "its memory", "independent of the number of events", $"{ratios.Max(round => round.Megabytes):F0} MB; over a tenth of them {tenth:F0} MB");
        return 0;
    }

    private static async Task<(long Rows, double Seconds)> Copy(TestBed bed, Village village)
    {
        var rows = await bed.Ask<long>($"SELECT count(*) FROM ledger.mt_events WHERE tenant_id = '{village.Name}'");
        await using var connection = new NpgsqlConnection(bed.Database);
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM ledger.mt_events WHERE tenant_id = '{village.Name}' ORDER BY seq_id) TO STDOUT (FORMAT binary)");
        var buffer = new byte[1 << 16];
        while (await copy.ReadAsync(buffer, 0, buffer.Length) > 0) { }
        return (rows, watch.Elapsed.TotalSeconds);
    }

    /// <summary>By the operator's tool, in a process of its own: seconds until the new rows are the live ones, and until the former are gone.</summary>
    public static async Task<(double Seconds, double All, double Megabytes)> Rebuild(TestBed bed, Village village, CancellationToken end = default)
    {
        Task<int> Generation() => bed.Ask<int>($"SELECT min(generation) FROM ledger.read_model WHERE tenant_id = '{village.Name}'");
        var former = await Generation();
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet", [.. Tool(), "rebuild", "--community", village.Name, "--database", $"{bed.Database};Application Name={ToolName}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // As the tool's own settings say, which are not those it starts with here.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var tool = Process.Start(start)!;
        var told = Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        var (most, swapped) = (0.0, 0.0);
        while (!tool.HasExited)
        {
            if (swapped == 0 && await Generation() > former) swapped = watch.Elapsed.TotalSeconds;
            most = Math.Max(most, Node.MemoryOf(tool.Id).Most);
            await Task.Delay(100, CancellationToken.None);
            if (end.IsCancellationRequested) tool.Kill();
        }
        if (end.IsCancellationRequested) return (0, 0, 0);
        if (tool.ExitCode != 0) throw new InvalidOperationException(string.Join('\n', await told));
        return (swapped > 0 ? swapped : watch.Elapsed.TotalSeconds, watch.Elapsed.TotalSeconds, most);
    }

    /// <summary>Beside the measurements the tool finds what it needs where they do: with the web framework, which it has no use for alone.</summary>
    private static string[] Tool()
    {
        string Here(string file) => Path.Combine(AppContext.BaseDirectory, file);
        return ["exec", "--runtimeconfig", Here("Ledger.Bench.runtimeconfig.json"), "--depsfile", Here("Ledger.Bench.deps.json"), Here("ledgerctl.dll")];
    }
}
