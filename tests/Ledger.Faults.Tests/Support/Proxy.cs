using System.Net;
using System.Net.Sockets;

namespace Ledger.Faults.Tests.Support;

/// <summary>Where a connection is cut.</summary>
internal enum Cut
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The bytes are not passed on.</summary>
    Before,

    /// <summary>Half of the bytes are passed on.</summary>
    Half,

    /// <summary>The bytes are passed on, the answer is not waited for.</summary>
    After,

    /// <summary>The answer has come from the other side, and is not passed on.</summary>
    Answered,

    /// <summary>Half of the answer is passed on.</summary>
    HalfAnswered,
}

/// <summary>Stands between two and cuts connections where it is told.</summary>
/// <param name="rule">Asked about all bytes that go towards the target.</param>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Func<ReadOnlyMemory<byte>, Cut> _rule;

    public Proxy(int target, Func<ReadOnlyMemory<byte>, Cut> rule)
    {
        (_target, _rule) = (target, rule);
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Cuts { get; private set; }

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _listener.Stop();
        return default;
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                _ = Task.Run(() => Carry(near));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Carry(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var _ = near;
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            var due = new StrongBox<Cut>();
            await Task.WhenAny(There(near, far, due), Back(far, near, due));
        }
        catch (Exception lost) when (lost is SocketException or OperationCanceledException)
        {
        }
    }

    private async Task There(Socket near, Socket far, StrongBox<Cut> due)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await Receive(near, buffer)) > 0;)
        {
            var cut = _rule(buffer.AsMemory(0, read));
            if (cut != Cut.None) Cuts++;
            if (cut == Cut.Before) return;
            // Said before the bytes go, since the answer may be quick.
            due.Value = cut is Cut.Answered or Cut.HalfAnswered ? cut : due.Value;
            await far.SendAsync(buffer.AsMemory(0, cut == Cut.Half ? read / 2 : read), _stop.Token);
            if (cut is Cut.Half or Cut.After) return;
        }
    }

    private async Task Back(Socket far, Socket near, StrongBox<Cut> due)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await Receive(far, buffer)) > 0;)
        {
            if (due.Value == Cut.Answered) return;
            await near.SendAsync(buffer.AsMemory(0, due.Value == Cut.HalfAnswered ? read / 2 : read), _stop.Token);
            if (due.Value == Cut.HalfAnswered) return;
        }
    }

    private async Task<int> Receive(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, _stop.Token);
        }
        catch (Exception lost) when (lost is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private sealed class StrongBox<T>
    {
        public T? Value;
    }
}
