using Ledger.Journal;
using Ledger.Journal.Proof;
using Npgsql;

namespace Ledger.Journal.Tests.Appending;

/// <summary>One bad command of a batch fails alone.</summary>
public sealed class PoisonTests
{
    [Fact]
    public async Task What_the_database_cannot_hold_fails_its_command_alone()
    {
        await using var books = await TestBooks.Open();
        await AssertOnlyItFails<PostgresException>(books, Note("note", "\\u0000"), "22P05");
    }

    [Fact]
    public async Task What_breaks_a_constraint_fails_its_command_alone()
    {
        await using var books = await TestBooks.Open();
        await books.Database.Run("ALTER TABLE ledger.side ADD CONSTRAINT planted CHECK (key <> 'forbidden')");
        await AssertOnlyItFails<PostgresException>(books, Note("forbidden", "x"), "23514");
    }

    [Fact]
    public async Task A_row_its_codec_cannot_write_fails_its_command_alone()
    {
        await using var books = await TestBooks.Open();
        var command = Commands.Of("poison", view =>
        {
            view.Put(new StateKey("note", "x"), new Unwritable());
            return new Verdict.Accepted([], Commands.Done);
        });
        await AssertOnlyItFails<NotSupportedException>(books, command);
    }

    [Fact]
    public async Task A_command_that_throws_fails_alone_and_leaves_nothing()
    {
        await using var books = await TestBooks.Open();
        var command = Commands.Of("poison", view =>
        {
            view.Put(Commands.Of("li"), new Balance(1_000_000));
            throw new DivideByZeroException();
        });
        await AssertOnlyItFails<DivideByZeroException>(books, command);
    }

    [Theory]
    [InlineData("""{"amount":1.5}"""), InlineData("""{"amount":9007199254740992}"""), InlineData("""{"name":"\u0000"}"""), InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"amount":null}"""), InlineData("""{"a":1,"a":2}"""), InlineData("[1]"), InlineData("""{"a":1""")]
    public async Task An_event_that_cannot_be_hashed_for_ever_fails_its_command_alone(string data)
    {
        await using var books = await TestBooks.Open();
        await AssertOnlyItFails<NotCanonicalException>(books, Commands.Of("poison", _ => Commands.Accept("x", "paid.v1", data)));
    }

    [Fact]
    public async Task An_event_name_nobody_declared_fails_its_command_alone()
    {
        await using var books = await TestBooks.Open();
        await AssertOnlyItFails<ArgumentException>(books, Commands.Of("poison", _ => Commands.Accept("x", "unheard-of.v1", "{}")));
    }

    private static Submission Note(string key, string text) => Commands.Of("poison", view =>
    {
        view.Put(new StateKey("note", key), text);
        return new Verdict.Accepted([], Commands.Done);
    });

    private static async Task AssertOnlyItFails<T>(TestBooks books, Submission poison, string? sqlState = null) where T : Exception
    {
        var pays = Enumerable.Range(0, 20).Select(_ => Commands.Pay("li", 1)).ToList();
        var answers = await books.InOneBatch([.. pays.Take(13), poison, .. pays.Skip(13)]);
        var error = Assert.IsAssignableFrom<T>(Assert.IsType<JournalAnswer.Failed>(answers[13]).Error);
        if (sqlState is not null) Assert.Equal(sqlState, ((PostgresException)(Exception)error).SqlState);
        Assert.Equal(20, answers.OfType<JournalAnswer.Decided>().Count(answer => answer.Accepted));
        Assert.Equal(20, await books.Balance("li"));
        Assert.Equal(0, await books.Count("idempotency", "key = 'poison'"));
        Assert.True(await books.IsGapless());
    }

    private sealed class Unwritable
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
