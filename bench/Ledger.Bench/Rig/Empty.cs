using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Bench.Rig;

/// <summary>The least a request can cost: the same server with nothing behind it.</summary>
internal static class Empty
{
    public static async Task<int> Serve()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", Node.AnyPort]);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", () => Results.Ok());
        Node.Accompany(app);
        await app.RunAsync();
        return 0;
    }
}
