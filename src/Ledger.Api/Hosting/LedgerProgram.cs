using System.Net.Sockets;
using Ledger.Api.Demo;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>From the command line to a running service.</summary>
internal static class LedgerProgram
{
    public static async Task<int> Run(string[] args)
    {
        try
        {
            var demo = DemoArguments.Of(args);
            var builder = WebApplication.CreateBuilder(demo.Others);
            var options = builder.Configuration.GetSection(LedgerOptions.Section).Get<LedgerOptions>() ?? new LedgerOptions();
            options.Demo |= demo.IsAsked;
            // Enough for a balancer that asks every second; nobody balances a demo.
            if (!options.Demo) options.StopNotice ??= TimeSpan.FromSeconds(1.5);
            options.Check();
            if (options.IsEmbeddedDemo) options.Operators = [.. options.Operators, DemoSignIn.OperatorSubject];
            await using var cluster = options.Database is null ? await StartCluster(options) : null;
            var dataFolder = cluster?.DataFolder ?? options.DataFolder ?? DataFolders.Default();
            var keys = Keys(options.KeyFolder ?? Path.Combine(dataFolder, "keys"));
            var database = options.Database ?? cluster!.ConnectionString("ledger");
            await using var app = LedgerApp.Build(builder, options, database, keys);
            await Prepare(app, options);
            if (options.IsEmbeddedDemo) await new DemoHistory(database, app.Services).Load(DemoRequest.Usual(demo.Seed, DateTimeOffset.UtcNow), line => Console.WriteLine($"  {line}"));
            await Listen(app);
            foreach (var address in app.Urls)
            {
                Console.WriteLine($"社区积分账本已启动 / Ledger is running: {address}/swagger");
                if (options.IsEmbeddedDemo) Console.WriteLine($"演示：选一个身份 / Demo, choose who you are: {address}/demo");
            }
            if (options is { IsEmbeddedDemo: false, Authority: null })
                Console.WriteLine("没有配置 Ledger__Authority，谁也不能登录；加 --demo 可先试用 / No Ledger__Authority is configured, so nobody can sign in; start with --demo to try it.");
            await app.WaitForShutdownAsync();
            Console.WriteLine("已停止 / stopped");
            return 0;
        }
        catch (Exception told) when (told is PostgresUnavailableException or InvalidOperationException { InnerException: null })
        {
            Console.Error.WriteLine(told.Message);
            return 1;
        }
    }

    private static KeyFolder Keys(string folder)
    {
        try
        {
            return new KeyFolder(folder);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"密钥文件夹无权访问，请核对 Ledger__KeyFolder。/ The folder of the keys is closed to this account; check Ledger__KeyFolder. {closed.Message}");
        }
    }

    /// <summary>A configured database that is not there is told in a line; what is wrong with a private one is a bug.</summary>
    private static async Task Prepare(WebApplication app, LedgerOptions options)
    {
        try
        {
            await LedgerApp.Prepare(app, CancellationToken.None, line => Console.WriteLine($"  {line}"));
        }
        catch (Exception away) when (options.Database is not null && away is (NpgsqlException or ArgumentException))
        {
            throw new InvalidOperationException($"数据库无法使用，请核对 Ledger__Database。/ The database cannot be used; check Ledger__Database. {away.Message}");
        }
    }

    private static async Task Listen(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception taken) when (taken is IOException or SocketException or FormatException)
        {
            throw new InvalidOperationException($"无法监听，可用环境变量 ASPNETCORE_URLS 另指一个地址。/ Cannot listen; name another address in ASPNETCORE_URLS. {string.Join(' ', app.Urls)} {taken.Message}");
        }
    }

    private static async Task<PrivateCluster> StartCluster(LedgerOptions options)
    {
        Console.WriteLine("没有配置数据库，使用内置 PostgreSQL / No database is configured: a private PostgreSQL is used.");
        var cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = options.DataFolder, LogArchive = options.LogArchive, KeepRunning = true, Progress = line => Console.WriteLine($"  {line}") }, CancellationToken.None);
        Console.WriteLine($"  PostgreSQL {(cluster.AdoptedRunning ? "已在运行，继续使用 / adopted" : "已启动 / started")}: {cluster.DataFolder}");
        return cluster;
    }
}
