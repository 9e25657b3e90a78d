using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>Who would have won the rounds of one draft's ranks, beside who has: counted when the books counted them, or two days after their end where they did not.</summary>
internal sealed class SimulatedRounds(CompiledRulebook compiled, SimulatedWindows windows, SimulatedWorth worth, SimulatedLevels levels)
{
    private const int Grace = 2, MostTold = 40;

    private readonly Dictionary<Subject, (Subjects Windows, string? Node, string? Team)> _known = [];
    private readonly DateOnly?[] _next = new DateOnly?[compiled.Ranks.Count];
    private readonly Dictionary<(Code Rank, DateOnly To, Subject Subject), (DateOnly LastAct, long Acts)> _ties = [];
    private readonly Dictionary<string, (Code Rank, DateOnly To, Subject Subject)> _certificates = [];
    private readonly HashSet<(Code Rank, DateOnly To, Subject Subject)> _would = [];
    private readonly FactRow _row = new(compiled.Facts);

    /// <summary>An act that posts: whose it is may be ranked, and it counts in the round of its day, or in the next if that was counted.</summary>
    /// <param name="changes">What it adds to measures of ranks.</param>
    public void Add(ActRecorded act, IReadOnlyList<MeterChange> changes, DateOnly bookedOn)
    {
        foreach (var rank in compiled.Ranks)
        {
            _next[rank.Number] ??= compiled.LastDay(rank.Every, bookedOn);
            if (SubjectOf(act, rank.Entry.Of) is { } subject) _known[subject] = (WindowsOf(subject, act), act.Belonging.Node?.Value, act.Team?.ToString());
        }
        foreach (var change in changes)
        {
            var measure = compiled.Measures[change.Measure];
            var rank = compiled.Ranks.First(one => one.Entry.Code == measure.Rank);
            var day = act.OccurredOn < compiled.FirstDay(rank.Every, _next[rank.Number]!.Value) ? bookedOn : act.OccurredOn;
            windows.Turn(ActFacts.SubjectsOf(compiled, act), day).Add(change.Measure, change.In, change.Got);
            if (change.Measure != rank.Acts || change.Got == 0 || SubjectOf(act, rank.Entry.Of) is not { } of) continue;
            var key = (rank.Entry.Code, compiled.LastDay(rank.Every, day), of);
            var before = _ties.GetValueOrDefault(key);
            _ties[key] = (day > before.LastAct ? day : before.LastAct, before.Acts + 1);
        }
    }

    /// <summary>Counts rounds that nobody has closed in the books.</summary>
    public void Day(DateOnly day)
    {
        foreach (var rank in compiled.Ranks)
            while (_next[rank.Number] is { } to && to.AddDays(Grace) <= day) Count(rank, to, null);
    }

    public void See(RoundClosed closed)
    {
        foreach (var rank in compiled.Ranks.Where(rank => rank.Entry.Code == closed.Rank && _next[rank.Number] == closed.To)) Count(rank, closed.To, closed.Seed);
    }

    public void See(HonourAwarded awarded, Subject subject) => _certificates[awarded.Certificate] = (awarded.Rank, awarded.To, subject);

    public void See(HonourWithdrawn withdrawn) => _certificates.Remove(withdrawn.Certificate);

    /// <summary>By rank, how many places were won and would have been, and whose differ.</summary>
    public (IReadOnlyDictionary<string, PlacesWon> Ranks, IReadOnlyList<PlaceChange> Changes) Report(DateOnly on)
    {
        foreach (var rank in compiled.Ranks)
            while (_next[rank.Number] is { } to && to < on) Count(rank, to, null);
        var was = _certificates.Values.ToHashSet();
        var ranks = new SortedDictionary<string, PlacesWon>(was.Concat(_would).GroupBy(one => one.Rank).ToDictionary(same => same.Key.Value, same =>
            new PlacesWon(new(same.Distinct().Count(was.Contains), same.Distinct().Count(_would.Contains)), same.Distinct().Count(one => !was.Contains(one)), same.Distinct().Count(one => !_would.Contains(one)))), StringComparer.Ordinal);
        var changes = was.Except(_would).Select(one => new PlaceChange(one.Rank, one.To, one.Subject, false)).Concat(_would.Except(was).Select(one => new PlaceChange(one.Rank, one.To, one.Subject, true)));
        return (ranks, [.. changes.OrderBy(one => one.To).ThenBy(one => one.Rank.Value, StringComparer.Ordinal).ThenBy(one => one.Subject.ToString(), StringComparer.Ordinal).Take(MostTold)]);
    }

    private void Count(CompiledRank rank, DateOnly to, string? seed)
    {
        var entries = new List<RoundEntry>();
        foreach (var (subject, known) in _known.Where(one => one.Key.Kind == rank.Entry.Of))
        {
            windows.Turn(known.Windows, to);
            worth.SayMeasures(_row.Clear().SayAll("person.mark.", levels.MarksOn(subject, to)));
            if ((compiled.Honour is { } gate && subject.Person is not null && gate.Test(_row) != Truth.True) || (rank.Where is { } where && where.Test(_row) != Truth.True)) continue;
            foreach (var own in rank.Own) _row.Set(own.Slot, windows.Of(own.Own).Got);
            worth.Derive(_row);
            var ties = _ties.GetValueOrDefault((rank.Entry.Code, to, subject));
            if (_row[rank.Slot] is { } value && value >= rank.AtLeast)
                entries.Add(new(subject, value, ties.Acts > 0 ? ties.LastAct : null, ties.Acts, rank.Entry.Apart switch { Whose.Node => known.Node, Whose.Team => known.Team, _ => null }));
        }
        foreach (var placed in Ranking.Winners(rank, entries, seed)) _would.Add((rank.Entry.Code, to, placed.Entry.Subject));
        _next[rank.Number] = compiled.LastDay(rank.Every, to.AddDays(1));
    }

    private static Subject? SubjectOf(ActRecorded act, Whose of) => of switch
    {
        Whose.Person => Subject.Of(act.Person),
        Whose.Household => act.Belonging.Household is { } home ? Subject.Of(home) : null,
        Whose.Team => act.Team is { } team ? Subject.Of(team) : null,
        Whose.Node => act.Belonging.Node is { } node ? new Subject(Whose.Node, node.Value) : null,
        _ => null,
    };

    private static Subjects WindowsOf(Subject subject, ActRecorded act) => subject.Person is { } person
        ? new("", person.ToString(), act.Belonging.Household is { } home ? new Dictionary<Whose, string> { [Whose.Household] = home.ToString() } : [])
        : new("", "", new Dictionary<Whose, string> { [subject.Kind] = subject.Id });
}
