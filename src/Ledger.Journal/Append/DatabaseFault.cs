using System.Data;
using System.IO;
using System.Net.Sockets;
using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>What a failed transaction calls for.</summary>
internal static class DatabaseFault
{
    /// <summary>
    /// True for a fault of the data (SQLSTATE 21, 22, 23, 54) or of our own code between the lock and the commit: the
    /// batch is halved until the one command it comes from stands alone. Everything else, a lost connection above all,
    /// says nothing about any command, and the whole batch is tried again.
    /// </summary>
    public static bool IsPoison(Exception error, NpgsqlConnection? connection) => error switch
    {
        PostgresException refused => refused.SqlState[..2] is "21" or "22" or "23" or "54",
        NpgsqlException or IOException or SocketException or TimeoutException or OperationCanceledException => false,
        _ => connection is { State: ConnectionState.Open },
    };
}
