using Ledger.Journal;

namespace Ledger.Api.Books;

/// <summary>What time it is for who reads: by the same clock as the books, the database's, however this machine's stands.</summary>
internal static class ReadersClock
{
    /// <param name="clock">The one of tests and demo, when it is not this machine's.</param>
    public static DateTimeOffset Now(this StateSnapshot snapshot, TimeProvider clock)
    {
        var now = ReferenceEquals(clock, TimeProvider.System) ? snapshot.ReadAt : clock.GetUtcNow();
        return now < snapshot.RecordedAt ? snapshot.RecordedAt : now;
    }
}
