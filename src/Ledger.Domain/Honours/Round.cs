using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Honours;

/// <summary>A round of a rank: the period that is compared, and the rulebook of its last day.</summary>
internal sealed record Round(Rulebook Rulebook, CompiledRank Rank, DateOnly From, DateOnly To)
{
    /// <summary>As it is written: <c>2026-05</c>, <c>2026-q2</c>, <c>season-2026</c>.</summary>
    public string Period => Rulebook.Compiled.NameOf(Rank.Every, From);

    /// <summary>The round that a day lies in, by a rulebook; null where it has no such rank.</summary>
    public static Round? Of(Rulebook? rulebook, Code code, DateOnly day) =>
        rulebook?.Compiled.Ranks.FirstOrDefault(one => one.Entry.Code == code) is { } rank ? new(rulebook, rank, rulebook.Compiled.FirstDay(rank.Every, day), rulebook.Compiled.LastDay(rank.Every, day)) : null;

    /// <summary>Those of some rows who have enough to be ranked, with what decides between them.</summary>
    public IReadOnlyList<RoundEntry> Entries(Books books, string? after, string? upTo, DateOnly day)
    {
        var entries = new List<RoundEntry>();
        foreach (var subject in Walking.Of(books, Rank.Entry.Of, after, upTo, day))
            if (Entry(books, subject, day) is { } entry) entries.Add(entry);
        return entries;
    }

    private RoundEntry? Entry(Books books, Subject subject, DateOnly day)
    {
        var facts = Laddering.Facts(books, Rulebook, subject, day, null);
        var (value, late) = ValueOf(books, subject, day, facts);
        var entry = new RoundEntry(subject, value, Rank.Entry.Ties == Rulebooks.Document.Ties.EarlierLastAct ? LastAct(books, subject, day) : null, Rank.Entry.Ties == Rulebooks.Document.Ties.FewerActs ? Acts(books, subject, day) : null, Apart(books, subject, day), late);
        return entry.Value >= Rank.AtLeast && Laddering.Against(books, Rulebook, subject, facts) is null && (Rank.Where is null || Rank.Where.Test(facts) == Truth.True) ? entry : null;
    }

    /// <summary>By what he is compared, and how much of it came too late for the round before.</summary>
    private (long Value, long? Late) ValueOf(Books books, Subject subject, DateOnly day, FactRow facts)
    {
        if (Rank.Own.Count == 0) return (facts[Rank.Slot] ?? 0, null);
        var (windows, own) = (Windows(books, subject, day), new FactRow(Rulebook.Compiled.Facts));
        foreach (var measure in Rulebook.Compiled.Measures.Where(measure => measure is { Derived: null, Rank: null } && Rulebook.Compiled.Facts.SlotOf($"measure.{measure.Code}") is >= 0))
            if (facts[$"measure.{measure.Code}"] is { } value) own.Say($"measure.{measure.Code}", value);
        var all = Compared(own, one => windows.Of(one.Own).Got);
        return Rank.Own.All(one => windows.Of(one.Late).Got == 0) ? (all, null) : (all, all - Compared(own, one => windows.Of(one.Own).Got - windows.Of(one.Late).Got));
    }

    private long Compared(FactRow row, Func<(int Slot, int Own, int Late), long> got)
    {
        foreach (var one in Rank.Own) row.Set(one.Slot, got(one));
        new Valuation(Rulebook.Compiled).Derive(row);
        return row[Rank.Slot] ?? 0;
    }

    private ActWindows Windows(Books books, Subject subject, DateOnly day) => new(Rulebook.Compiled, new StandingMeters(books), SubjectFacts.SubjectsOf(books, subject, day), day);

    private MeterKey KeyOfActs(Books books, Subject subject, DateOnly day) => Windows(books, subject, day).KeyOf(Rank.Acts);

    private DateOnly? LastAct(Books books, Subject subject, DateOnly day) => KeyOfActs(books, subject, day) is var key ? MeterRow.LastDay(books, key.Meter, key.Scope, From, To) : null;

    private long Acts(Books books, Subject subject, DateOnly day) => MeterRow.Of(books, KeyOfActs(books, subject, day)).Got;

    private string? Apart(Books books, Subject subject, DateOnly day) => (Rank.Entry.Apart, subject.Person) switch
    {
        (Whose.Node, { } person) => books.Find<Person>(person.ToString())?.HomeOn(day).Node?.Value,
        (Whose.Team, { } person) => MemberOf.TeamOn(books, person, day)?.ToString(),
        _ => null,
    };
}
