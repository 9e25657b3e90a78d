using System.Security.Cryptography;
using System.Text;

namespace Ledger.PrivatePostgres;

/// <summary>Where a private cluster is kept when nobody says.</summary>
public static class DataFolders
{
    /// <summary><c>LEDGER_DATA</c>; else /var/lib/ledger/&lt;name&gt; for root; else the account's own data folder.</summary>
    public static string Default(string name = "main")
    {
        if (Environment.GetEnvironmentVariable("LEDGER_DATA") is { Length: > 0 } configured)
            return Path.GetFullPath(configured);
        if (ServerAccount.RunningAsRoot)
            return Path.Combine(Shared, name);
        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(data, "ledger", name);
    }

    /// <summary>Open to every account on the way down, unlike a folder under /root.</summary>
    internal const string Shared = "/var/lib/ledger";

    /// <summary>A stand-in for a folder the server's account cannot reach: always the same one for the same folder.</summary>
    internal static string Reachable(string wanted) => Path.Combine(Shared, $"{Path.GetFileName(wanted)}-{Mark(wanted)}");

    /// <summary>Eight characters that stand for a path.</summary>
    internal static string Mark(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];
}
