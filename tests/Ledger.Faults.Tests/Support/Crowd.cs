namespace Ledger.Faults.Tests.Support;

/// <summary>Several writers at once, each with a diary of its own.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Diary> _diaries = [];
    private readonly List<string> _paths = [];
    private readonly Task _running;
    private int _answered;

    public Crowd(Village village, IReadOnlyList<Uri> nodes, Random random, string folder, int writers = 4, TimeSpan pace = default, Action<Intention, Said>? heard = null, Func<Exception, bool>? unbearable = null)
    {
        var all = new List<Task>();
        for (var number = 0; number < writers; number++)
        {
            _paths.Add(Path.Combine(folder, $"diary-{Guid.NewGuid():N}"));
            _diaries.Add(new Diary(_paths[^1]));
            var writer = new Writer(village, nodes, new Random(random.Next()), _diaries[^1])
            {
                Pace = pace,
                Unbearable = unbearable,
                Heard = (intention, said) =>
                {
                    if (said.IsWell) Interlocked.Increment(ref _answered);
                    heard?.Invoke(intention, said);
                },
            };
            all.Add(Task.Run(() => writer.Run(_stop.Token)));
        }
        _running = Task.WhenAll(all);
    }

    /// <summary>Writes acknowledged so far.</summary>
    public int Acknowledged => _answered;

    /// <summary>Until so many more writes were acknowledged, or a writer failed.</summary>
    public async Task Acknowledge(int more)
    {
        var wanted = _answered + more;
        await Waiting.Until($"{more} more writes are acknowledged", async () =>
        {
            if (_running.IsFaulted) await _running;
            return _answered >= wanted;
        });
    }

    /// <summary>Ends the writing and answers what the diaries say.</summary>
    public async Task<IReadOnlyList<Written>> Stop()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var diary in _diaries) diary.Dispose();
        return Diary.Read(_paths);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        foreach (var diary in _diaries) diary.Dispose();
        _stop.Dispose();
    }
}
