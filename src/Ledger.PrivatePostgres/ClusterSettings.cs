namespace Ledger.PrivatePostgres;

/// <summary>The settings file included by the cluster's postgresql.conf; rewritten before each start.</summary>
internal static class ClusterSettings
{
    public static string Render(int port, string socketFolder, PrivateClusterOptions options)
    {
        var durable = options.Durable ? "on" : "off";
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = $"{port}",
            ["unix_socket_directories"] = socketFolder,
            ["unix_socket_permissions"] = "0700",
            ["password_encryption"] = "scram-sha-256",
            ["max_connections"] = "200",
            ["shared_buffers"] = options.Durable && HasMemory(gigabytes: 4) ? "256MB" : "128MB",
            // An acknowledged write survives a power cut: these three stay on wherever data is kept.
            ["fsync"] = durable,
            ["synchronous_commit"] = durable,
            ["full_page_writes"] = durable,
            ["max_wal_size"] = "2GB",
            // Short statements gain nothing from compilation, and its library may not be installed.
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_min_messages"] = "warning",
        };
        if (options.LogArchive is { } archive)
        {
            settings["archive_mode"] = "on";
            settings["archive_timeout"] = "60s";
            // A piece that is there already is right if it is the same: its server was killed before it could tick it off.
            settings["archive_command"] = $"if test -f \"{archive}/%f\"; then cmp -s \"%p\" \"{archive}/%f\"; else cp \"%p\" \"{archive}/.%f\" && sync \"{archive}/.%f\" && mv \"{archive}/.%f\" \"{archive}/%f\"; fi";
        }
        foreach (var (name, value) in options.ExtraSettings)
            settings[name] = value;
        return "# Written by Ledger before each start; put your own settings into postgresql.conf below the include.\n" +
            string.Concat(settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'\n"));
    }

    private static bool HasMemory(int gigabytes) => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= gigabytes * (1L << 30);
}
