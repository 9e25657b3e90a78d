using Ledger.Domain.Grid;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Rulebooks;

/// <summary>What a rulebook can see of somebody or something on a day: marks, age, tenure, where he belongs, and what stands in his windows.</summary>
public static class SubjectFacts
{
    /// <summary>All facts of a subject that some clause of the rulebook reads.</summary>
    public static IReadOnlyList<FactRead> Of(Books books, CompiledRulebook rulebook, Subject subject, DateOnly day, FromVault? vault = null) =>
        Of(books, rulebook, SubjectsOf(books, subject, day), subject.Kind, day, vault, [.. rulebook.Facts.Slots.Select(slot => slot.Key)]);

    /// <summary>Whose windows are a subject's: a person's are also those of his household, his team and his node.</summary>
    public static Subjects SubjectsOf(Books books, Subject subject, DateOnly day)
    {
        var others = new Dictionary<Whose, string> { [subject.Kind] = subject.Id };
        if (subject.Person is not { } person) return new("", "", others);
        var home = books.Find<Person>(person.ToString())?.HomeOn(day);
        if (home?.Household is { } household) others[Whose.Household] = household.ToString();
        if (home?.Node is { } node) others[Whose.Node] = node.Value;
        if (MemberOf.TeamOn(books, person, day) is { } team) others[Whose.Team] = team.ToString();
        return new("", person.ToString(), others);
    }

    /// <param name="asked">The facts to be read; of measures that follow from others also those.</param>
    /// <param name="dayOf">The day for which a fact is read, where that is not the same for all.</param>
    internal static IReadOnlyList<FactRead> Of(Books books, CompiledRulebook rulebook, Subjects subjects, Whose kind, DateOnly day, FromVault? vault, IReadOnlyCollection<string> asked, Func<string, DateOnly>? dayOf = null)
    {
        var reads = new List<FactRead>();
        foreach (var fact in asked)
            if (One(books, rulebook, subjects, kind, dayOf?.Invoke(fact) ?? day, vault, fact) is { } read) reads.Add(read);
        if (subjects.Has(Whose.Person)) Say("person.node/", PathOf(books, subjects, day));
        var derived = rulebook.Measures.Where(measure => measure.Derived is not null && asked.Contains($"measure.{measure.Code}")).ToList();
        if (derived.Count == 0) return reads;
        var row = new FactRow(rulebook.Facts).SayAll(reads);
        new Valuation(rulebook).Derive(row);
        foreach (var measure in derived)
            if (row[measure.Slot] is { } value) reads.Add(new($"measure.{measure.Code}", value));
        return reads;

        void Say(string family, IReadOnlyCollection<string> codes) =>
            reads.AddRange(asked.Where(fact => fact.StartsWith(family, StringComparison.Ordinal)).Select(fact => new FactRead(fact, codes.Contains(fact[family.Length..]) ? 1 : 0)));
    }

    private static FactRead? One(Books books, CompiledRulebook rulebook, Subjects subjects, Whose kind, DateOnly day, FromVault? vault, string fact) => fact.Split('.') switch
    {
        ["measure", var code] => MeasureOf(books, rulebook, subjects, day, code) is { } value ? new(fact, value) : null,
        ["level", var code] => LevelOf(books, rulebook, subjects, day, code) is { } position ? new(fact, position) : null,
        ["right", var right] when subjects.Has(kind) => new(fact, Rights.Lost(books, Subject.Parse(subjects.Of(kind))!.Value, day, right) is null ? 1 : 0),
        [not "act", "mark" or "since" or "value", _] and [var bearer, var asked, var code] => MarkOf(books, rulebook, subjects, kind, day, vault, fact, bearer, asked, code),
        ["person", var own] when subjects.Has(Whose.Person) => OfThePerson(books, subjects, day, vault, fact, own),
        _ => null,
    };

    private static FactRead? OfThePerson(Books books, Subjects subjects, DateOnly day, FromVault? vault, string fact, string asked)
    {
        var person = books.Find<Person>(subjects.Person);
        return asked switch
        {
            "age" => vault?.LeastAge is { } age ? new(fact, age) : null,
            "residence" when person is not null => new(fact, Code: person.Residence == Residence.Resident ? "resident" : "non-resident"),
            "tenure" when person?.Since is { } since => new(fact, Months(since, day)),
            "household" when person?.HouseholdOn(day) is { } home => new(fact, Code: home.ToString()),
            "team" when subjects.Has(Whose.Team) => new(fact, Code: subjects.Of(Whose.Team)),
            _ => null,
        };
    }

    /// <summary>A mark that is not borne is false, not unknown; only of those in the vault it may be unknown.</summary>
    private static FactRead? MarkOf(Books books, CompiledRulebook rulebook, Subjects subjects, Whose kind, DateOnly day, FromVault? vault, string fact, string bearer, string asked, string code)
    {
        var of = bearer == "subject" ? kind : Enum.Parse<Whose>(bearer, ignoreCase: true);
        if (!subjects.Speaks(of)) return null;
        if (rulebook.Document.Marks?.FirstOrDefault(mark => mark.Code.Value == code)?.Kept == KeptIn.Vault)
            return asked == "mark" && of == Whose.Person && vault?.Marks is { } kept ? new(fact, kept.Contains(code) ? 1 : 0) : null;
        var held = MarkHeld.On(books, subjects.Of(of), code, day);
        return asked switch
        {
            "mark" => new(fact, held is null ? 0 : 1),
            "since" when held is not null => new(fact, of == Whose.Activity ? day.DayNumber - held.From.DayNumber : Months(held.From, day)),
            "value" when held?.Value is { } value => new(fact, value),
            _ => null,
        };
    }

    /// <summary>Its position from 1; 0: none.</summary>
    private static long? LevelOf(Books books, CompiledRulebook rulebook, Subjects subjects, DateOnly day, string code) =>
        rulebook.Document.Ladders?.FirstOrDefault(ladder => ladder.Code.Value == code) is { } ladder && subjects.Speaks(ladder.Of)
            ? LevelHeld.On(books, subjects.Of(ladder.Of), ladder.Code, day)?.Position ?? 0 : null;

    private static long? MeasureOf(Books books, CompiledRulebook rulebook, Subjects subjects, DateOnly day, string code) =>
        rulebook.Measures.FirstOrDefault(one => one.Code.Value == code) is { } measure ? new MeasureReading(books, rulebook, subjects, day).Of(measure) : null;

    private static IReadOnlyCollection<string> PathOf(Books books, Subjects subjects, DateOnly day) =>
        books.Find<Person>(subjects.Person)?.HomeOn(day).Node is { } node ? [.. (books.Find<GridNode>(GridNode.Key(node))?.Path ?? []).Select(one => one.Value)] : [];

    /// <summary>Whole months from one day to another.</summary>
    private static long Months(DateOnly from, DateOnly to) => (to.Year - from.Year) * 12 + to.Month - from.Month - (to.Day < from.Day && to.AddDays(1).Day != 1 ? 1 : 0);
}
