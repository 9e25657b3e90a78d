using System.Globalization;
using System.Security.Cryptography;

namespace Ledger.PrivatePostgres;

/// <summary>The files of one private cluster and who may touch them.</summary>
internal sealed class ClusterFolder(string root, ServerAccount account)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The limit of sockaddr_un on Linux, less its closing zero.</summary>
    private const int LongestSocketPath = 107;

    public string Root => root;

    public ServerAccount Account => account;

    public string Cluster => ClusterOf(root);

    public string Installs => InstallsOf(root);

    public string Log => Path.Combine(root, "postgres.log");

    public string Settings => SettingsOf(root);

    public string PasswordFile => Path.Combine(root, "password");

    public string PidFile => Path.Combine(Cluster, "postmaster.pid");

    private string PortFile => Path.Combine(root, "port");

    public static string ClusterOf(string root) => Path.Combine(root, "cluster");

    private static string SettingsOf(string root) => Path.Combine(ClusterOf(root), "ledger.conf");

    public static string InstallsOf(string root) => Path.Combine(root, "postgres-binaries");

    /// <summary>Held while a cluster is made, started or stopped: two services starting together take turns.</summary>
    public static string StartLock(string root) => Path.Combine(root, "start.lock");

    /// <summary>Shared by everybody who uses the running server; whoever gets it alone is the last.</summary>
    public static string UserLock(string root) => Path.Combine(root, "users.lock");

    /// <summary>The major version that made the cluster, or null before it is made whole: our settings file is the last one written.</summary>
    public static int? MajorOf(string root)
    {
        var file = Path.Combine(ClusterOf(root), "PG_VERSION");
        return File.Exists(file) && File.Exists(SettingsOf(root)) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    public static void Make(string folder)
    {
        if (Directory.Exists(folder))
            return;
        // Parents keep the usual mode, the folder itself is nobody else's business. The shared one is open whatever
        // the umask says, since the server's account has to walk through it.
        var parent = Path.GetDirectoryName(folder)!;
        var opens = parent == DataFolders.Shared && !Directory.Exists(parent);
        Directory.CreateDirectory(parent);
        if (opens)
            File.SetUnixFileMode(parent, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(folder, OwnerOnly);
    }

    /// <summary>Short enough for a socket's path, or else a stand-in that is.</summary>
    private string Socket =>
        Path.Combine(root, "socket", ".s.PGSQL.65535").Length <= LongestSocketPath
            ? Path.Combine(root, "socket") : Path.Combine("/tmp", $"ledger-{DataFolders.Mark(root)}");

    public async Task<string> MakeSocketFolder(CancellationToken cancel)
    {
        Make(Socket);
        await account.Own(Socket, cancel);
        return Socket;
    }

    /// <summary>Only while no server runs on the folder.</summary>
    public void RemoveSockets()
    {
        if (!Directory.Exists(Socket)) return;
        foreach (var left in Directory.EnumerateFiles(Socket, ".s.PGSQL.*")) File.Delete(left);
    }

    /// <summary>A stand-in is not left lying about once the server has stopped.</summary>
    public void RemoveSocketFolder()
    {
        if (Directory.Exists(Socket) && !Directory.EnumerateFileSystemEntries(Socket).Any())
            Directory.Delete(Socket);
    }

    /// <summary>The server's password, made on first use and readable by its owner only.</summary>
    public async Task<string> Password(CancellationToken cancel)
    {
        if (File.Exists(PasswordFile) && (await File.ReadAllTextAsync(PasswordFile, cancel)).Trim() is { Length: > 0 } kept)
            return kept;
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await DurableFile.Write(PasswordFile, password + "\n", cancel, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await account.Own(PasswordFile, cancel);
        return password;
    }

    public int? KeptPort() =>
        File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>Left alone when it is right: writing it anew on a full disk would empty it, and services that run know no other port.</summary>
    public async Task KeepPort(int port, CancellationToken cancel)
    {
        if (KeptPort() != port)
            await DurableFile.Write(PortFile, port.ToString(CultureInfo.InvariantCulture) + "\n", cancel);
    }

    public string LogTail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(15)) : "";
}
