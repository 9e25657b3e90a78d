using Ledger.Domain.Communities;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Acts;

/// <summary>What a rulebook can see of an act: all of it was frozen when the act was recorded.</summary>
internal static class ActFacts
{
    private static readonly HashSet<string> Fixed =
    [
        "act.type", "act.board", "act.evidence", "act.source", "act.minutes", "act.date", "act.monthDay", "act.weekday", "act.startTime", "act.endTime", "act.slot",
        "person.household", "person.team", "act.team", "act.by", "act.served", "act.servedIs", "act.review", "lot.commodity", "lot.bucket", "lot.board", "lot.fund", "lot.year",
    ];

    private static bool SaysItself(string fact) =>
        Fixed.Contains(fact) || fact.StartsWith("input.", StringComparison.Ordinal) || fact.StartsWith("act.mark.", StringComparison.Ordinal) || fact.StartsWith("act.place/", StringComparison.Ordinal) || fact.StartsWith("person.node/", StringComparison.Ordinal);

    /// <summary>What clauses about acts read and the act does not say, as it stands now: marks, age, tenure and windows on the day of the act.</summary>
    /// <param name="vault">Which of the marks in the vault the doer bore on the day of the act; what is answered tells only how the gates that read them came out.</param>
    public static IReadOnlyList<FactRead> Read(Books books, CompiledRulebook rulebook, ActRecorded act, DateOnly filedOn, IReadOnlyList<Code>? vault)
    {
        var seen = Seen(books, rulebook, act, filedOn, vault);
        if (rulebook.Facts.Veiled.Count == 0) return seen;
        var facts = Of(rulebook, act, seen);
        var gates = rulebook.Acts[rulebook.ActOf(act.ActType)].Gates.Where(gate => gate.Condition is not null).Select(gate => (gate.Condition, Truth: gate.Asked.Test(facts)));
        return [.. seen.Where(read => !rulebook.Facts.Veiled.Contains(read.Fact)), .. gates.Where(gate => gate.Truth != Truth.Unknown).Select(gate => new FactRead(gate.Condition!, gate.Truth == Truth.True ? 1 : 0))];
    }

    /// <summary>The same with the marks themselves: for the decision at hand, and never to be kept.</summary>
    public static IReadOnlyList<FactRead> Seen(Books books, CompiledRulebook rulebook, ActRecorded act, DateOnly filedOn, IReadOnlyList<Code>? vault)
    {
        List<string> asked = [.. rulebook.OfActs.Where(fact => !SaysItself(fact))];
        var lost = asked.Contains($"right.{Rights.Earn}") ? null : Rights.Lost(books, act.Person, act.OccurredOn, Rights.Earn);
        if (asked.Count == 0 && lost is null) return [];
        var reads = SubjectFacts.Of(books, rulebook, SubjectsOf(rulebook, act), Whose.Person, act.OccurredOn, new(act.AgeBand, vault), asked).ToList();
        if (lost is not null) reads.Add(new($"right.{Rights.Earn}", 0));
        if (asked.Contains("act.filedAfter")) reads.Add(new("act.filedAfter", filedOn.DayNumber - act.OccurredOn.DayNumber));
        if (asked.Contains("act.holiday")) reads.Add(new("act.holiday", WorkCalendar.IsHoliday(books, act.OccurredOn) ? 1 : 0));
        return reads;
    }

    /// <param name="read">What was read when it was valued first.</param>
    /// <param name="board">Of an act type that the rulebook may not have.</param>
    public static FactRow Of(CompiledRulebook rulebook, ActRecorded act, IReadOnlyList<FactRead>? read = null, Code? board = null) => Say(new FactRow(rulebook.Facts), rulebook, act, read, board);

    /// <summary>The same, into a row that knows nothing.</summary>
    public static FactRow Say(FactRow row, CompiledRulebook rulebook, ActRecorded act, IReadOnlyList<FactRead>? read = null, Code? board = null)
    {
        row.SayAll(read ?? []).Say("act.type", act.ActType.Value).Say("act.board", BoardOf(rulebook, act, board).Value).Say("act.evidence", Kebab(act.Evidence))
            .Say("act.minutes", act.Minutes.Count).Say("act.date", act.OccurredOn.DayNumber).Say("act.monthDay", act.OccurredOn.Month * 100 + act.OccurredOn.Day)
            .Say("act.weekday", act.OccurredOn.DayOfWeek.ToString()[..3].ToLowerInvariant()).Say("act.startTime", MinuteOf(act.StartedAt)).Say("act.endTime", MinuteOf(act.EndedAt))
            .SayAll("act.place/", [.. act.Place.Path.Select(node => node.Value)]).SayAll("person.node/", [.. act.Belonging.Path.Select(node => node.Value)]);
        foreach (var (input, value) in act.Inputs ?? []) row.Say($"input.{input}", value);
        row.SayAll("act.mark.", [.. (act.Marks ?? []).Select(mark => mark.Value)]);
        if (act.Source is { } source) row.Say("act.source", source.Kind.Value);
        if (SlotOf(rulebook, act) is { } slot) row.Say("act.slot", slot.Value);
        if (act.Belonging.Household is { } home) row.Say("person.household", home.ToString());
        if (act.Team is { } team) row.Say("person.team", team.ToString()).Say("act.team", team.ToString());
        if (act.By is { } by) row.Say("act.by", by.ToString().ToLowerInvariant());
        if (act.Review is { } review) row.Say("act.review", review.Value);
        row.Say("act.served", act.Served is null ? 0 : 1);
        if (act.ServedIs is { } served) row.Say("act.servedIs", served.ToString().ToLowerInvariant());
        return row;
    }

    /// <summary>Whose the act is, and which windows it falls in.</summary>
    public static ActWindows WindowsOf(CompiledRulebook rulebook, IStanding standing, ActRecorded act, Code? board = null, DateOnly? bookedOn = null, DateOnly? postedOn = null, IReadOnlyList<Code>? lateFor = null) =>
        new(rulebook, standing, SubjectsOf(rulebook, act, board), act.OccurredOn, bookedOn, postedOn, lateFor);

    public static Subjects SubjectsOf(CompiledRulebook rulebook, ActRecorded act, Code? board = null)
    {
        var others = OthersOf(act, BoardOf(rulebook, act, board));
        if (SlotOf(rulebook, act) is { } slot) others[Whose.Slot] = $"{act.OccurredOn:yyyy-MM-dd}/{slot}";
        return new(act.Act.ToString(), act.Person.ToString(), others);
    }

    /// <summary>Those in whose windows it may be counted, whatever the rulebook says.</summary>
    public static IEnumerable<string> ScopesOf(ActRecorded act, Code board) => OthersOf(act, board) is var others
        ? others.Keys.Append(Whose.Person).Append(Whose.Community).Select(new Subjects(act.Act.ToString(), act.Person.ToString(), others).Of) : [];

    private static Dictionary<Whose, string> OthersOf(ActRecorded act, Code board)
    {
        var others = new Dictionary<Whose, string> { [Whose.Place] = act.Place.Node.Value, [Whose.Board] = board.Value };
        if (act.Belonging.Household is { } home) others[Whose.Household] = home.ToString();
        if (act.Team is { } team) others[Whose.Team] = team.ToString();
        if (act.Served is { } served) others[Whose.Pair] = served.ToString();
        if (act.Belonging.Node is { } node) others[Whose.Node] = node.Value;
        if (act.Source is not { } source) return others;
        others[Whose.Source] = others[Whose.Activity] = $"{source.Kind}/{source.Id}";
        if (source.Kind.Value == "session") others[Whose.Session] = source.Id.ToString();
        return others;
    }

    private static Code BoardOf(CompiledRulebook rulebook, ActRecorded act, Code? board) =>
        rulebook.ActOf(act.ActType) is >= 0 and var type ? rulebook.Document.Acts[type].Board : board ?? throw new InvalidOperationException($"No act type {act.ActType}.");

    private static int MinuteOf(DateTimeOffset time) => time.Hour * 60 + time.Minute;

    private static string Kebab(Evidence evidence) => evidence switch { Evidence.SystemTimed => "system-timed", Evidence.LeaderSigned => "leader-signed", _ => "back-filled" };

    /// <summary>The part of the day in which it began; one that ends before it begins goes over midnight.</summary>
    private static Code? SlotOf(CompiledRulebook rulebook, ActRecorded act)
    {
        var start = MinuteOf(act.StartedAt);
        foreach (var slot in rulebook.Document.Calendar?.Slots ?? [])
            if (slot.From.Minutes <= slot.To.Minutes ? start >= slot.From.Minutes && start < slot.To.Minutes : start >= slot.From.Minutes || start < slot.To.Minutes) return slot.Code;
        return null;
    }
}
