namespace Ledger.PrivatePostgres;

/// <summary>
/// The account the server runs as. PostgreSQL refuses to run as root, so root steps down to an ordinary account;
/// everybody else runs it as themselves.
/// </summary>
internal sealed class ServerAccount
{
    private readonly string? _user;
    private readonly string? _group;

    private ServerAccount(string? user = null, string? group = null) => (_user, _group) = (user, group);

    public bool StepsDown => _user is not null;

    public static bool RunningAsRoot => Environment.IsPrivilegedProcess;

    /// <summary>The owner of an existing cluster; else <c>postgres</c>; else <c>ledger</c>, made when it is missing.</summary>
    public static async Task<ServerAccount> Choose(string clusterFolder, CancellationToken cancel)
    {
        if (await Existing(clusterFolder, cancel) is { } account)
            return account;
        var made = await Tool.Run(Tool.Find("useradd") ?? "useradd", ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", "ledger"], cancel);
        return await Named("ledger", cancel) ?? throw new PostgresUnavailableException(
            $"以 root 运行时 PostgreSQL 需要一个普通账户，创建 ledger 账户失败。/ PostgreSQL does not run as root, and the account \"ledger\" could not be made for it: {made.Tail}");
    }

    /// <summary>Whether an account other than root, which may not be made yet, can walk to the folder: /root, for one, is closed to everybody else.</summary>
    public static async Task<bool> Reaches(string folder, string clusterFolder, CancellationToken cancel)
    {
        var account = await Existing(clusterFolder, cancel) ?? new ServerAccount("65534", "65534");
        return !account.StepsDown || (await account.Run(Tool.Find("test") ?? "/usr/bin/test", ["-x", folder], cancel)).Succeeded;
    }

    /// <summary>Runs a tool as this account.</summary>
    public Task<ToolResult> Run(string file, IEnumerable<string> arguments, CancellationToken cancel, string? workingFolder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (!StepsDown)
            return Tool.Run(file, arguments, cancel, workingFolder, environment);
        if (Tool.Find("setpriv") is { } setpriv)
            return Tool.Run(setpriv, [$"--reuid={_user}", $"--regid={_group}", "--clear-groups", "--", file, .. arguments], cancel, workingFolder, environment);
        if (Tool.Find("chroot") is { } chroot)
            return Tool.Run(chroot, [$"--userspec={_user}:{_group}", "--groups=", "--skip-chdir", "/", file, .. arguments], cancel, workingFolder, environment);
        throw new PostgresUnavailableException("以 root 运行时需要 setpriv。/ Running as root needs setpriv (package util-linux) to step down.");
    }

    /// <summary>Gives a file or folder to this account.</summary>
    public Task Own(string path, CancellationToken cancel) => Own(path, [], cancel);

    /// <summary>Gives a folder with all that is in it to this account.</summary>
    public Task OwnAll(string path, CancellationToken cancel) => Own(path, ["-R"], cancel);

    private async Task Own(string path, string[] options, CancellationToken cancel)
    {
        if (!StepsDown)
            return;
        var result = await Tool.Run("chown", [.. options, $"{_user}:{_group}", path], cancel);
        if (!result.Succeeded)
            throw new PostgresUnavailableException($"无法更改 {path} 的所有者。/ Could not give {path} to the server's account: {result.Tail}");
    }

    private static async Task<ServerAccount?> Existing(string clusterFolder, CancellationToken cancel)
    {
        if (!RunningAsRoot)
            return new ServerAccount();
        if (await Ids("stat", ["-c", "%u:%g", clusterFolder], cancel) is { } owner && owner[0] != "0")
            return new ServerAccount(owner[0], owner[1]);
        return await Named("postgres", cancel) ?? await Named("ledger", cancel);
    }

    private static async Task<ServerAccount?> Named(string name, CancellationToken cancel)
    {
        var user = await Tool.Run("id", ["-u", name], cancel);
        var group = await Tool.Run("id", ["-g", name], cancel);
        return user.Succeeded && group.Succeeded ? new ServerAccount(user.Output.Trim(), group.Output.Trim()) : null;
    }

    private static async Task<string[]?> Ids(string file, string[] arguments, CancellationToken cancel)
    {
        var result = await Tool.Run(file, arguments, cancel);
        return result.Succeeded && result.Output.Trim().Split(':') is { Length: 2 } ids ? ids : null;
    }
}
