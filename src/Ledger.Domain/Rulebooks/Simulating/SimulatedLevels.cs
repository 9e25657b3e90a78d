using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>The levels people would hold at the end by one draft, beside those they hold in the books. Only what windows and marks decide is judged.</summary>
internal sealed class SimulatedLevels(CompiledRulebook compiled, SimulatedWindows windows, SimulatedWorth worth)
{
    private readonly CompiledLadder[] _ladders = [.. compiled.Ladders.Where(ladder => ladder.Entry.Of == Whose.Person && ladder.CycleSlot < 0)];
    private readonly Dictionary<(Subject Subject, Code Ladder), int> _held = [];
    private readonly Dictionary<Subject, Dictionary<Code, (DateOnly From, DateOnly? Until)>> _marks = [];
    private readonly Dictionary<PersonId, ActRecorded> _people = [];

    /// <summary>Somebody is in it with his last act: whose household and team he is in then.</summary>
    public void See(ActRecorded act)
    {
        if (_ladders.Length > 0) _people[act.Person] = act;
    }

    public void See(LevelReached reached) => _held[(reached.Subject, reached.Ladder)] = reached.Position;

    public void See(LevelLost lost) => _held[(lost.Subject, lost.Ladder)] = lost.Position;

    public void See(MarkSet set) => MarksOf(set.Of)[set.Mark] = (set.From, set.Until);

    public void See(MarkEnded ended)
    {
        if (MarksOf(ended.Of) is var marks && marks.TryGetValue(ended.Mark, out var runs)) marks[ended.Mark] = (runs.From, ended.From.AddDays(-1));
    }

    /// <summary>By ladder and level, how many people hold it and would hold it: each in his highest only.</summary>
    public IReadOnlyDictionary<string, WasAndWould> Report(DateOnly on)
    {
        var report = new SortedDictionary<string, WasAndWould>(StringComparer.Ordinal);
        var row = new FactRow(compiled.Facts);
        foreach (var (person, act) in _people)
        {
            var subject = Subject.Of(person);
            windows.Turn(new Subjects("", person.ToString(), act.Belonging.Household is { } home ? new Dictionary<Whose, string> { [Whose.Household] = home.ToString() } : []), on);
            worth.SayMeasures(row.Clear().SayAll("person.mark.", MarksOn(subject, on)));
            foreach (var ladder in _ladders)
            {
                Count(ladder, _held.GetValueOrDefault((subject, ladder.Entry.Code)), (1, 0));
                Count(ladder, ladder.Position(row), (0, 1));
            }
        }
        return report;

        void Count(CompiledLadder ladder, int position, (long, long) one)
        {
            if (position == 0 || position > ladder.Entry.Levels.Count) return;
            var key = $"{ladder.Entry.Code}/{ladder.Entry.Levels[position - 1].Code}";
            report[key] = report.GetValueOrDefault(key, new(0, 0)) + one;
        }
    }

    private Dictionary<Code, (DateOnly From, DateOnly? Until)> MarksOf(Subject subject) => _marks.TryGetValue(subject, out var marks) ? marks : _marks[subject] = [];

    internal List<string> MarksOn(Subject subject, DateOnly day) =>
        _marks.TryGetValue(subject, out var marks) ? [.. marks.Where(mark => mark.Value.From <= day && !(mark.Value.Until < day)).Select(mark => mark.Key.Value)] : [];
}
