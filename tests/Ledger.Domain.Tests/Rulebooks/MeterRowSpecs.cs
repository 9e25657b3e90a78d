using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Meters as state keeps them: as many as there are open windows, however long the history.</summary>
public sealed class MeterRowSpecs
{
    private static readonly CompiledRulebook Rulebook = Rules.Compile(LimitSpecs.With("""
        {"code":"day","count":"points","whose":["person"],"window":"day"},{"code":"week","count":"points","whose":["person"],"window":"week"},
        {"code":"activity","count":"acts","whose":["person","activity"],"window":"activity"},{"code":"year","count":"points","whose":["person"],"window":"year"},
        {"code":"ever","count":"minutes","whose":["person"],"window":"life"}
        """, """{"code":"day","measure":"day","atMost":"5 points"}"""));

    [Fact]
    public void Rows_say_the_same_as_all_that_was_added_as_long_as_a_window_is_open()
    {
        var (rows, book, first) = (new MemoryRows(), new MeterBook(), new DateOnly(2026, 1, 1));
        for (var day = 0; day < 1_200; day += 3)
        {
            var windows = Windows(book, first.AddDays(day), day);
            var changes = Changes(windows);
            book.Add(windows, changes);
            MeterRow.Add(rows, windows, changes, first.AddDays(day));
            for (var back = 0; back <= Math.Min(day, Filing.LongestOpen - 3); back += 21)
            {
                var open = Windows(book, first.AddDays(day - back), day - back);
                foreach (var measure in Rulebook.Measures) Assert.Equal(open.Of(measure.Number), MeterRow.Of(rows, open.KeyOf(measure.Number)));
            }
            Assert.InRange(rows.Count, 1, 16);
            Assert.InRange(rows.All.Sum(row => row.Value.Lines.Count), 1, 2 + 3 * Filing.LongestOpen / 3 + 20);
        }
        Assert.Equal(400 * 60, MeterRow.Of(rows, Windows(book, first, 0).KeyOf(4)).Got);
    }

    [Fact]
    public void What_is_taken_out_again_leaves_nothing()
    {
        var (rows, day) = (new MemoryRows(), new DateOnly(2026, 5, 1));
        var windows = Windows(new MeterBook(), day, 1);
        var changes = Changes(windows);
        MeterRow.Add(rows, windows, changes, day);
        Assert.Equal(100, MeterRow.Of(rows, windows.KeyOf(0)).Got);
        MeterRow.Add(rows, windows, changes, day, sign: -1);
        Assert.All(rows.All, row => Assert.Empty(row.Value.Lines));
    }

    [Fact]
    public void Of_a_place_nothing_is_read_that_only_begins_with_its_name()
    {
        var rows = new MemoryRows();
        var books = new Books(rows, DateTimeOffset.UnixEpoch, 1);
        rows.Put("place:b1", new MeterRow([new("m", "2026", 1, Open: [Open(1)])]));
        rows.Put("place:b1|2026-03", new MeterRow([new("m", "2026-03", 1, Open: [Open(2)])]));
        rows.Put("place:b10", new MeterRow([new("m", "2026", 1, Open: [Open(3)])]));
        Assert.Equal([1L, 2], MeterRow.OpenOf(books, "place:b1").Select(act => act.At).Order());
        Assert.DoesNotContain("place:b10", rows.Ranged);
    }

    private static OpenAct Open(int at) => new(at, ActId.Of(Guid.CreateVersion7()), PersonId.Of(Guid.CreateVersion7()), new(2026, 3, 1));

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

        /// <summary>The keys that were read by their range.</summary>
        public List<string> Ranged { get; } = [];

        public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class
        {
            var found = _rows.Where(row => string.CompareOrdinal(row.Key, from) >= 0 && string.CompareOrdinal(row.Key, before) < 0).Select(row => KeyValuePair.Create(row.Key, (T)row.Value)).ToList();
            Ranged.AddRange(found.Select(row => row.Key));
            return found;
        }

        public void Put<T>(string key, T row) where T : class => _rows[key] = row;

        public void Remove<T>(string key) where T : class => _rows.Remove(key);
    }
}
