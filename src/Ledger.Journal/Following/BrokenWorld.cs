using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>Tells a database that is away, restarting or out of room from an event that is wrong.</summary>
public static class BrokenWorld
{
    // Connection, rollback (serialization, deadlock), resources, operator intervention, system; and a lock not had in time.
    private static readonly string[] Classes = ["08", "40", "53", "57", "58"];

    public static bool Caused(Exception error) => error switch
    {
        PostgresException said => Classes.Any(start => said.SqlState.StartsWith(start, StringComparison.Ordinal)) || said.SqlState == PostgresErrorCodes.LockNotAvailable,
        NpgsqlException or TimeoutException or IOException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>A statement that took too long: less at a time may go through.</summary>
    public static bool WasTooSlow(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or NpgsqlException { InnerException: TimeoutException };
}
