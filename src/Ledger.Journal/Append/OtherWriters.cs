namespace Ledger.Journal.Append;

/// <summary>
/// Whether other nodes write to the communities this one writes to, as the heads tell: they stand elsewhere than where this
/// node's last transaction left them. A guess about the next transaction, wrong now and then: it decides about cost alone.
/// </summary>
internal sealed class OtherWriters
{
    private readonly Dictionary<string, long> _left = [];

    /// <summary>The last transaction met them.</summary>
    public bool AreMet { get; private set; }

    /// <param name="books">Of a transaction that came about.</param>
    public void Note(IReadOnlyList<OpenBook> books)
    {
        AreMet = false;
        foreach (var book in books)
        {
            AreMet |= _left.TryGetValue(book.Tenant, out var left) && book.Head?.Number != left;
            if (book.IsOpen) _left[book.Tenant] = book.LastNumber;
        }
    }
}
