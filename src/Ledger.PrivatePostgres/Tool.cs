using System.Diagnostics;
using System.Text;

namespace Ledger.PrivatePostgres;

internal readonly record struct ToolResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines, which is where tools say what went wrong.</summary>
    public string Tail => string.Join('\n', Output.TrimEnd().Split('\n').TakeLast(15));
}

/// <summary>Runs command-line tools with a clean PostgreSQL environment and collects what they say.</summary>
internal static class Tool
{
    public static async Task<ToolResult> Run(string file, IEnumerable<string> arguments, CancellationToken cancel, string? workingFolder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = new Process { StartInfo = Describe(file, arguments, workingFolder, environment) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new ToolResult(127, $"{file}: {missing.Message}");
        }
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // Only the tool itself: a server it has just started belongs to the folder and is adopted later.
            process.Kill();
            throw;
        }
        lock (output)
            return new ToolResult(process.ExitCode, output.ToString());
    }

    /// <summary>The full path of a program, or null when it is not there.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, string? workingFolder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? "/",
        };
        // PGDATA, PGPORT or PGOPTIONS of the caller's shell would point the tools at somebody else's cluster.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }

    private static void Keep(StringBuilder output, string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.Append(line).Append('\n');
    }
}
