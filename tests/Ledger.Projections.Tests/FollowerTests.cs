using System.Security.Cryptography;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Following;
using Ledger.Journal.Reading;
using Ledger.Projections.BooksCheck;
using Ledger.Projections.Tests.Given;

namespace Ledger.Projections.Tests;

public sealed class FollowerTests
{
    [Fact]
    public Task Followed_from_the_real_journal_and_rebuilt_beside_the_live_rows_nothing_differs() => RandomHistory.Check(async (haian, _) =>
    {
        await using var followed = await Followed.Empty();
        await Append(followed, haian.Book);
        await using var follower = new Follower(followed.Source, new JournalReader(followed.Source, new NoRows()), AllReadModels.List,
            recorded => DomainJson.ReadFact(recorded.Type, recorded.Data), new FollowerOptions { Batch = 60 });
        follower.Start();
        Assert.True(await follower.WaitFor("haian", haian.Book.Number, TimeSpan.FromSeconds(30), default));
        var live = await Rows(followed, 1);

        await follower.Rebuild("haian", null, null, default);

        Assert.Equal(live, await Rows(followed, 2));
        Assert.All(await follower.Standings("haian", default), standing => Assert.Equal((2, haian.Book.Number, null), (standing.Generation, standing.Number, standing.StoppedBecause)));
        Assert.True((await new BooksCheckReader(followed.Source).Now("haian", default)).AddUp);
        Assert.All(await Rows(followed, 1), table => Assert.Equal("", table));
    });

    /// <summary>Facts that were decided already, by the journal's own path.</summary>
    private static async Task Append(Followed followed, Book book)
    {
        await using var journal = new PostgresJournal(followed.Source, new NoRows(), new JournalOptions { EventNames = [.. EventNames.All.Keys] });
        var first = true;
        foreach (var part in book.Events.Chunk(40))
        {
            var answer = await journal.Append(new Submission
            {
                Tenant = book.Tenant,
                Key = new CommandKey("test", $"part-{part[0].Number}"),
                Fingerprint = SHA256.HashData([1]),
                OpensTenant = first,
                Deadline = TimeSpan.FromMinutes(1),
                Decide = _ => new Verdict.Accepted([.. part.Select(one => new NewEvent(one.Stream, "test", one.Type, one.Data))], [1]),
            }, default);
            Assert.True(answer is JournalAnswer.Decided { Accepted: true }, answer.ToString());
            first = false;
        }
    }

    private static async Task<string[]> Rows(Followed followed, int generation)
    {
        var tables = new List<string>();
        foreach (var table in AllReadModels.List.SelectMany(model => model.Tables)) tables.Add(string.Join('\n', await followed.Rows("haian", table, generation)));
        return [.. tables];
    }

    /// <summary>The facts bring no state rows.</summary>
    private sealed class NoRows : IStateCodec
    {
        public int Generation => 1;

        public object Read(string kind, byte[] json) => throw new NotSupportedException();

        public byte[] Write(string kind, object row) => throw new NotSupportedException();

        public bool IsDerived(string kind) => true;
    }
}
