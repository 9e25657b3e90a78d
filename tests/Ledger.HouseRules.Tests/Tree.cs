namespace Ledger.HouseRules.Tests;

/// <summary>A file of the repository with its text: what the checks read, and what a planted violation is made of.</summary>
/// <param name="Path">From the root, with '/'.</param>
public sealed record SourceFile(string Path, string Text)
{
    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}

/// <summary>The real tree.</summary>
internal static class Tree
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", ".git", "TestResults", "dist"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static IReadOnlyList<SourceFile> Files(string folder, params string[] endings) =>
        !Directory.Exists(Path.Combine(Root, folder)) ? [] :
        [
            .. Walk(Path.Combine(Root, folder)).Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
                .Select(file => new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file))).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    public static string? Text(string path) => File.Exists(Path.Combine(Root, path)) ? File.ReadAllText(Path.Combine(Root, path)) : null;

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !Skipped.Contains(Path.GetFileName(inner))).SelectMany(Walk));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Ledger.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Ledger.sln above the tests."));
}
