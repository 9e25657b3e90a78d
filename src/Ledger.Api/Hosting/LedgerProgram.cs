using Ledger.Api.Demo;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.PrivatePostgres;

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
            options.Check();
            if (options.IsEmbeddedDemo) options.Operators = [.. options.Operators, DemoSignIn.OperatorSubject];
            await using var cluster = options.Database is null ? await StartCluster(options) : null;
            var dataFolder = cluster?.DataFolder ?? options.DataFolder ?? DataFolders.Default();
            var keys = new KeyFolder(options.KeyFolder ?? Path.Combine(dataFolder, "keys"));
            var database = options.Database ?? cluster!.ConnectionString("ledger");
            await using var app = LedgerApp.Build(builder, options, database, keys);
            await LedgerApp.Prepare(app, CancellationToken.None);
            if (options.IsEmbeddedDemo) await new DemoHistory(database, app.Services).Load(DemoRequest.Usual(demo.Seed, DateTimeOffset.UtcNow), line => Console.WriteLine($"  {line}"));
            await app.StartAsync();
            foreach (var address in app.Urls)
            {
                Console.WriteLine($"社区积分账本已启动 / Ledger is running: {address}/swagger");
                if (options.IsEmbeddedDemo) Console.WriteLine($"演示：选一个身份 / Demo, choose who you are: {address}/demo");
            }
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception told) when (told is PostgresUnavailableException or InvalidOperationException { InnerException: null })
        {
            Console.Error.WriteLine(told.Message);
            return 1;
        }
    }

    private static async Task<PrivateCluster> StartCluster(LedgerOptions options)
    {
        Console.WriteLine("没有配置数据库，使用内置 PostgreSQL / No database is configured: a private PostgreSQL is used.");
        var cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = options.DataFolder, Progress = line => Console.WriteLine($"  {line}") }, CancellationToken.None);
        Console.WriteLine($"  PostgreSQL {(cluster.AdoptedRunning ? "已在运行，继续使用 / adopted" : "已启动 / started")}: {cluster.DataFolder}");
        return cluster;
    }
}
