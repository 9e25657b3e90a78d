using Ledger.Api.Vault;
using Ledger.PrivatePostgres;

namespace Ledger.Api.Hosting;

/// <summary>From the command line to a running service.</summary>
internal static class LedgerProgram
{
    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args.Where(arg => arg != "--demo").ToArray());
        var options = builder.Configuration.GetSection(LedgerOptions.Section).Get<LedgerOptions>() ?? new LedgerOptions();
        options.Demo |= args.Contains("--demo");
        try
        {
            options.Check();
            await using var cluster = options.Database is null ? await StartCluster(options) : null;
            var dataFolder = cluster?.DataFolder ?? options.DataFolder ?? DataFolders.Default();
            var keys = new KeyFolder(options.KeyFolder ?? Path.Combine(dataFolder, "keys"));
            await using var app = LedgerApp.Build(builder, options, options.Database ?? cluster!.ConnectionString("ledger"), keys);
            await LedgerApp.Prepare(app, CancellationToken.None);
            await app.StartAsync();
            foreach (var address in app.Urls) Console.WriteLine($"社区积分账本已启动 / Ledger is running: {address}/swagger");
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
