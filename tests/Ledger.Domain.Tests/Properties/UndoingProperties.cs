using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Rulebooks;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>After an undoing everything stands as if the act had never been, act by act. LEDGER_SEED=seed,gamma plays the same again.</summary>
public sealed class UndoingProperties(ITestOutputHelper output)
{
    /// <param name="Undo">Instead of doing one more: undoes the one of the standing acts that this number falls on.</param>
    public sealed record Move(int? Undo, int Day, int Person, int Type, int Minutes);

    private const string PerHour = """{"of":"minutes","then":[{"per":"1 h","give":"1 points"}]}""",
        Floor = """{"of":"minutes","then":[{"over":"floor"},{"round":"down","to":"2 h"},{"per":"1 h","give":"1.5 points"}]}""",
        Best = """{"of":"minutes","then":[{"per":"1 h","give":"1 points"},{"over":"best"}]}""";

    /// <summary>Limits that contain each other, limits that cross, one on what enters, windows valued as a whole and by their best.</summary>
    private static readonly CompiledRulebook Rulebook = Rules.Compile(LimitSpecs.With("""
        {"code":"floor","count":"amount","whose":["person"],"window":"month"},{"code":"best","count":"amount","whose":["person"],"window":"day","fold":"max"},
        {"code":"day","count":"points","whose":["person"],"window":"day"},{"code":"home","count":"points","whose":["household"],"window":"month"},
        {"code":"safety","count":"points","when":{"fact":"act.board","in":["safety"]},"whose":["person"],"window":"month"},
        {"code":"time","count":"minutes","whose":["person"],"window":"week"},{"code":"times","count":"acts","whose":["person"],"window":"day"}
        """, """
        {"code":"day","measure":"day","atMost":"5 points"},{"code":"home","measure":"home","atMost":"17 points"},{"code":"safety","measure":"safety","atMost":"7 points"},
        {"code":"time","measure":"time","atMost":"9 h","at":"input"},{"code":"times","measure":"times","atMost":"3 times"}
        """, string.Join(',', Rules.Type("help", PerHour), Rules.Type("patrol", PerHour, "safety"), Rules.Type("teach", Floor), Rules.Type("guard", Best, "safety"))));

    [Fact]
    public void The_books_stand_as_if_what_was_undone_had_never_been()
    {
        var (seed, gamma) = BookProperties.Seed();
        output.WriteLine($"LEDGER_SEED={seed},{gamma}");
        var undone = 0;
        var move = from what in Gen.Choose(0, 8) from day in Gen.Choose(0, 9) from person in Gen.Choose(0, 3) from type in Gen.Choose(0, 3) from minutes in Gen.Choose(1, 300)
                   select new Move(what < 3 ? minutes : null, day * 4, person, type, minutes);
        var moves = Arb.From(Gen.Choose(2, 50).SelectMany(length => move.ArrayOf(length)), all => Enumerable.Range(0, all.Length).Select(without => all.Where((_, at) => at != without).ToArray()));
        Prop.ForAll(moves, all => undone += Play(all)).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(seed, gamma));
        Assert.True(undone > 0, "No history undid anything: too little was tried.");
    }

    private static int Play(Move[] moves)
    {
        var (valuation, meters, standing, undone) = (new Valuation(Rulebook), new MeterBook(), new List<(Move Move, CountedAct Act)>(), 0);
        foreach (var move in moves)
        {
            if (move.Undo is not { } number) standing.Add((move, Count(valuation, meters, move)));
            else if (standing.Count > 0)
            {
                var at = number % standing.Count;
                var after = Undoing.Undo(valuation, meters, standing[at].Act, [.. standing.Skip(at + 1).Select(one => one.Act)]);
                standing = [.. standing.Take(at), .. standing.Skip(at + 1).Zip(after, (one, act) => (one.Move, act))];
                undone++;
            }
        }
        var scratch = new MeterBook();
        foreach (var (move, act) in standing) Assert.Equal(Count(valuation, scratch, move).Credits, act.Credits);
        Assert.Equal(scratch.All.OrderBy(row => $"{row.Key}"), meters.All.OrderBy(row => $"{row.Key}"));
        return undone;
    }

    private static CountedAct Count(Valuation valuation, MeterBook meters, Move move)
    {
        var type = Rulebook.Document.Acts[move.Type];
        var subjects = new Subjects("", $"{move.Person}", new Dictionary<Whose, string> { [Whose.Household] = $"{move.Person / 2}" });
        var facts = new FactRow(Rulebook.Facts).Say("act.type", type.Code.Value).Say("act.board", type.Board.Value).Minutes(move.Minutes);
        return CountedAct.Of(valuation, meters, move.Type, facts, new ActWindows(Rulebook, meters, subjects, new DateOnly(2026, 1, 1).AddDays(move.Day)));
    }
}
