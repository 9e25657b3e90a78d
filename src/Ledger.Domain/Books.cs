using Ledger.Domain.Communities;
using Ledger.Domain.Storage;

namespace Ledger.Domain;

/// <summary>Rows by type and key, to be read.</summary>
public interface IRows
{
    T? Find<T>(string key) where T : class;
}

/// <summary>The rows a decision reads and a fact folds into, by type and key. Keys are ordered by their bytes.</summary>
public interface IStates : IRows
{
    /// <summary>The rows with from ≤ key &lt; before, in key order.</summary>
    IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class;

    void Put<T>(string key, T row) where T : class;

    void Remove<T>(string key) where T : class;
}

/// <summary>
/// The community's books as one decision sees them: the rows, the recorded time taken under the head lock, and the facts the
/// decision has added so far, already folded, so that a later line of the same decision sees them.
/// </summary>
public sealed class Books(IStates states, DateTimeOffset now, long nextNumber) : IRows
{
    private readonly List<NewFact> _facts = [];
    private Community? _community;

    /// <summary>Recorded time: UTC, whole microseconds.</summary>
    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<NewFact> Facts => _facts;

    /// <summary>Whether what is decided now is the effect of a watch: none looks at it.</summary>
    internal bool IsOfWatch { get; set; }

    /// <summary>The last journal number there is, with the facts of this decision.</summary>
    public long LastNumber => nextNumber + _facts.Count - 1;

    /// <summary>The community's own row; a decision before its opening must not ask.</summary>
    public Community Community => _community ??= Find<Community>("") ?? Community.NotOpened;

    /// <summary>The local date from which what is decided now counts: rule 4, nothing is ever booked into the past.</summary>
    public DateOnly Today => Community.LocalZone.DateOf(Now);

    /// <summary>An instant as the community's clocks show it, for a refusal that tells people a time.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => Community.LocalZone.Local(instant);

    public T? Find<T>(string key) where T : class => states.Find<T>(key);

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class => states.Range<T>(from, before);

    public IReadOnlyList<KeyValuePair<string, T>> StartingWith<T>(string prefix) where T : class => states.Range<T>(prefix, prefix + '\uffff');

    /// <summary>Adds a fact and folds it at once.</summary>
    public void Add(Stream stream, IFact fact)
    {
        Fold.Apply(states, new At(nextNumber + _facts.Count, Now), fact);
        _facts.Add(new NewFact(stream, fact));
    }

    /// <summary>Writes a row that cannot be rebuilt from events: a code, a guess counter.</summary>
    public void PutSide<T>(string key, T row) where T : class => states.Put(key, row);

    public void RemoveSide<T>(string key) where T : class => states.Remove<T>(key);

    public Decision<TResult> Accept<TResult>(TResult result) => new Decision<TResult>.Accepted(_facts, result);
}

/// <summary>Where and when a fact stands in the journal.</summary>
public readonly record struct At(long Number, DateTimeOffset RecordedAt);
