using Ledger.Journal.Schema;
using Ledger.Testing;

namespace Ledger.Journal.Tests.Schema;

public sealed class SchemaUpgradeTests
{
    private static readonly SchemaScripts Two = new("test", [
        new SchemaScript(1, "one", "CREATE TABLE ledger.one (n int); INSERT INTO ledger.one VALUES (1); SELECT pg_sleep(0.2)"),
        new SchemaScript(2, "two", "CREATE TABLE ledger.two (n int)")]);

    [Fact]
    public async Task Four_nodes_starting_together_apply_each_script_once()
    {
        await using var database = await TestDatabase.Create();
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new SchemaUpgrade(database.DataSource, Two).Apply(default)));
        Assert.Equal(2, applied.Sum());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => JournalSchema.Apply(database.DataSource, default)));
        Assert.Equal(1L, await Scalar(database, "SELECT count(*) FROM ledger.one"));
        Assert.Equal(2L + JournalSchema.Scripts.Scripts.Count, await Scalar(database, "SELECT count(*) FROM ledger.schema_version"));
    }

    [Fact]
    public async Task A_script_changed_after_it_was_applied_is_refused()
    {
        await using var database = await TestDatabase.Create();
        await new SchemaUpgrade(database.DataSource, Two).Apply(default);
        var changed = Two with { Scripts = [Two.Scripts[0] with { Sql = "CREATE TABLE ledger.other (n int)" }, Two.Scripts[1]] };
        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(() => new SchemaUpgrade(database.DataSource, changed).Apply(default));
        Assert.Contains("0001 of test was changed", refused.Message);
    }

    [Fact]
    public async Task A_database_newer_than_the_binary_is_refused()
    {
        await using var database = await TestDatabase.Create();
        await new SchemaUpgrade(database.DataSource, Two).Apply(default);
        var older = Two with { Scripts = [Two.Scripts[0]] };
        await Assert.ThrowsAsync<SchemaMismatchException>(() => new SchemaUpgrade(database.DataSource, older).Apply(default));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_and_those_before_it_stay()
    {
        await using var database = await TestDatabase.Create();
        var broken = Two with { Scripts = [Two.Scripts[0], new SchemaScript(2, "two", "CREATE TABLE ledger.two (n int); SELECT 1/0")] };
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => new SchemaUpgrade(database.DataSource, broken).Apply(default));
        Assert.Equal(1, await new SchemaUpgrade(database.DataSource, Two).Apply(default));
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum() =>
        Assert.Equal(new SchemaScript(1, "a", "SELECT 1;\nSELECT 2;\n").Checksum, new SchemaScript(1, "a", "SELECT 1;\r\nSELECT 2;\r\n").Checksum);

    private static async Task<object?> Scalar(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
