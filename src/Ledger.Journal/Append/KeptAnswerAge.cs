using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>Forgets kept answers past their age. What must stay unique for ever has an id of its own in the books.</summary>
public static class KeptAnswerAge
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Deletes at most so many answers of a community recorded before the instant; answers how many went.</summary>
    public static async Task<int> Forget(NpgsqlDataSource source, string tenant, DateTimeOffset before, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            DELETE FROM ledger.idempotency i USING (
                SELECT caller, key FROM ledger.idempotency WHERE tenant_id = $1 AND recorded_at < $2 ORDER BY recorded_at LIMIT $3) old
            WHERE i.tenant_id = $1 AND i.caller = old.caller AND i.key = old.key
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = before.ToUniversalTime() });
        command.Parameters.Add(new() { Value = most });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
