namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Watches;

/// <summary>What a fact's values are.</summary>
internal enum FactKind { Code, Flag, Number, Place, Date, MonthDay, Time, Level }

/// <param name="Counts">The unit of a number.</param>
internal readonly record struct FactType(FactKind Kind, string? Counts = null);

/// <summary>The closed list of facts a rule can see: fixed ones, and those by the names the document declares.</summary>
internal static class FactNames
{
    private static readonly Dictionary<string, FactType> Fixed = new()
    {
        ["act.minutes"] = new(FactKind.Number, "minutes"), ["act.filedAfter"] = new(FactKind.Number, "days"), ["act.place"] = new(FactKind.Place),
        ["act.date"] = new(FactKind.Date), ["act.monthDay"] = new(FactKind.MonthDay), ["act.startTime"] = new(FactKind.Time), ["act.endTime"] = new(FactKind.Time),
        ["act.holiday"] = new(FactKind.Flag), ["act.served"] = new(FactKind.Flag), ["asking.date"] = new(FactKind.Date), ["asking.monthDay"] = new(FactKind.MonthDay),
        ["asking.time"] = new(FactKind.Time), ["asking.quantity"] = new(FactKind.Number, "times"), ["asking.fen"] = new(FactKind.Number, "fen"),
        ["person.age"] = new(FactKind.Number, "years"), ["person.tenure"] = new(FactKind.Number, "months"), ["person.node"] = new(FactKind.Place),
        ["lot.year"] = new(FactKind.Number, "years"), ["lot.yearsOld"] = new(FactKind.Number, "years"),
    };

    /// <summary>What is asked to be paid out, in the commodity that can be spent.</summary>
    private const string Points = "asking.points";

    private static readonly HashSet<string> Codes =
    [
        "act.type", "act.board", "act.review", "act.evidence", "act.source", "act.by", "act.servedIs", "act.team", "act.weekday", "act.slot",
        "person.residence", "person.team", "person.relation", "person.household",
        "asking.passage", "asking.item", "asking.category", "asking.merchant", "asking.channel", "asking.weekday", "asking.for",
        "lot.commodity", "lot.bucket", "lot.board", "lot.fund",
    ];

    private static readonly HashSet<string> Bearers = ["person", "household", "team", "place", "merchant", "activity", "act", "subject"];

    /// <summary>Null when there is no such fact.</summary>
    public static FactType? Find(RulebookDocument document, string name)
    {
        if (Fixed.TryGetValue(name, out var known)) return known;
        if (name == Points) return new(FactKind.Number, Unit.Find(document.Commodities[document.Spendable()].Unit)?.Counts ?? "points");
        if (Codes.Contains(name)) return new(FactKind.Code);
        if (name.StartsWith("input.", StringComparison.Ordinal)) return InputOf(document, name[6..]);
        if (name.StartsWith("level.", StringComparison.Ordinal)) return document.Ladders?.Any(ladder => ladder.Code.Value == name[6..]) == true ? new(FactKind.Level) : null;
        if (name.StartsWith("right.", StringComparison.Ordinal)) return Rights.All.Contains(name[6..]) ? new(FactKind.Flag) : null;
        var parts = name.Split('.');
        return parts.Length == 3 && Bearers.Contains(parts[0]) && (parts[0] != "act" || parts[1] == "mark") && MarkOf(document, parts[0], parts[2]) is { } mark ? OfMark(mark, parts[0], parts[1]) : null;
    }

    /// <summary>Every name that means something in a document.</summary>
    public static IEnumerable<string> All(RulebookDocument document) =>
    [
        .. Fixed.Keys, .. Codes, Points, "minutes", "bill", "quantity", "act", .. (document.Inputs ?? []).Select(input => $"input.{input.Code}"), .. (document.Measures ?? []).Select(measure => $"measure.{measure.Code}"),
        .. (document.Marks ?? []).SelectMany(mark => new[] { "mark", "since", "value" }.Select(asked => $"{mark.Of.ToString().ToLowerInvariant()}.{asked}.{mark.Code}")),
    ];

    /// <summary>One name for what may be called by two: <c>act.input.x</c> and <c>input.x</c>.</summary>
    public static string Plain(string name) =>
        name.StartsWith("act.input.", StringComparison.Ordinal) ? name[4..] : name.StartsWith("asking.input.", StringComparison.Ordinal) ? name[7..] : name switch
        {
            "minutes" => "act.minutes",
            "bill" => "asking.fen",
            "quantity" => "asking.quantity",
            _ => name,
        };

    /// <summary>What a step calls it: the member of the event where it is one.</summary>
    public static string InSteps(string plain) => plain switch { "act.minutes" => "minutes", "asking.fen" => "billFen", _ => plain };

    private static FactType? InputOf(RulebookDocument document, string code) =>
        document.Inputs?.FirstOrDefault(input => input.Code.Value == code) is { } input && Unit.Find(input.Unit) is { } unit ? new(FactKind.Number, unit.Counts) : null;

    private static Mark? MarkOf(RulebookDocument document, string bearer, string code) =>
        document.Marks?.FirstOrDefault(mark => mark.Code.Value == code && (bearer == "subject" || mark.Of.ToString().ToLowerInvariant() == bearer || (bearer == "act" && mark.Of == Document.MarkOf.Activity)));

    private static FactType? OfMark(Mark mark, string bearer, string asked) => asked switch
    {
        "mark" => new(FactKind.Flag),
        "since" => new(FactKind.Number, bearer == "activity" ? "days" : "months"),
        "value" when mark.Value is { } value && Unit.Find(value.Unit) is { } unit => new(FactKind.Number, unit.Counts),
        _ => null,
    };
}
