using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Honours;

/// <summary>Judges the ladders of somebody: by what stands in his windows when something posted, or at the end of a period.</summary>
public static class Laddering
{
    /// <summary>The ladders whose period has ended and of whom they are for some are still to be judged, with how far that went.</summary>
    public static IEnumerable<(Code Ladder, Whose Of, LadderState? State)> Due(Books books, DateOnly today)
    {
        if (Rulebook.InForce(books, today) is not { } rulebook) yield break;
        foreach (var ladder in rulebook.Compiled.Ladders)
            if (ladder.Entry.Judged.Form is { } every && rulebook.Compiled.FirstDay(every, today) is var first && books.Find<LadderState>(ladder.Entry.Code.Value) is var state && (state?.Period != first || !state.IsDone))
                yield return (ladder.Entry.Code, ladder.Entry.Of, state?.Period == first ? state : null);
    }

    /// <summary>After something posted, was undone or was taken: the ladders that are judged then, by the rulebook of today, of him, his household, his team and his node.</summary>
    internal static void Judge(Books books, PersonId person)
    {
        if (Rulebook.InForce(books, books.Today) is not { } rulebook || rulebook.Compiled.Ladders.All(one => one.Entry.Judged.Text != Judged.Posting)) return;
        var subjects = SubjectFacts.SubjectsOf(books, person, books.Today);
        foreach (var ladder in rulebook.Compiled.Ladders.Where(one => one.Entry.Judged.Text == Judged.Posting && subjects.Has(one.Entry.Of)))
            if (Subject.Parse(subjects.Of(ladder.Entry.Of)) is { } subject) Judge(books, rulebook, ladder, subject, books.Today, Facts(books, rulebook, subject, books.Today, null));
    }

    internal static FactRow Facts(Books books, Rulebook rulebook, Subject subject, DateOnly day, FromVault? vault) =>
        new FactRow(rulebook.Compiled.Facts).SayAll(SubjectFacts.Of(books, rulebook.Compiled, subject, day, vault));

    /// <param name="facts">As they stand at the end of what is judged.</param>
    internal static void Judge(Books books, Rulebook rulebook, CompiledLadder ladder, Subject subject, DateOnly from, FactRow facts)
    {
        if (Against(books, rulebook, subject, facts) is not null) return;
        LeaveOutUsed(books, rulebook, ladder, subject, facts);
        if (ladder.CycleSlot >= 0) JudgeCycles(books, rulebook, ladder, subject, from, facts);
        else Change(books, rulebook, ladder, subject, from, ladder.Position(facts));
    }

    /// <summary>Where an award uses up what it took, only what came after the day of the last counts.</summary>
    internal static void LeaveOutUsed(Books books, Rulebook rulebook, CompiledLadder ladder, Subject subject, FactRow facts)
    {
        if (ladder.Entry.Uses?.Text != Uses.Consumes || books.Find<LevelHeld>(LevelHeld.Key(subject.ToString(), ladder.Entry.Code)) is not { Awarded: var last }) return;
        var compiled = rulebook.Compiled;
        foreach (var measure in CompiledLadder.AmountsOf(ladder.Entry).Select(code => compiled.Measures.First(one => one.Code == code)))
            if (new MeasureReading(books, compiled, SubjectFacts.SubjectsOf(books, subject, books.Today), books.Today, last).Of(measure) is { } left) facts.Set(compiled.Facts.SlotOf($"measure.{measure.Code}"), left);
    }

    /// <summary>What keeps somebody from being honoured at all: a right that is suspended, or the gate for everybody. He keeps what he has.</summary>
    internal static string? Against(Books books, Rulebook rulebook, Subject subject, FactRow facts) =>
        Rights.Lost(books, subject, books.Today, Rights.Honour) is { } lost ? Rights.RuleOf(rulebook, lost)
        : subject.Kind == Whose.Person && rulebook.Compiled.Honour is { } gate && gate.Test(facts) != Truth.True ? "/members/honour" : null;

    /// <summary>The level was reached: at once, from a day on.</summary>
    internal static void Reach(Books books, Rulebook rulebook, CompiledLadder ladder, Subject subject, int position, DateOnly from, long? cycle = null, LevelApplicationId? application = null)
    {
        var level = ladder.Entry.Levels[position - 1];
        var benefits = (level.Benefits ?? []).Where(benefit => cycle is null or 0 || benefit.Cycles != Cycles.First).Select(benefit => new BenefitGiven(benefit.Item, benefit.Units?.Units ?? 1)).ToList();
        books.Add(Stream.Of(subject), new LevelReached(subject, ladder.Entry.Code, level.Code, position, cycle, from, Until(ladder.Entry.Lasts, from), benefits.Count > 0 ? benefits : null, rulebook.Stamp, application));
        Following.Follow(books, $"level.{ladder.Entry.Code}", subject);
    }

    private static void Change(Books books, Rulebook rulebook, CompiledLadder ladder, Subject subject, DateOnly from, int now)
    {
        // A household comes with each of its members: the period is judged once.
        if (ladder.Entry.Judged.IsForm && books.Find<LevelHeld>(LevelHeld.Key(subject.ToString(), ladder.Entry.Code))?.Awarded == from) return;
        var held = LevelHeld.On(books, subject.ToString(), ladder.Entry.Code, from);
        var before = held?.Position ?? 0;
        // What is judged when something posts is reached one after the other; a judging awards the one level.
        if (now > before) for (var position = ladder.Entry.Judged.IsForm ? now : before + 1; position <= now; position++) Reach(books, rulebook, ladder, subject, position, from);
        else if (now == before && now > 0 && ladder.Entry.Judged.IsForm) Reach(books, rulebook, ladder, subject, now, from);
        else if (now < before && (ladder.Entry.Falls ?? Falls.Never) != Falls.Never)
        {
            books.Add(Stream.Of(subject), new LevelLost(subject, ladder.Entry.Code, held!.Level, now > 0 ? ladder.Entry.Levels[now - 1].Code : default(Code?), now, from, rulebook.Stamp));
            if (now > 0 && ladder.Entry.Judged.IsForm) Reach(books, rulebook, ladder, subject, now, from);
        }
    }

    /// <summary>Levels inside a cycle that repeats: each is reached anew in each, and none is lost.</summary>
    private static void JudgeCycles(Books books, Rulebook rulebook, CompiledLadder ladder, Subject subject, DateOnly from, FactRow facts)
    {
        if (facts[ladder.CycleSlot] is not { } amount) return;
        var held = LevelHeld.On(books, subject.ToString(), ladder.Entry.Code, from);
        var (cycle, position) = (held?.Cycle ?? 0, held?.Inside ?? 0);
        for (var (last, inside) = ladder.Split(amount); cycle <= last; (cycle, position) = (cycle + 1, 0))
        {
            var now = ladder.Position(facts.Set(ladder.CycleSlot, cycle < last ? ladder.Cycle : inside));
            while (position < now) Reach(books, rulebook, ladder, subject, ++position, from, cycle);
        }
    }

    private static DateOnly? Until(Quantity? lasts, DateOnly from) => lasts is not { } span ? null : span.Unit.Counts switch
    {
        "years" => from.AddYears((int)span.Units).AddDays(-1),
        "months" => from.AddMonths((int)span.Units).AddDays(-1),
        _ => from.AddDays((int)span.Units - 1),
    };
}
