using Ledger.Journal.Proof;

namespace Ledger.Journal.Append;

/// <summary>Gives decided events their numbers, ids and versions, and lets their leaves into the tree.</summary>
internal static class Numbering
{
    /// <summary>The versions are known before the insert, because the leaf hashes them.</summary>
    public static List<RecordedEvent> Number(OpenBook book)
    {
        var recorded = new List<RecordedEvent>(book.Events.Count);
        if (book.Events.Count > 0 && book.Frontier.Size != book.Head!.Number)
            throw new InvalidOperationException($"The frontier of {book.Tenant} has {book.Frontier.Size} leaves, its head stands at {book.Head.Number}.");
        foreach (var (command, index, fact) in book.Events)
        {
            var version = ++book.StreamVersions[fact.Stream];
            var appended = new RecordedEvent(
                book.Tenant, book.Frontier.Size + 1, ComputedId.OfEvent(book.Tenant, command.Id, index), fact.Stream, version, fact.Type, book.Now,
                command.Submission.CorrelationId, NullIfEmpty(command.Submission.CausationId), command.Headers, fact.Data);
            book.Frontier.Append(Leaf.HashCanonical(appended));
            recorded.Add(appended);
        }
        book.Recorded = recorded;
        return recorded;
    }

    private static Guid? NullIfEmpty(Guid? id) => id == Guid.Empty ? null : id;
}
