using System.Text;
using System.Text.Json;
using Ledger.Journal.Proof;
using Ledger.Journal.Reading;

namespace Ledger.Journal.Tests;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_range_comes_in_order_across_its_pieces_and_never_from_a_neighbour()
    {
        await using var journal = await FollowedJournal.Create("a", "b");
        for (var turn = 0; turn < 5; turn++)
        {
            await journal.Append("a", 501);
            await journal.Append("b", 3);
        }

        var read = await Numbers(journal, "a", 7, long.MaxValue);

        Assert.Equal(Enumerable.Range(8, 2505 - 7).Select(n => (long)n), read);
        Assert.Equal([3, 4], await Numbers(journal, "b", 2, 4));
        Assert.Empty(await Numbers(journal, "nobody", 0, long.MaxValue));
    }

    [Fact]
    public async Task An_event_comes_back_whole()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Run("""
            INSERT INTO ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers)
            VALUES (1, '00000000-0000-8000-8000-000000000001', 's', 1, '{"zz": 1, "b": "点 ", "a": [true, {"y": -9007199254740991}]}', 'added.v1',
                '2026-03-01 12:00:00.123456+08', 'a', '00000000-0000-0000-0000-00000000000c', NULL, '{"terminal": "t-1", "actor": "x"}');
            UPDATE ledger.head SET number = 1 WHERE tenant_id = 'a';
            """);

        RecordedEvent? only = null;
        await foreach (var read in journal.Reader.Read("a", 0, 1, CancellationToken.None)) only = read;

        Assert.NotNull(only);
        Assert.Equal("""{"a":[true,{"y":-9007199254740991}],"b":"点 ","zz":1}""", Encoding.UTF8.GetString(CanonicalJson.Of(only.Data)));
        Assert.Equal("""{"actor":"x","terminal":"t-1"}""", Encoding.UTF8.GetString(CanonicalJson.Of(only.Headers)));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero).AddTicks(1234560), only.RecordedAt);
        Assert.Equal(TimeSpan.Zero, only.RecordedAt.Offset);
        Assert.Equal((Guid.Parse("00000000-0000-0000-0000-00000000000c"), (Guid?)null), (only.CorrelationId, only.CausationId));
    }

    [Fact]
    public async Task Of_many_communities_those_are_found_that_have_a_row_in_a_range()
    {
        await using var journal = await FollowedJournal.Create("a", "b", "c", "d");
        await journal.Run("""
            INSERT INTO ledger.state_row (tenant_id, generation, kind, key, row)
            VALUES ('a', 1, 'due', '2026-03-01', '{}'), ('b', 1, 'due', '2026-03-02', '{}'), ('c', 1, 'closing', 'x', '{}'), ('d', 2, 'due', '2026-03-01', '{}')
            """);
        Task<IReadOnlySet<string>> Found(params StateRange[] ranges) => journal.Reader.WithRows(["a", "b", "c", "d", "nobody"], ranges, CancellationToken.None);

        Assert.Equal(["a"], await Found(new StateRange("due", "", "2026-03-02")));
        Assert.Equal(["a", "c"], (await Found(new StateRange("due", "", "2026-03-02"), new StateRange("closing", "", "y"))).Order());
        Assert.Empty(await Found(new StateRange("due", "2026-03-03", "2026-03-04")));
        Assert.Equal(["b"], await journal.Reader.WithRows(Enumerable.Range(0, 2500).Select(number => $"other-{number}").Append("b"), [new StateRange("due", "", "3")], CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_is_read_from_a_version_up_to_a_number()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 100, streams: 10);

        var read = await journal.Reader.ReadStream("a", "s3", afterVersion: 13, upTo: 60, most: 3, CancellationToken.None);

        Assert.Equal([23L, 33L, 43L], read.Select(e => e.Number));
        Assert.Equal(53, (await journal.Reader.ReadStream("a", "s3", 0, 60, 100, CancellationToken.None))[^1].Number);
    }

    [Fact]
    public async Task The_number_at_an_instant_is_the_last_recorded_by_then()
    {
        await using var journal = await FollowedJournal.Create("a");
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var day = 0; day < 9; day++) await journal.Append("a", 3, at: start.AddDays(day));

        Assert.Equal(0, await journal.Reader.NumberAt("a", start.AddTicks(-10), CancellationToken.None));
        Assert.Equal(3, await journal.Reader.NumberAt("a", start, CancellationToken.None));
        Assert.Equal(12, await journal.Reader.NumberAt("a", start.AddDays(3.5).ToOffset(TimeSpan.FromHours(8)), CancellationToken.None));
        Assert.Equal(27, await journal.Reader.NumberAt("a", start.AddYears(1), CancellationToken.None));
        Assert.Equal(0, await journal.Reader.NumberAt("nobody", start, CancellationToken.None));
    }

    [Fact]
    public async Task State_comes_with_the_head_it_belongs_to_from_both_tables_in_the_order_of_bytes()
    {
        await using var journal = await FollowedJournal.Create("a", "b");
        await journal.Run("""
            UPDATE ledger.head SET number = 5 WHERE tenant_id = 'a';
            INSERT INTO ledger.state_row VALUES ('a', 1, 'lot', 'p/1', '1'), ('a', 1, 'lot', 'p/Z', '2'), ('a', 1, 'lot', 'p/点', '3'), ('a', 1, 'lot', 'q/1', '4'), ('b', 1, 'lot', 'p/1', '9');
            INSERT INTO ledger.side VALUES ('a', 'code', 'c', '"x"');
            """);
        var needs = new StateNeeds([new("lot", "q/1"), new("code", "c"), new("lot", "none")], [StateRange.StartingWith("lot", "p/"), StateRange.StartingWith("code", "")]);

        var state = await journal.Reader.ReadState("a", needs, CancellationToken.None);

        Assert.NotNull(state);
        Assert.Equal(5, state.Number);
        Assert.Equal(new Dictionary<StateKey, object> { [new("lot", "q/1")] = "4", [new("code", "c")] = "\"x\"" }, state.Rows);
        Assert.Equal(["p/1", "p/Z", "p/点"], state.Ranges[0].Select(row => row.Key));
        Assert.Equal(["c"], state.Ranges[1].Select(row => row.Key));
        Assert.Null(await journal.Reader.ReadState("nobody", needs, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            journal.Reader.ReadState("a", new StateNeeds([], [StateRange.StartingWith("lot", "p/", most: 2)]), CancellationToken.None));
    }

    [Fact]
    public async Task A_page_holds_only_rows_that_contain_what_the_reader_may_see_or_that_its_rows_name()
    {
        await using var journal = await FollowedJournal.Create("a", "b");
        await journal.Run("""
            INSERT INTO ledger.state_row VALUES
                ('a', 1, 'wait', '1', '{"act": "x"}'), ('a', 1, 'wait', '2', '{"act": "y"}'), ('a', 1, 'wait', '3', '{"act": "z"}'), ('a', 1, 'wait', '4', '{"act": "gone"}'),
                ('a', 1, 'act', 'x', '{"path": ["root", "n1"]}'), ('a', 1, 'act', 'y', '{"path": ["root", "n2"]}'), ('a', 1, 'act', 'z', '{"path": ["root", "n1"]}'),
                ('b', 1, 'act', 'gone', '{"path": ["root", "n1"]}');
            """);
        var one = new RowPart("""{"path":["n1"]}""");

        Assert.Equal(["1", "3"], await Keys("wait", new RowsWith([one], "act", "act"), 2));
        Assert.Equal(["1"], await Keys("wait", new RowsWith([one], "act", "act"), 1));
        Assert.Equal(["3"], await Keys("wait", new RowsWith([one with { From = "2", Before = "9" }], "act", "act"), 9));
        Assert.Equal(["1", "2", "3"], await Keys("wait", new RowsWith(null, "act", "act"), 9));
        Assert.Equal(["x", "z"], await Keys("act", new RowsWith([one]), 9));
        Assert.Empty(await Keys("act", new RowsWith([]), 9));

        async Task<IEnumerable<string>> Keys(string kind, RowsWith only, int most) =>
            (await journal.Reader.FirstRows("a", new StateRange(kind, "", "\uffff", most), only, CancellationToken.None)).Select(row => row.Key);
    }

    [Fact]
    public async Task Among_a_thousand_communities_a_range_is_found_by_probes_of_the_key()
    {
        await using var journal = await FollowedJournal.Create();
        await journal.Run("""
            INSERT INTO ledger.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, correlation_id)
            SELECT n, gen_random_uuid(), 's', n, '{}', 'added.v1', 't' || t, gen_random_uuid()::text
            FROM generate_series(1, 100) AS n CROSS JOIN generate_series(1, 1000) AS t;
            INSERT INTO ledger.head SELECT 't' || t, 100, now(), 1, '{}' FROM generate_series(1, 1000) AS t;
            """);

        foreach (var analyzed in new[] { false, true })
        {
            if (analyzed) await journal.Run("ANALYZE ledger.mt_events");
            await using var explain = journal.Source.CreateCommand("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + EventRows.RangeSql);
            foreach (var value in new object[] { "t500", 1L, 100L }) explain.Parameters.Add(new() { Value = value });
            using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
            var top = plan.RootElement[0].GetProperty("Plan");
            Assert.Contains("pkey_mt_events_seq_id_tenant_id", plan.RootElement.ToString());
            // Some four pages a probe; a scan over the other communities' rows would touch 2,000 and more.
            Assert.InRange(top.GetProperty("Shared Hit Blocks").GetInt32() + top.GetProperty("Shared Read Blocks").GetInt32(), 1, 800);
        }
        Assert.Equal(100, (await Numbers(journal, "t500", 0, 100)).Count);
    }

    private static async Task<List<long>> Numbers(FollowedJournal journal, string tenant, long after, long upTo)
    {
        var numbers = new List<long>();
        await foreach (var read in journal.Reader.Read(tenant, after, upTo, CancellationToken.None)) numbers.Add(read.Number);
        return numbers;
    }
}
