using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Meters as state keeps them: as many as there are open windows, however long the history.</summary>
public sealed class MeterRowSpecs
{
    private const int ClosesAfter = 60;

    private static readonly CompiledRulebook Rulebook = Rules.Compile(LimitSpecs.With("""
        {"code":"day","count":"points","whose":["person"],"window":"day"},{"code":"week","count":"points","whose":["person"],"window":"week"},
        {"code":"activity","count":"acts","whose":["person","activity"],"window":"activity"},{"code":"year","count":"points","whose":["person"],"window":"year"},
        {"code":"ever","count":"minutes","whose":["person"],"window":"life"}
        """, """{"code":"day","measure":"day","atMost":"5 points"}"""));

    [Fact]
    public void Rows_say_the_same_as_all_that_was_added_as_long_as_a_window_is_open()
    {
        var (rows, book, first) = (new MemoryRows(), new MeterBook(), new DateOnly(2026, 1, 1));
        for (var day = 0; day < 800; day += 3)
        {
            var windows = Windows(book, first.AddDays(day), day);
            var changes = Changes(windows);
            book.Add(windows, changes);
            MeterRow.Add(rows, windows, changes, first.AddDays(day), ClosesAfter);
            for (var back = 0; back <= Math.Min(day, ClosesAfter - 3); back += 3)
            {
                var open = Windows(book, first.AddDays(day - back), day - back);
                foreach (var measure in Rulebook.Measures) Assert.Equal(open.Of(measure.Number), MeterRow.Of(rows, open.KeyOf(measure.Number)));
            }
            Assert.InRange(rows.Count, 1, 5);
            Assert.InRange(rows.All.Sum(row => row.Value.Lines.Count), 1, 3 + 2 * (ClosesAfter + 40) / 3);
        }
        Assert.Equal(267 * 60, MeterRow.Of(rows, Windows(book, first, 0).KeyOf(4)).Got);
    }

    [Fact]
    public void What_is_taken_out_again_leaves_nothing()
    {
        var (rows, day) = (new MemoryRows(), new DateOnly(2026, 5, 1));
        var windows = Windows(new MeterBook(), day, 1);
        var changes = Changes(windows);
        MeterRow.Add(rows, windows, changes, day, ClosesAfter);
        Assert.Equal(100, MeterRow.Of(rows, windows.KeyOf(0)).Got);
        MeterRow.Add(rows, windows, changes, day, ClosesAfter, sign: -1);
        Assert.All(rows.All, row => Assert.Empty(row.Value.Lines));
    }

    private static ActWindows Windows(MeterBook book, DateOnly day, int act) =>
        new(Rulebook, book, new Subjects($"{act}", "wang", new Dictionary<Whose, string> { [Whose.Activity] = $"{act / 9}" }), day);

    private static MeterChange[] Changes(ActWindows windows)
    {
        var valuation = new Valuation(Rulebook);
        valuation.Value(0, new FactRow(Rulebook.Facts).Minutes(60), windows);
        return valuation.Changes.ToArray();
    }

    private sealed class MemoryRows : IStates
    {
        private readonly Dictionary<string, object> _rows = [];

        public int Count => _rows.Count;

        public IEnumerable<KeyValuePair<string, MeterRow>> All => _rows.Select(row => KeyValuePair.Create(row.Key, (MeterRow)row.Value));

        public T? Find<T>(string key) where T : class => (T?)_rows.GetValueOrDefault(key);

        public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class => throw new NotSupportedException();

        public void Put<T>(string key, T row) where T : class => _rows[key] = row;

        public void Remove<T>(string key) where T : class => _rows.Remove(key);
    }
}
