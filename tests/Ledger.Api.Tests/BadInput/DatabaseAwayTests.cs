using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.BadInput;

/// <summary>What a database in trouble says of itself is told as a pause, in whatever code it says so; it is no fault of the request.</summary>
public sealed class DatabaseAwayTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("53100")]
    [InlineData("57P03")]
    [InlineData("58030")]
    [InlineData("58P01")]
    [InlineData("XX000")]
    public async Task A_read_is_put_off(string code)
    {
        var town = await api.SharedTown();
        await api.Database.Run($"""
            CREATE OR REPLACE FUNCTION public.in_trouble() RETURNS boolean LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'in trouble' USING ERRCODE = '{code}'; END $f$;
            ALTER TABLE ledger.state_row RENAME TO state_row_away;
            CREATE VIEW ledger.state_row AS SELECT * FROM ledger.state_row_away WHERE public.in_trouble();
            """);
        var reply = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance");
        await api.Database.Run("DROP VIEW ledger.state_row; ALTER TABLE ledger.state_row_away RENAME TO state_row;");

        Assert.Equal((503, "/problems/unavailable", "1"), (reply.Status, reply.Says("type"), reply.Headers["Retry-After"]));
        await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
    }
}
