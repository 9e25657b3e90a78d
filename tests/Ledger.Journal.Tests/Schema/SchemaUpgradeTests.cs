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
    public async Task A_migration_killed_half_way_leaves_nothing_of_its_script_and_is_taken_up_by_the_next_start()
    {
        await using var database = await TestDatabase.Create();
        var slow = Two with { Scripts = [Two.Scripts[0], new SchemaScript(2, "two", "CREATE TABLE ledger.two (n int); INSERT INTO ledger.two VALUES (2); SELECT pg_sleep(30)")] };
        var dying = new SchemaUpgrade(database.DataSource, slow).Apply(default);
        while ((long)(await Scalar(database, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()"))! == 0) await Task.Delay(20);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => dying);
        Assert.Equal(DBNull.Value, await Scalar(database, "SELECT to_regclass('ledger.two')::text"));
        Assert.Equal(1L, await Scalar(database, "SELECT count(*) FROM ledger.schema_version"));

        Assert.Equal(1, await new SchemaUpgrade(database.DataSource, Two).Apply(default));
    }

    [Fact]
    public async Task A_script_that_does_not_get_its_lock_steps_aside_so_that_work_goes_on_and_tries_again()
    {
        await using var database = await TestDatabase.Create();
        await new SchemaUpgrade(database.DataSource, Two with { Scripts = [Two.Scripts[0]] }).Apply(default);
        var altering = Two with { Scripts = [Two.Scripts[0], new SchemaScript(2, "two", "ALTER TABLE ledger.one ADD COLUMN m int")] };
        await using var holder = await database.DataSource.OpenConnectionAsync();
        await using var holding = await holder.BeginTransactionAsync();
        await using (var read = new Npgsql.NpgsqlCommand("SELECT n FROM ledger.one", holder)) await read.ExecuteScalarAsync();

        var upgrading = new SchemaUpgrade(database.DataSource, altering, TimeSpan.FromMilliseconds(200)).Apply(default);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, await Scalar(database, "SELECT n FROM ledger.one"));
            await Task.Delay(50);
        }
        Assert.False(upgrading.IsCompleted);
        await holding.RollbackAsync();
        Assert.Equal(1, await upgrading);
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
