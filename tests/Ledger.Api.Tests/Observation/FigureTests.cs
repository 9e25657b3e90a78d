using System.Text.Json;
using Ledger.Api.Tests.Contract;
using Ledger.Api.Tests.Support;
using Ledger.Journal.Following;

namespace Ledger.Api.Tests.Observation;

/// <summary>A node's numbers, as its operator reads them at /health/figures.</summary>
public sealed class FigureTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_refused_redemption_is_counted_under_its_type()
    {
        var town = await api.SharedTown();
        var before = await Value("ledger.refusals", "error.type", "insufficient-points");
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Refused("insufficient-points");
        Assert.Equal(before + 1, await Value("ledger.refusals", "error.type", "insufficient-points"));

        await api.Node.Anonymous.Get(town.Path).Refused("sign-in-needed");
        Assert.True(await Value("ledger.refusals", "error.type", "sign-in-needed") >= 1);
    }

    [Fact]
    public async Task Each_command_is_counted_once_by_its_outcome_and_each_transaction_with_its_commands_and_its_commit()
    {
        await using var alone = new TestApi();
        await alone.InitializeAsync();
        var town = await alone.OpenTown();
        var key = ApiClient.NewKey();
        var act = town.Act(town.Volunteer, Guid.NewGuid());
        for (var again = 0; again < 2; again++) await town.Volunteer.Calls.Post($"{town.Path}/acts", act, key).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Refused("insufficient-points");

        var told = await Figures(alone);
        double Outcome(string outcome) => told.Single(figure => figure.Name == "ledger.commands" && figure.Tag("ledger.outcome") == outcome).Value!.Value;
        Assert.Equal((1, 1), (Outcome("replayed"), Outcome("refused")));
        var (commands, whole, commit) = (told.Single(figure => figure.Name == "ledger.transaction.commands"), told.Single(figure => figure.Name == "ledger.transaction.duration"), told.Single(figure => figure.Name == "ledger.transaction.commit.duration"));
        Assert.Equal(Outcome("accepted") + 2, commands.Sum);
        Assert.Equal(commands.Count, whole.Count);
        // A transaction with nothing but a kept answer writes nothing.
        Assert.Equal(whole.Count - 1, commit.Count);
        Assert.InRange(commit.Sum!.Value, 0, whole.Sum!.Value);
        Assert.Equal(commit.Count, commit.Buckets!.Sum());
    }

    [Fact]
    public async Task The_read_models_arrears_are_told_and_fall_to_nothing()
    {
        var town = await api.SharedTown();
        var applied = await Value("ledger.follower.events");
        await town.Earn(town.OtherVolunteer, 500);
        Assert.True(await api.Node.Service<Follower>().WaitFor(town.Code, await town.Head(), TimeSpan.FromSeconds(10), CancellationToken.None));
        // A pass is counted when it is over, which is after what it brought can be read.
        await Until(async () => await Value("ledger.follower.events") > applied);
        await Until(async () => (await Value("ledger.follower.behind"), await Value("ledger.follower.age")) == (0, 0));
        Assert.Equal(0, await Value("ledger.queue.waiting", "ledger.lane", "people"));
    }

    [Fact]
    public async Task A_transaction_somebody_leaves_open_is_seen()
    {
        await using var connection = await api.Database.DataSource.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead))
        {
            await using var look = new Npgsql.NpgsqlCommand("SELECT 1", connection, transaction);
            await look.ExecuteScalarAsync();
            await Until(async () => await Value("ledger.database.oldest_transaction") > 1);
        }
        await Until(async () => await Value("ledger.database.oldest_transaction") < 1);
    }

    [Fact]
    public async Task Only_operators_are_told_and_for_all_others_there_is_nothing()
    {
        var town = await api.SharedTown();
        await api.Node.Anonymous.Get("/health/figures").Refused("sign-in-needed");
        var staff = await Staff.Of(town);
        foreach (var someone in town.People.Select(one => one.Calls).Append(town.Terminal)) await someone.Get("/health/figures").Refused("no-such-page");
        Assert.NotNull(staff.Cashier);
        var told = (await api.Node.Operator.Get("/health/figures").Accepted()).Text;
        foreach (var name in town.People.SelectMany(one => new[] { one.Name, one.Phone, one.Id.ToString() }).Append(town.Code)) Assert.DoesNotContain(name, told);
    }

    [Fact]
    public async Task A_node_tells_its_own_numbers_and_no_other_nodes()
    {
        var town = await api.SharedTown();
        await using var other = await Node.Start(api.Database.ConnectionString, api.Keys, api.Clock);
        await town.Earn(town.Volunteer, 500);
        Assert.DoesNotContain(await Figures(other), figure => figure.Name == "ledger.commands");
    }

    private async Task<double> Value(string name, string? tag = null, string? value = null) =>
        (await Figures(api)).Where(figure => figure.Name == name && (tag is null || figure.Tag(tag) == value)).Sum(figure => figure.Value ?? 0);

    private static Task<List<Figure>> Figures(TestApi api) => Figures(api.Node);

    private static async Task<List<Figure>> Figures(Node node) =>
        [.. (await node.Operator.Get("/health/figures").Accepted()).At("figures").EnumerateArray().Select(told => new Figure(told))];

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var end = Environment.TickCount64 + 20_000; !await isSo(); await Task.Delay(200)) Assert.True(Environment.TickCount64 < end, "It did not come about within 20 s.");
    }

    private sealed record Figure(JsonElement Told)
    {
        public string Name => Told.GetProperty("name").GetString()!;

        public double? Value => Told.TryGetProperty("value", out var value) ? value.GetDouble() : null;

        public long? Count => Told.TryGetProperty("count", out var count) ? count.GetInt64() : null;

        public double? Sum => Told.TryGetProperty("sum", out var sum) ? sum.GetDouble() : null;

        public IEnumerable<long>? Buckets => Told.TryGetProperty("buckets", out var buckets) ? buckets.EnumerateArray().Select(bucket => bucket.GetProperty("count").GetInt64()) : null;

        public string? Tag(string name) => Told.GetProperty("tags").TryGetProperty(name, out var tag) ? tag.GetString() : null;
    }
}
