namespace Ledger.Domain.Tests;

/// <summary>Files of the repository the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Whether generated documents are to be written instead of compared.</summary>
    public static bool WritesDocuments => Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1";

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Ledger.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Ledger.sln above the tests."));
}
