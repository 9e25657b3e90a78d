using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Cli;

/// <summary>The rows decisions read, folded from the events into memory and compared with those that are stored.</summary>
internal sealed class StateCheck(IJournalReader reader, string community)
{
    private const int AtOnce = 1000, MostAgain = 5;

    private readonly FoldedStates _folded = new();
    private long _number;

    public long Rows { get; private set; }

    /// <summary>Every row that differs, is missing or is there too much; empty when all follow from the events.</summary>
    public async Task<IReadOnlyList<string>> Run(JournalHead head, IProgress<(long, long)> progress, CancellationToken cancel)
    {
        await FoldTo(head.Number, progress, cancel);
        var doubtful = await Doubtful(cancel);
        // The books may have moved on while rows were read: what differs is looked at again, at the number it stands at.
        for (var again = 0; doubtful.Count > 0 && again < MostAgain; again++)
        {
            var snapshot = await reader.ReadState(community, new StateNeeds([.. doubtful], []), cancel);
            if (snapshot is null) break;
            await FoldTo(snapshot.Number, null, cancel);
            doubtful = [.. doubtful.Where(key => !Same(snapshot.Rows.GetValueOrDefault(key), _folded.Find(key)))];
            if (snapshot.Number == _number) break;
        }
        return [.. doubtful.OrderBy(key => key.Kind, StringComparer.Ordinal).ThenBy(key => key.Key, StringComparer.Ordinal).Select(key => $"{key.Kind} {key.Key}")];
    }

    private async Task FoldTo(long number, IProgress<(long, long)>? progress, CancellationToken cancel)
    {
        await foreach (var recorded in reader.Read(community, _number, number, cancel))
        {
            Fold.Apply(_folded, new At(recorded.Number, recorded.RecordedAt), DomainJson.ReadFact(recorded.Type, recorded.Data));
            _number = recorded.Number;
            if (_number % 500 == 0) progress?.Report((_number, number));
        }
    }

    private async Task<HashSet<StateKey>> Doubtful(CancellationToken cancel)
    {
        var doubtful = _folded.Keys.ToHashSet();
        foreach (var kind in StateKinds.Derived.Keys)
            for (var after = ""; ;)
            {
                var rows = await reader.FirstRows(community, new StateRange(kind, after, "\U0010FFFF", AtOnce), cancel);
                foreach (var (key, row) in rows)
                {
                    Rows++;
                    var name = new StateKey(kind, key);
                    if (Same(row, _folded.Find(name))) doubtful.Remove(name);
                    else doubtful.Add(name);
                }
                if (rows.Count < AtOnce) break;
                after = rows[^1].Key + '\u0001';
            }
        return doubtful;
    }

    private static bool Same(object? stored, object? folded) =>
        stored is null || folded is null ? stored is null && folded is null : DomainJson.Write(stored).AsSpan().SequenceEqual(DomainJson.Write(folded));

    private sealed class FoldedStates : IStates
    {
        private readonly Dictionary<StateKey, object> _rows = [];
        private readonly Dictionary<string, SortedSet<string>> _keys = [];

        public IEnumerable<StateKey> Keys => _rows.Keys;

        public object? Find(StateKey key) => _rows.GetValueOrDefault(key);

        public T? Find<T>(string key) where T : class => (T?)Find(KeyOf<T>(key));

        public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class =>
            [.. KeysOf(StateKinds.Of(typeof(T))).GetViewBetween(from, before).Where(key => string.CompareOrdinal(key, before) < 0).Select(key => KeyValuePair.Create(key, (T)_rows[KeyOf<T>(key)]))];

        public void Put<T>(string key, T row) where T : class
        {
            _rows[KeyOf<T>(key)] = row;
            KeysOf(StateKinds.Of(typeof(T))).Add(key);
        }

        public void Remove<T>(string key) where T : class
        {
            _rows.Remove(KeyOf<T>(key));
            KeysOf(StateKinds.Of(typeof(T))).Remove(key);
        }

        private static StateKey KeyOf<T>(string key) => new(StateKinds.Of(typeof(T)), key);

        private SortedSet<string> KeysOf(string kind)
        {
            if (!_keys.TryGetValue(kind, out var keys)) _keys.Add(kind, keys = new SortedSet<string>(StringComparer.Ordinal));
            return keys;
        }
    }
}
