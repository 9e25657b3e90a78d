using System.Threading.Channels;

namespace Ledger.Journal.Following;

/// <summary>Communities with something to do: each at most once in line, and never with two workers at a time.</summary>
internal sealed class CommunityQueue
{
    private readonly Channel<string> _line = Channel.CreateUnbounded<string>();
    private readonly HashSet<string> _waiting = [];
    private readonly HashSet<string> _worked = [];

    // Called while it was being worked on: what the worker read may be older than what it was called for.
    private readonly HashSet<string> _again = [];

    public void Add(string tenant)
    {
        lock (_line)
        {
            if (_worked.Contains(tenant)) _again.Add(tenant);
            else if (_waiting.Add(tenant)) _line.Writer.TryWrite(tenant);
        }
    }

    public async ValueTask<string> Take(CancellationToken cancel)
    {
        var tenant = await _line.Reader.ReadAsync(cancel);
        lock (_line)
        {
            _waiting.Remove(tenant);
            _worked.Add(tenant);
        }
        return tenant;
    }

    /// <param name="more">Whether it goes back to the end of the line.</param>
    public void Done(string tenant, bool more)
    {
        lock (_line)
        {
            _worked.Remove(tenant);
            if (_again.Remove(tenant) || more) Add(tenant);
        }
    }
}
