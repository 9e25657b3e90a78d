using System.Diagnostics;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests;

/// <summary>The README's story and the tour are run as they stand.</summary>
public sealed class ReadmeTests
{
    [FactWith("bash", "curl", "jq")]
    public async Task The_story_runs_and_ends_in_a_refusal()
    {
        await using var demo = new Disposing(await DemoNode.Started());
        await demo.Node.Load();
        var told = await Run(Story(), demo.Node);
        Assert.Contains("\"addUp\":true", told);
        Assert.Contains("\"lines\":", told);
        Assert.EndsWith("}", told.TrimEnd());
        Assert.Contains("/problems/hold-has-ended", told[told.LastIndexOf("\"type\"", StringComparison.Ordinal)..]);
    }

    [FactWith("bash", "curl", "jq")]
    public async Task The_tour_takes_a_secretarys_change_from_the_file_to_its_publication()
    {
        await using var demo = new Disposing(await DemoNode.Started());
        await demo.Node.Load();
        var told = await Run(Script(Lines("docs", "tour.md")), demo.Node);
        Assert.Contains("价格 20 积分 → 15 积分；新增 每人限兑 每季度至多 1 次", told);
        Assert.Contains("错误 0，提醒 0", told);
        Assert.Contains("{\"version\":\"haian-2027\",\"hash\":\"", told.Split('\n').Last(line => line.Length > 0));
    }

    [Fact]
    public void It_says_which_store_it_stands_on_in_its_first_lines() =>
        Assert.Contains("event store in the default build is ours, in Marten's layout", string.Join(' ', Lines("README.md").Take(6)).Replace("**", ""));

    private static string[] Lines(params string[] path) => File.ReadAllLines(Path.Combine([Repository(), .. path]));

    /// <summary>The README's, at the date the small demo has reached.</summary>
    private static string Story() => Script(Lines("README.md")).Replace("2026-08-31", "2026-05-24");

    /// <summary>The block that is marked as bash.</summary>
    private static string Script(string[] lines) => string.Join('\n', lines.SkipWhile(line => line != "```bash").Skip(1).TakeWhile(line => line != "```"));

    private static async Task<string> Run(string script, DemoNode demo)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["LEDGER_URL"] = demo.Node.Address.ToString().TrimEnd('/'),
                ["LEDGERCTL"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "ledgerctl.dll")}",
                ["Ledger__Database"] = demo.Database.ConnectionString,
            },
        })!;
        var (told, wrong) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, $"The story broke off:\n{await told}\n{await wrong}");
        return await told;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private sealed class Disposing(DemoNode node) : IAsyncDisposable
    {
        public DemoNode Node => node;

        public async ValueTask DisposeAsync() => await node.DisposeAsync();
    }
}

/// <summary>Skipped aloud where a program it needs is not on the machine.</summary>
public sealed class FactWithAttribute : FactAttribute
{
    public FactWithAttribute(params string[] programs)
    {
        var missing = programs.Where(program => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0) Skip = $"Not on this machine: {string.Join(", ", missing)}.";
    }
}
