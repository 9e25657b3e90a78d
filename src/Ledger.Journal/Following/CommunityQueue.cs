using System.Threading.Channels;

namespace Ledger.Journal.Following;

/// <summary>Communities with something to do: each at most once in line, and never with two workers at a time.</summary>
/// <param name="pace">Between two beginnings of work on a community, where nobody is in a hurry.</param>
internal sealed class CommunityQueue(TimeSpan pace = default)
{
    private readonly Channel<string> _line = Channel.CreateUnbounded<string>();
    private readonly HashSet<string> _waiting = [];
    private readonly HashSet<string> _worked = [];

    // Called while it was being worked on: what the worker read may be older than what it was called for.
    private readonly HashSet<string> _again = [];

    // Called too soon after work on it began, and put in line when the pace allows.
    private readonly HashSet<string> _later = [];
    private readonly Dictionary<string, long> _begunMs = [];

    /// <summary>At once, or as soon as the pace allows: one turn then takes in what many commits brought.</summary>
    public void AddPaced(string tenant)
    {
        lock (_line)
        {
            var restMs = _begunMs.TryGetValue(tenant, out var begunMs) ? begunMs + (long)pace.TotalMilliseconds - Environment.TickCount64 : 0;
            if (restMs <= 0) Add(tenant);
            else if (_later.Add(tenant)) _ = AddLater(tenant, restMs);
        }
    }

    /// <summary>At once.</summary>
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
            if (pace > TimeSpan.Zero) _begunMs[tenant] = Environment.TickCount64;
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

    private async Task AddLater(string tenant, long restMs)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(restMs));
        lock (_line)
        {
            _later.Remove(tenant);
            // Somebody in a hurry may have had it worked on meanwhile, before or after what it was called for was there.
            AddPaced(tenant);
        }
    }
}
