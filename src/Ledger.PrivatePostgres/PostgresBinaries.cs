using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.PrivatePostgres;

/// <summary>A folder in which initdb, pg_ctl and postgres sit together.</summary>
/// <param name="Folder">The folder of the three programs.</param>
/// <param name="Version">As <c>postgres --version</c> says it, for example <c>15.14</c>.</param>
public sealed partial record PostgresBinaries(string Folder, string Version)
{
    /// <summary>Older ones lack what the journal's SQL uses.</summary>
    public const int OldestMajor = 15;

    public int Major => int.Parse(MajorOf().Match(Version).Value, CultureInfo.InvariantCulture);

    internal string Initdb => Path.Combine(Folder, "initdb");

    internal string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>What the programs need to find libraries that were unpacked beside them.</summary>
    internal IReadOnlyDictionary<string, string> Environment =>
        File.Exists(LibraryPathFile(Folder))
            ? new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = File.ReadAllText(LibraryPathFile(Folder)).Trim() }
            : new Dictionary<string, string>();

    /// <summary>Written by an install whose libraries are not where the programs were built to look.</summary>
    internal static string LibraryPathFile(string folder) => Path.Combine(folder, "library-path");

    /// <summary>The first usable folder, or null. An existing cluster can only be opened by the major version that made it.</summary>
    internal static async Task<PostgresBinaries?> Find(string installFolder, int? neededMajor, Action<string> progress, CancellationToken cancel)
    {
        foreach (var folder in Candidates(installFolder, progress))
        {
            if (await Open(folder, cancel) is not { } found)
                continue;
            if (found.Major >= OldestMajor && (neededMajor ?? found.Major) == found.Major)
                return found;
            progress($"PostgreSQL {found.Version} in {folder} is passed over: " +
                (neededMajor is { } major ? $"the data folder was made by version {major}." : $"version {OldestMajor} or newer is required."));
        }
        return null;
    }

    private static IEnumerable<string> Candidates(string installFolder, Action<string> progress)
    {
        if (System.Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BIN") is { Length: > 0 } configured)
        {
            if (!Holds(configured))
                progress($"LEDGER_POSTGRES_BIN names {configured}, but initdb, pg_ctl and postgres are not all in it; looking elsewhere.");
            yield return configured;
        }
        if (System.Environment.GetEnvironmentVariable("LEDGER_POSTGRES_SEARCH") != "installed-only")
            foreach (var folder in SystemFolders())
                yield return folder;
        foreach (var folder in PostgresInstall.BinFolders(installFolder))
            yield return folder;
    }

    private static IEnumerable<string> SystemFolders() =>
        Versioned("/usr/lib/postgresql", "*", "bin")
            .Concat(Versioned("/usr", "pgsql-*", "bin"))
            .Concat(Versioned("/opt/homebrew/opt", "postgresql@*", "bin"))
            .Concat(Versioned("/usr/local/opt", "postgresql@*", "bin"))
            .Concat((System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(folder => folder.Length > 0).Select(BehindLink));

    /// <summary>Newest first.</summary>
    private static IEnumerable<string> Versioned(string parent, string pattern, string below) =>
        !Directory.Exists(parent) ? [] : Directory.GetDirectories(parent, pattern)
            .OrderByDescending(folder => int.TryParse(LastNumber().Match(folder).Value, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(folder => Path.Combine(folder, below));

    /// <summary>A pg_ctl on the PATH may be a link into the folder that holds the other two.</summary>
    private static string BehindLink(string folder)
    {
        var program = new FileInfo(Path.Combine(folder, "pg_ctl"));
        return program.Exists && program.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.GetDirectoryName(target.FullName)! : folder;
    }

    private static bool Holds(string folder) => new[] { "initdb", "pg_ctl", "postgres" }.All(name => File.Exists(Path.Combine(folder, name)));

    private static async Task<PostgresBinaries?> Open(string folder, CancellationToken cancel)
    {
        if (!Holds(folder))
            return null;
        var unread = new PostgresBinaries(folder, "0");
        var said = await Tool.Run(Path.Combine(folder, "postgres"), ["--version"], cancel, environment: unread.Environment);
        var version = VersionSaid().Match(said.Output);
        return said.Succeeded && version.Success ? unread with { Version = version.Groups[1].Value } : null;
    }

    [GeneratedRegex(@"^\d+")]
    private static partial Regex MajorOf();

    [GeneratedRegex(@"\d+$")]
    private static partial Regex LastNumber();

    [GeneratedRegex(@"\(PostgreSQL\) (\d[\w.]*)")]
    private static partial Regex VersionSaid();
}
