namespace Ledger.Api.Tests.Support;

/// <summary>Shows that a refused request left nothing behind: the head, the events, and every row decisions read.</summary>
internal static class Untouched
{
    /// <summary>Runs what must be refused, and fails when the books are not what they were. Wrong guesses are meant to be counted, and are left out.</summary>
    public static async Task ChangesNothing(this Town town, Func<Task> refused)
    {
        var before = await Books(town);
        await refused();
        Assert.Equal(before, await Books(town));
    }

    public static Task<long> Head(this Town town) => Scalar<long>(town, "SELECT number FROM ledger.head WHERE tenant_id = $1");

    public static async Task<T> Scalar<T>(this Town town, string sql)
    {
        await using var command = town.Api.Database.DataSource.CreateCommand(sql);
        command.Parameters.AddWithValue(town.Code);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static Task<string> Books(Town town) => Scalar<string>(town, """
        SELECT concat_ws(' ',
            'head', (SELECT number FROM ledger.head WHERE tenant_id = $1),
            'events', (SELECT count(*) FROM ledger.mt_events WHERE tenant_id = $1),
            'state', (SELECT md5(string_agg(concat_ws('|', kind, key, row::text), '/' ORDER BY kind, key)) FROM ledger.state_row WHERE tenant_id = $1),
            'side', (SELECT md5(string_agg(concat_ws('|', kind, key, row::text), '/' ORDER BY kind, key)) FROM ledger.side WHERE tenant_id = $1 AND kind <> 'wrong-codes'))
        """);
}
