namespace Ledger.PrivatePostgres;

/// <summary>Debian's packages downloaded and unpacked, not installed: for an account without root and without npm.</summary>
internal sealed class UnpackedPostgres(string installFolder, int? neededMajor, Action<string> progress)
{
    public static IEnumerable<string> BinFolders(string installFolder)
    {
        var parent = Path.Combine(installFolder, "debian", "usr", "lib", "postgresql");
        return Directory.Exists(parent) ? Directory.GetDirectories(parent).Select(folder => Path.Combine(folder, "bin")) : [];
    }

    /// <summary>Null when it worked, else why not.</summary>
    public async Task<string?> Install(CancellationToken cancel)
    {
        progress("PostgreSQL is not installed. Downloading Debian's packages of it into the data folder; this takes a minute.");
        var downloads = Path.Combine(installFolder, "debian.downloads");
        var unfinished = Path.Combine(installFolder, "debian.unfinished");
        var folder = Path.Combine(installFolder, "debian");
        foreach (var old in new[] { downloads, unfinished, folder }.Where(Directory.Exists))
            Directory.Delete(old, recursive: true);
        Directory.CreateDirectory(downloads);
        Directory.CreateDirectory(unfinished);
        var lists = await OwnPackageLists(downloads, cancel);
        if (await MissingPackages(lists, cancel) is not { Count: > 0 } packages)
            return "apt-get download: no PostgreSQL package of a fitting version is known to apt.";
        var fetched = await Tool.Run("apt-get", [.. lists, "download", "-q", .. packages], cancel, downloads);
        if (!fetched.Succeeded)
            return $"apt-get download: {fetched.Tail}";
        foreach (var package in Directory.GetFiles(downloads, "*.deb"))
            if (await Tool.Run("dpkg-deb", ["-x", package, unfinished], cancel) is { Succeeded: false } failed)
                return $"dpkg-deb -x {Path.GetFileName(package)}: {failed.Tail}";
        Directory.Delete(downloads, recursive: true);
        Directory.Move(unfinished, folder);
        foreach (var bin in BinFolders(installFolder))
            await File.WriteAllTextAsync(PostgresBinaries.LibraryPathFile(bin), LibraryPath(folder), cancel);
        return null;
    }

    /// <summary>apt lets anybody refresh package lists, as long as they lie in a folder of one's own.</summary>
    private static async Task<string[]> OwnPackageLists(string downloads, CancellationToken cancel)
    {
        var state = Path.Combine(downloads, "apt");
        Directory.CreateDirectory(Path.Combine(state, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(state, "cache", "archives", "partial"));
        string[] own = ["-o", $"Dir::State::Lists={state}/lists", "-o", $"Dir::Cache={state}/cache", "-o", "Debug::NoLocking=1"];
        return (await Tool.Run("apt-get", [.. own, "update", "-q"], cancel)).Succeeded ? own : [];
    }

    /// <summary>The server and every library it needs that the machine does not have.</summary>
    private async Task<List<string>?> MissingPackages(string[] lists, CancellationToken cancel)
    {
        var server = neededMajor is { } major ? $"postgresql-{major}" : await NewestServer(lists, cancel);
        if (server is null)
            return null;
        var closure = await Tool.Run("apt-cache", [.. lists, "depends", "--recurse", "--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", "--no-pre-depends", server], cancel);
        var installed = (await Tool.Run("dpkg-query", ["-W", "-f", "${db:Status-Abbrev} ${Package}\n"], cancel)).Output.Split('\n')
            .Where(line => line.StartsWith("ii ", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToHashSet();
        return closure.Output.Split('\n')
            .Where(line => line.Length > 0 && char.IsLetterOrDigit(line[0]))
            .Where(name => name == server || (name.StartsWith("lib", StringComparison.Ordinal) && !name.StartsWith("libllvm", StringComparison.Ordinal) && !name.StartsWith("libelogind", StringComparison.Ordinal) && !name.EndsWith("-perl", StringComparison.Ordinal)))
            .Where(name => (name == server || !installed.Contains(name)) && !name.Contains(':'))
            .Distinct().ToList();
    }

    private static async Task<string?> NewestServer(string[] lists, CancellationToken cancel)
    {
        var known = await Tool.Run("apt-cache", [.. lists, "depends", "postgresql"], cancel);
        return known.Output.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("Depends: postgresql-", StringComparison.Ordinal))
            .Select(line => line["Depends: ".Length..])
            .FirstOrDefault(name => int.TryParse(name["postgresql-".Length..], out var major) && major >= PostgresBinaries.OldestMajor);
    }

    private static string LibraryPath(string folder) =>
        string.Join(':', Directory.GetFiles(folder, "*.so*", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(library => Path.GetFileName(library).EndsWith("-linux-gnu", StringComparison.Ordinal))
            .Distinct());
}
