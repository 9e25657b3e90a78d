using Ledger.Journal;
using Npgsql;

namespace Ledger.Journal.Tests.Appending;

internal enum Blow
{
    /// <summary>The node meets an error of its connection and tries again.</summary>
    Throw,

    /// <summary>The database ends the backend; the node finds out with its next statement.</summary>
    KillBackend,

    /// <summary>The node is gone: its backend is ended and it never answers.</summary>
    NodeDies,
}

/// <summary>Strikes once, at one point of the writer's transaction, after it has been armed.</summary>
internal sealed class Fault(TestBooks books, FaultPoint at, Blow blow)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _armed;

    public TaskCompletionSource Struck { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Arm() => _armed = 1;

    public void Release() => _released.TrySetResult();

    public async ValueTask Strike(FaultPoint point, NpgsqlConnection connection)
    {
        if (point != at || Interlocked.Exchange(ref _armed, 0) == 0) return;
        if (blow != Blow.Throw) await books.EndBackend(connection.ProcessID);
        Struck.SetResult();
        if (blow == Blow.NodeDies) await _released.Task;
        if (blow != Blow.KillBackend) throw new IOException("The wire is cut.");
    }
}

/// <summary>Holds the writer at a point, so that what is submitted meanwhile shares the next batch.</summary>
internal sealed class Gate(FaultPoint at)
{
    private readonly SemaphoreSlim _open = new(0);
    private int _closed;

    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Close() => _closed = 1;

    public void Open() => _open.Release();

    public async ValueTask Pass(FaultPoint point, NpgsqlConnection connection)
    {
        if (point != at || Interlocked.Exchange(ref _closed, 0) == 0) return;
        Reached.SetResult();
        await _open.WaitAsync();
    }
}
