namespace Ledger.Journal;

/// <summary>The one way into the books.</summary>
public interface IJournal
{
    /// <summary>Queues the command, and answers once it is durable, refused or known not to have been taken.</summary>
    Task<JournalAnswer> Append(Submission submission, CancellationToken cancel);

    /// <summary>Asks the decision without writing anything (a dry run). Takes no lock and keeps no key.</summary>
    Task<JournalAnswer> Ask(Submission submission, CancellationToken cancel);
}

/// <summary>Reading the books. No read holds a transaction open longer than two seconds.</summary>
public interface IJournalReader
{
    Task<IReadOnlyList<string>> Tenants(CancellationToken cancel);

    /// <summary>Null when there is no such community.</summary>
    Task<JournalHead?> Head(string tenant, CancellationToken cancel);

    /// <summary>Events with after &lt; number ≤ upTo, in order, read in short ranges.</summary>
    IAsyncEnumerable<RecordedEvent> Read(string tenant, long after, long upTo, CancellationToken cancel);

    /// <summary>Events of one stream with version &gt; afterVersion and number ≤ upTo, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadStream(string tenant, string stream, long afterVersion, long upTo, int most, CancellationToken cancel);

    /// <summary>The events with these numbers, in order: some hundreds at once.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadNumbers(string tenant, IReadOnlyCollection<long> numbers, CancellationToken cancel);

    /// <summary>The last journal number recorded at or before the instant; 0 when there is none.</summary>
    Task<long> NumberAt(string tenant, DateTimeOffset instant, CancellationToken cancel);

    /// <summary>Rows and ranges with the head they belong to, in one snapshot. Null when there is no such community.</summary>
    Task<StateSnapshot?> ReadState(string tenant, StateNeeds needs, CancellationToken cancel);

    /// <summary>The first rows of a range in key order, at most its <see cref="StateRange.Most"/>: for lists and for what is due.</summary>
    Task<IReadOnlyList<KeyValuePair<string, object>>> FirstRows(string tenant, StateRange range, CancellationToken cancel);

    /// <summary>… and of these only such as the reader may see, so that a page is full as long as there are any.</summary>
    Task<IReadOnlyList<KeyValuePair<string, object>>> FirstRows(string tenant, StateRange range, RowsWith only, CancellationToken cancel);

    /// <summary>Those of the communities that have a row in any of the ranges, which are of derived kinds: a statement for a thousand communities.</summary>
    Task<IReadOnlySet<string>> WithRows(IEnumerable<string> tenants, IReadOnlyList<StateRange> ranges, CancellationToken cancel);

    /// <summary>Whether an answer is kept for the key: how an unknown commit is resolved by its caller.</summary>
    Task<JournalAnswer.Decided?> FindAnswer(string tenant, CommandKey key, CancellationToken cancel);
}
