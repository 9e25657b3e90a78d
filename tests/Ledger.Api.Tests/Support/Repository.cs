namespace Ledger.Api.Tests.Support;

/// <summary>Where the repository lies on this machine.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Ledger.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Ledger.sln is nowhere above."));
}
