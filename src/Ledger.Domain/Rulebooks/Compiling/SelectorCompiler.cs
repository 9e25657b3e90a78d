using System.Globalization;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From a condition as it is written to lines that can be asked quickly.</summary>
internal static class SelectorCompiler
{
    public const int Deepest = 4, MostInList = 16, MostLines = 64;

    public static CompiledSelector Compile(Compilation into, When when, string pointer)
    {
        var lines = new List<SelectorLine>();
        Add(into, lines, when, pointer, Deepest);
        if (lines.Count > MostLines) into.Fault(pointer, "too-large");
        return new([.. lines]);
    }

    private static void Add(Compilation into, List<SelectorLine> lines, When when, string pointer, int levels)
    {
        var isGroup = when.About is "All" or "Any" or "Not";
        if (isGroup && (levels == 0 || when.Asks != "")) into.Fault(pointer, levels == 0 ? "too-deep" : "malformed");
        else if (isGroup) AddGroup(into, lines, when, pointer, levels - 1);
        else AddTest(into, lines, when, pointer);
    }

    private static void AddGroup(Compilation into, List<SelectorLine> lines, When when, string pointer, int levels)
    {
        var at = lines.Count;
        lines.Add(default);
        var (ask, member, parts) = when.Not is { } not ? (Ask.Not, "not", [not]) : when.All is { } all ? (Ask.All, "all", all) : (Ask.Any, "any", when.Any!);
        if (parts.Count is 0 or > MostInList) into.Fault($"{pointer}/{member}", "out-of-range");
        for (var number = 0; number < parts.Count; number++) Add(into, lines, parts[number], ask == Ask.Not ? $"{pointer}/not" : $"{pointer}/{member}/{number}", levels);
        lines[at] = new(ask, lines.Count);
    }

    private static void AddTest(Compilation into, List<SelectorLine> lines, When when, string pointer)
    {
        var fact = when.About switch
        {
            "Fact" => FactNames.Plain(when.Fact!),
            "Measure" => $"measure.{when.Measure}",
            "Level" => $"level.{when.Level}",
            "Right" => $"right.{when.Right}",
            _ => null,
        };
        if (fact is null) into.Fault(pointer, "malformed");
        else if (into.TypeOf(fact) is not { } type) into.Fault(pointer, "unknown-fact");
        else if (when.Asks == "Under" && type.Kind == FactKind.Place) AddPlaces(into, lines, fact, when.Under!);
        else lines.Add(Test(into, when, fact, type, pointer) with { Next = lines.Count + 1, Slot = into.Facts.Take(fact) });
        if (fact is not null && VaultMarks.IsOne(into.Document, fact)) into.Facts.Veiled.Add(fact);
        if (fact == "person.age" && lines[^1] is var test)
            foreach (var edge in new[] { test.Low, test.High is > 0 and < 200 ? test.High + 1 : 0 })
                if (edge is > 0 and < 200) into.Facts.Ages.Add((int)edge);
    }

    /// <summary>Each node named has a flag of its own.</summary>
    private static void AddPlaces(Compilation into, List<SelectorLine> lines, string fact, IReadOnlyList<Code> nodes)
    {
        lines.Add(new(Ask.Any, lines.Count + 1 + nodes.Count));
        foreach (var node in nodes) lines.Add(new(Ask.Between, lines.Count + 1, into.Facts.Take($"{fact}/{node}"), 1, 1));
    }

    private static SelectorLine Test(Compilation into, When when, string fact, FactType type, string pointer)
    {
        long Of(Bound? bound) => Value(into, bound!.Value, fact, type, pointer);
        switch (when.Asks)
        {
            case "Known": return new(Ask.Known, 0, Low: when.Known == true ? 1 : 0);
            case "Is" when type.Kind == FactKind.Flag: return Exactly(when.Is == true ? 1 : 0);
            case "In" when type.Kind == FactKind.Code: return new(Ask.In, 0, Set: [.. when.In!.Select(code => into.Facts.Name(code.Value))]);
            case "AtLeast" when type.Kind is FactKind.Number or FactKind.Level: return new(Ask.Between, 0, Low: Of(when.AtLeast), High: long.MaxValue);
            case "AtMost" when type.Kind is FactKind.Number or FactKind.Level: return new(Ask.Between, 0, Low: long.MinValue, High: Of(when.AtMost));
            case "Below" when type.Kind is FactKind.Number or FactKind.Level: return new(Ask.Between, 0, Low: long.MinValue, High: Of(when.Below) - 1);
            case "From" when type.Kind == FactKind.Date: return new(Ask.Between, 0, Low: Of(when.From), High: long.MaxValue);
            case "To" when type.Kind == FactKind.Date: return new(Ask.Between, 0, Low: long.MinValue, High: Of(when.To));
            case "From To" when type.Kind is FactKind.Date or FactKind.MonthDay: return Around(Of(when.From), Of(when.To));
            case "From To" when type.Kind == FactKind.Time: return Around(Of(when.From), Of(when.To) - 1);
            default: return into.Fault(pointer, "malformed", Exactly(0));
        }
    }

    private static SelectorLine Exactly(long value) => new(Ask.Between, 0, Low: value, High: value);

    /// <summary>From a later to an earlier goes over the new year or over midnight.</summary>
    private static SelectorLine Around(long from, long to) => from <= to ? new(Ask.Between, 0, Low: from, High: to) : new(Ask.Outside, 0, Low: to + 1, High: from - 1);

    private static long Value(Compilation into, Bound bound, string fact, FactType type, string pointer)
    {
        switch (type.Kind)
        {
            case FactKind.Number when Quantity.Parse(bound.Text) is { } quantity: return into.In(type.Counts!, quantity, pointer);
            case FactKind.Time when TimeOfDay.Parse(bound.Text) is { } time: return time.Minutes;
            case FactKind.MonthDay when MonthDay.Parse(bound.Text) is { } day: return day.Month * 100 + day.Day;
            case FactKind.Date when DateOnly.TryParseExact(bound.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date): return date.DayNumber;
            case FactKind.Level when LevelOf(into, fact[6..], bound.Text) is >= 0 and var position: return position;
            default: return into.Fault(pointer, type.Kind == FactKind.Level ? "unknown-level" : type.Kind == FactKind.Number ? "wrong-unit" : "no-such-date", 0L);
        }
    }

    /// <summary>From 1; 0 is no level yet.</summary>
    private static int LevelOf(Compilation into, string ladder, string level)
    {
        var levels = into.Document.Ladders!.First(one => one.Code.Value == ladder).Levels;
        for (var at = 0; at < levels.Count; at++)
            if (levels[at].Code.Value == level) return at + 1;
        return -1;
    }
}
