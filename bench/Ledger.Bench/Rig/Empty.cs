using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Bench.Rig;

/// <summary>The least a request can cost: the same server with nothing behind it.</summary>
internal static class Empty
{
    public static async Task<int> Serve(string url)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", url]);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", () => Results.Ok());
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Node.Listening));
        await app.RunAsync();
        return 0;
    }
}
