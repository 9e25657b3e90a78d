using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Storage;
using Ledger.Projections.Months;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

/// <summary>The accountant's table: every line adds up, and every month begins with what the one before left.</summary>
public sealed class MonthTests
{
    private static readonly Month March = new(2026, 3);

    [Fact]
    public async Task Every_movement_stands_in_its_column_and_money_with_whom_it_is_owed_by_and_to()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 120);
        haian.Capture(haian.Hold(Chen, Bun, 2), Breakfast, 1);
        haian.Hold(Chen, Bun, 1);
        await using var followed = await Followed.Of(haian.Book);

        var month = await new MonthReader(followed.Source).Table("haian", March, null, default);

        var points = new MonthLine(Issued: 2000, Spent: 300, Closing: 1700, Available: 1400, Held: 300);
        Assert.Equal([("minutes", new MonthLine(Issued: 120, Closing: 120, Available: 120)), ("points", points)], month.Table.Commodities.Select(commodity => (commodity.Commodity, commodity.Total)));
        Assert.Equal([("care", 2026, points)], month.Table.Commodities[1].Origins.Select(origin => (origin.Board!.Value.Value, origin.Year!.Value, origin.Line)));
        Assert.Equal([new BearerLine("community", new FenLine(0, 200, 0, 200))], month.Table.Money.Bearers);
        Assert.Equal([new MerchantLine(Breakfast, 0, 200, 0, 200)], month.Table.Money.Merchants);
        Assert.Equal(64, month.Table.Hash.Length);
    }

    [Fact]
    public Task Any_history_adds_up_month_by_month_and_the_tables_are_those_of_the_journal() => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        var reader = new MonthReader(followed.Source);
        MonthTable? before = null;
        for (var month = new Month(2026, 2); month < Month.Of(haian.Book.Today).Next; month = month.Next)
        {
            var table = (await reader.Table("haian", month, null, default)).Table;
            Assert.True(table.AddsUp, $"{month}");
            Assert.Equal(table.Hash, Replayed(haian.Book, month, long.MaxValue).Hash);
            Continues(before, table);
            before = table;
        }
    });

    [Fact]
    public Task An_ended_month_is_the_same_at_every_number_from_its_end_on() => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        var reader = new MonthReader(followed.Source);
        var zone = haian.Book.States.Find<Domain.Communities.Community>("")!.LocalZone;
        var last = haian.Book.Events.Last(recorded => Month.Of(zone.DateOf(recorded.RecordedAt)) < Month.Of(haian.Book.Today) || recorded.Number == 1);
        var month = Month.Of(zone.DateOf(last.RecordedAt));
        var fixedThen = (await reader.Table("haian", month, last.Number, default)).Table.Hash;
        for (var look = 0; look < 5; look++)
            Assert.Equal(fixedThen, (await reader.Table("haian", month, random.NextInt64(last.Number, haian.Book.Number + 1), default)).Table.Hash);
    });

    [Fact]
    public void Any_balanced_legs_of_any_role_add_up_by_origin_and_month()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string[] roles = ["issued", "opened", "received", "written-off", "available:x", "held:x", "spent:y", "expired", "deducted", "clawed-back", "sent", "forfeited", "debt:x", "reattributed"];
        var facts = Enumerable.Range(0, 400).Select(_ =>
        {
            var (lot, amount) = (new Lot(random.Next(2) == 0 ? "care" : "family", "x", "community", 2024 + random.Next(3), new DateOnly(2026, 1 + random.Next(12), 15)), random.NextInt64(1, 1000));
            return new Planted([new Leg(roles[random.Next(roles.Length)], "points", lot, -amount), new Leg(roles[random.Next(roles.Length)], "points", lot, amount)], new DateOnly(2026, 1, 1).AddDays(random.Next(365)));
        }).ToList();
        MonthTable? before = null;
        for (var month = new Month(2026, 1); month < new Month(2027, 2); month = month.Next)
        {
            var fold = new MonthFold(month);
            foreach (var fact in facts) fold.Add(fact);
            var table = fold.Table();
            Assert.True(table.AddsUp, $"{month} with seed {seed}");
            Continues(before, table);
            before = table;
        }
    }

    [Fact]
    public void A_payment_lowers_what_its_bearer_owes_and_what_its_merchant_is_owed()
    {
        var fold = new MonthFold(March);
        fold.Add(Capture(500, new DateOnly(2026, 2, 27)));
        fold.Add(Capture(300, new DateOnly(2026, 3, 1)));
        fold.Add(new Planted([new Leg(AccountName.Payable(Breakfast), "fen", null, 500), new Leg(AccountName.Paid("community"), "fen", null, -500)], new DateOnly(2026, 3, 5)) { Holder = AccountName.Holder(Breakfast) });
        fold.Add(Capture(900, new DateOnly(2026, 4, 1)));

        var money = fold.Table().Money;
        Assert.Equal([new BearerLine("community", new FenLine(500, 300, 500, 300))], money.Bearers);
        Assert.Equal([new MerchantLine(Breakfast, 500, 300, 500, 300)], money.Merchants);
        Assert.True(fold.Table().AddsUp);

        static Planted Capture(long fen, DateOnly day) => new([new Leg(AccountName.Payable(Breakfast), "fen", null, -fen), new Leg(AccountName.Expense("community"), "fen", null, fen)], day);
    }

    [Fact]
    public void A_role_nobody_knows_stops_the_table()
    {
        var fold = new MonthFold(March);
        fold.Add(new Planted([new Leg("gifts", "points", null, 1), new Leg("issued", "points", null, -1)], new DateOnly(2026, 3, 5)));
        Assert.Throws<InvalidOperationException>(fold.Table);
    }

    private static MonthTable Replayed(Book book, Month month, long knownOn)
    {
        var fold = new MonthFold(month);
        foreach (var recorded in book.Events)
            if (recorded.Number <= knownOn && DomainJson.ReadFact(recorded.Type, recorded.Data) is IPostedFact fact) fold.Add(fact);
        return fold.Table();
    }

    /// <summary>In all, in every origin, and in fen.</summary>
    private static void Continues(MonthTable? before, MonthTable after)
    {
        if (before is null) return;
        Assert.Equal(Lines(before, line => line.Closing), Lines(after, line => line.Opening));
        Assert.Equal(before.Money.Total.Owed, after.Money.Total.OwedBefore);
    }

    private static IReadOnlyList<string> Lines(MonthTable table, Func<MonthLine, long> amount) =>
    [
        .. table.Commodities.SelectMany(commodity => commodity.Origins.Select(origin => (Name: $"{commodity.Commodity} {origin.Board} {origin.Year}", Amount: amount(origin.Line))).Append((Name: commodity.Commodity, Amount: amount(commodity.Total))))
            .Where(line => line.Amount != 0).Select(line => $"{line.Name}: {line.Amount}").Order(StringComparer.Ordinal)
    ];

    private sealed record Planted(IReadOnlyList<Leg> Legs, DateOnly BookedOn) : IPostedFact
    {
        public string Holder { get; init; } = "person:x";

        public IReadOnlyList<EntryNumber> Entries => [];

        public DateOnly OccurredOn => BookedOn;
    }
}
