namespace Ledger.Journal.Following;

/// <summary>An event that cannot be decoded or applied. It is named and tried again, never skipped.</summary>
public sealed class PoisonedEventException(string tenant, long number, string type, Exception cause)
    : Exception($"Event {number} ({type}) cannot be applied: {Shorten(cause)}", cause)
{
    private const int LongestCause = 500;

    public string Tenant => tenant;

    public long Number => number;

    private static string Shorten(Exception cause)
    {
        var text = $"{cause.GetType().Name}: {cause.Message}";
        return text.Length <= LongestCause ? text : text[..LongestCause];
    }
}
