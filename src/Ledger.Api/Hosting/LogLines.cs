using Microsoft.Extensions.Logging.Console;

namespace Ledger.Api.Hosting;

/// <summary>One JSON object per line, unless somebody reads along on a terminal or asks for another form (<c>Logging__Console__FormatterName</c>).</summary>
internal static class LogLines
{
    public static void AddLedgerLogs(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            // A failed start is thrown, and told by whoever asked for it. Nothing here uses the framework's own keys: none are made, so none are missed.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None)
            // It writes whole addresses with what was asked, and makes a span and a scope for each request though nobody looks; RequestWatch names operations.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        var asked = configuration["Logging:Console:FormatterName"];
        logging.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = asked ?? (Console.IsOutputRedirected ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple));
    }
}
