using System.Security.Cryptography;
using System.Text;
using Ledger.Journal;
using Ledger.Journal.Proof;
using Ledger.Journal.Tests.Appending;
using Npgsql;

namespace Ledger.Journal.Tests.Proof;

public sealed class LeafTests
{
    private static readonly Guid Id = Guid.Parse("0f9a1c3e-5b7d-8e2f-9a1b-3c5d7e9f0a1b");

    [Fact]
    public void A_leaf_is_the_canonical_json_of_exactly_these_members()
    {
        var recorded = new RecordedEvent("海棠", 7, Id, "li", 3, "paid.v1", new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8)).AddMicroseconds(5), Id, Id,
            """{"actor":"a"}"""u8.ToArray(), """{"amount":5}"""u8.ToArray());
        Assert.Equal(
            $$$"""{"causation":"{{{Id}}}","correlation":"{{{Id}}}","data":{"amount":5},"headers":{"actor":"a"},"id":"{{{Id}}}","seq":7,"stream":"li","tenant":"海棠","time":"2026-03-01T00:00:00.000005Z","type":"paid.v1","version":3}""",
            Encoding.UTF8.GetString(Leaf.Text(recorded)));
        Assert.Equal(Leaf.Text(recorded), CanonicalJson.Of(Leaf.Text(recorded)));
        Assert.Equal(SHA256.HashData([0, .. Leaf.Text(recorded)]), Leaf.Hash(recorded));
    }

    [Fact]
    public void What_is_absent_is_left_out()
    {
        var recorded = new RecordedEvent("t", 1, Id, "s", 1, "x.v1", DateTimeOffset.UnixEpoch, Guid.Empty, null, [], "{}"u8.ToArray());
        Assert.Equal($$"""{"data":{},"id":"{{Id}}","seq":1,"stream":"s","tenant":"t","time":"1970-01-01T00:00:00.000000Z","type":"x.v1","version":1}""", Encoding.UTF8.GetString(Leaf.Text(recorded)));
    }

    [Fact]
    public async Task The_root_kept_by_appending_is_the_root_of_what_is_read_back_however_nasty()
    {
        const string tenant = "海棠\U0001F600";
        await using var books = await TestBooks.Open(tenant);
        var nasty = new NastyJson(Environment.TickCount);
        var appended = new List<byte[]>();
        for (var batch = 0; batch < 12; batch++)
        {
            var data = Enumerable.Range(0, 25).Select(_ => nasty.Write(nasty.Object(5))).ToList();
            await books.InOneBatch([.. data.Select((json, i) => Commands.Of(null, _ => Commands.Accept($"s\"\n{nasty.Text()}{i % 5}", "noted.v1", json), tenant) with
            {
                CausationId = i % 2 == 0 ? Id : null, CorrelationId = i % 3 == 0 ? Guid.Empty : Id,
                Headers = i % 4 == 0 ? new Dictionary<string, string> { [EventHeaders.Terminal] = "t-1", [EventHeaders.Actor] = Id.ToString() } : new(),
            })]);
        }
        var leaves = (await ReadAll(books, tenant)).Select(Leaf.Hash).ToArray();
        Assert.Equal(1 + 12 * 26, leaves.Length);
        var frontier = MerkleFrontier.From(leaves.Length, await books.Scalar<byte[]>($"SELECT hashes FROM ledger.frontier WHERE tenant_id = '{tenant}'"));
        Assert.Equal(MerkleTree.Root(leaves), frontier.Root());
    }

    // Read plainly here, independently of the journal's own reading.
    private static async Task<List<RecordedEvent>> ReadAll(TestBooks books, string tenant)
    {
        await using var command = books.Database.DataSource.CreateCommand("""
            SELECT seq_id, id, stream_id, version, type, timestamp, correlation_id, causation_id, headers::text, data::text
            FROM ledger.mt_events WHERE tenant_id = $1 ORDER BY seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<RecordedEvent>();
        while (await row.ReadAsync())
        {
            all.Add(new RecordedEvent(tenant, row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
                row.IsDBNull(6) ? Guid.Empty : Guid.Parse(row.GetString(6)), row.IsDBNull(7) ? null : Guid.Parse(row.GetString(7)),
                row.IsDBNull(8) ? [] : Encoding.UTF8.GetBytes(row.GetString(8)), Encoding.UTF8.GetBytes(row.GetString(9))));
        }
        return all;
    }
}
