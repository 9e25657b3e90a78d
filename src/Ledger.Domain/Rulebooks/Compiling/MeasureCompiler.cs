using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From measures as they are written to what is counted, whose and in which window.</summary>
internal sealed class MeasureCompiler(Compilation into, IReadOnlyDictionary<Code, int> numbers)
{
    public CompiledMeasure Compile(Measure measure, int number)
    {
        var at = $"/measures/{number}";
        var compiled = measure.Sum is not null ? Derived(measure, number, at) : Counted(measure, number, at);
        into.MeasureUnits[measure.Code.Value] = compiled.Unit;
        return compiled;
    }

    /// <summary>A measure that some other part of the document stands for; no clause can name it.</summary>
    /// <param name="rank">The rank it is counted for.</param>
    public CompiledMeasure Own(Measure measure, int number, string at, Code? rank = null, bool isLate = false) => Counted(measure, number, at, rank, isLate);

    private CompiledMeasure Derived(Measure measure, int number, string at)
    {
        if (measure.Count is not null || measure.Whose is not null || measure.Window is not null) into.Fault(at, "malformed");
        var amount = new AmountCompiler(into, numbers).Compile(new(new(null, new(measure.Sum!, measure.Less)), measure.Then), at);
        return new() { Number = number, Code = measure.Code, Unit = amount.Unit, Derived = amount, Slot = into.Facts.Take($"measure.{measure.Code}") };
    }

    private CompiledMeasure Counted(Measure measure, int number, string at, Code? rank = null, bool isLate = false)
    {
        if (measure.Count is null || measure.Whose is not { Count: 1 or 2 } || measure.Window is null || measure.Less is not null || measure.Then is not null) into.Fault(at, "malformed");
        if (measure.Window?.Form is { } form && Form.Of(("since", form.Since), ("last", form.Last), ("cycle", form.Cycle), ("period", form.Period)).Split(' ') is not [not ""])
            into.Fault($"{at}/window", "malformed");
        if (measure.Window?.Form is { } cycling && (cycling.Cycle is null != cycling.From is null || cycling.Cycle is { } cycle && !(cycle.Unit.Counts is "days" or "months" or "years" && cycle.Units is >= 1 and <= Filing.LongestOpen))) into.Fault($"{at}/window", "malformed");
        var (kind, of, unit) = What(measure.Count?.Text, measure.Fold, $"{at}/count");
        if (measure.Count?.Text is "days" or "redeemed" or "spent" && measure.Of != Happening.Redeem || (measure.Count?.Text == "units" && measure.Of is not (Happening.Redeem or Happening.Gift or Happening.Cash or Happening.Issue))) kind = CountKind.Other;
        return new()
        {
            Number = number, Code = measure.Code, Unit = unit, Rank = rank, CountsLate = isLate, IsOfRun = rank is null && IsOfRun(measure), Kind = measure.Count?.IsForm == true ? CountKind.Other : kind, Of = of, Input = measure.Count?.Text, IsBest = measure.Fold == Folding.Max,
            Tells = TellsOf(measure.Count), About = measure.Count?.Text is { } text && text.Contains('.') ? text[(text.IndexOf('.') + 1)..] : null, Run = measure.Count?.Form,
            Event = measure.Of ?? EventOf(measure.Count?.Text), IsReceived = measure.Count?.Text == "received", CountsPosted = measure.Status == Standing.Posted, CountsRecorded = measure.Status == Standing.Recorded, CountsOpenings = measure.Opening == true, IsBooked = measure.By == CountFrom.Booked, When = into.Selector(measure.When, $"{at}/when"), Whose = Ordered(measure),
            Window = measure.Window?.Text, Form = measure.Window?.Form, Period = PeriodOf(measure.Window?.Form, at),
            Meter = $"{measure.Code}~{Convert.ToHexStringLower(SHA256.HashData([.. DomainJson.Write(measure with { Clause = null, Whose = Ordered(measure) }), .. Encoding.UTF8.GetBytes(Beside(measure) + (rank is null ? IsOfRun(measure) ? "|kept for runs" : "" : $"|rank {rank}{(isLate ? " late" : "")}"))]))[..8]}",
        };
    }

    private bool IsOfRun(Measure measure) => into.Document.Measures?.Any(other => other.Count?.Form is { Unit: Window.Quarter or Window.HalfYear or Window.Year } run && run.Of == measure.Code) == true;

    private static Happening EventOf(string? count) => count switch { "sent" or "received" => Happening.Gift, "cashed" => Happening.Cash, "issued" => Happening.Issue, _ => Happening.Earn };

    private static Told TellsOf(TextOr<string, Run>? count) => count switch
    {
        { IsForm: true } => Told.Run,
        { Text: { } text } when text.StartsWith("periods.", StringComparison.Ordinal) => Told.Periods,
        { Text: { } text } when text.StartsWith("awarded.", StringComparison.Ordinal) => Told.Awarded,
        { Text: { } text } when text.StartsWith("applied.", StringComparison.Ordinal) => Told.Applied,
        { Text: { } text } when text.StartsWith("deducted.", StringComparison.Ordinal) => Told.Deducted,
        _ => Told.Counted,
    };

    /// <summary>The person before the household before all others, however it is written: his rows, which are one when two ids are. A pair is the doer with whom he served.</summary>
    private static Whose[] Ordered(Measure measure) => [.. (measure.Whose ?? []).SelectMany(whose => whose == Whose.Pair ? [Whose.Person, whose] : new[] { whose }).Distinct().Order()];

    /// <summary>What is part of what is counted and stands elsewhere: where the calendar's years or weeks start, when its slots are, what a window that is valued as a whole is worth.</summary>
    private string Beside(Measure measure)
    {
        var calendar = into.Document.Calendar;
        if (measure.Count?.Text == "amount") return string.Join('\n', WorthIn(measure.Code));
        if (measure.Whose?.Contains(Whose.Slot) == true || measure.Window?.Text == Window.Slot) return string.Join(',', (calendar?.Slots ?? []).Select(slot => $"{slot.Code} {slot.From} {slot.To}"));
        if (measure.Window?.Text == Window.Week) return $"{calendar?.WeekStarts ?? DayOfWeekStart.Monday}";
        if (measure.Window?.Text == Window.Year) return $"{calendar?.YearStarts ?? new MonthDay(1, 1)}";
        return measure.Window?.Form?.Period is { } code ? $"{calendar?.Periods?.FirstOrDefault(period => period.Code == code)?.YearStarts}" : "";
    }

    /// <summary>By which amounts, of which acts.</summary>
    private IEnumerable<string> WorthIn(Code measure) => into.Document.Acts.SelectMany(act => (act.Give ?? [])
        .Where(give => give.Amount.Form?.Then?.Any(stage => stage.Over == measure) == true).Select(give => $"{act.Code} {Encoding.UTF8.GetString(DomainJson.Write(give.Amount))}"));

    /// <summary>What is counted, of which input or commodity, in which unit.</summary>
    private (CountKind Kind, int Of, string Unit) What(string? count, Folding? fold, string at)
    {
        var isPlain = fold is null or Folding.Sum;
        var commodity = into.Document.Commodities.ToList().FindIndex(one => one.Code.Value == count);
        if (commodity >= 0) return (isPlain ? CountKind.Commodity : CountKind.Other, commodity, CommodityUnit(commodity));
        if (count?.StartsWith("input.", StringComparison.Ordinal) == true)
            return into.TypeOf(count) is { Counts: { } counts } ? (isPlain ? CountKind.Input : CountKind.Other, into.Facts.Take(count), counts) : into.Fault(at, "unknown-input", (CountKind.Other, 0, "times"));
        return count switch
        {
            "amount" => (CountKind.Amount, 0, "points"),
            "minutes" => (isPlain ? CountKind.Input : CountKind.Other, into.Facts.Take("act.minutes"), "minutes"),
            "balance" or "debt" => (CountKind.Standing, 0, CommodityUnit(0)),
            "acts" => (CountKind.Acts, 0, "times"),
            "days" => (CountKind.Days, 0, "times"),
            "units" => (CountKind.Units, 0, "times"),
            "redeemed" => (CountKind.Holds, 0, "times"),
            "spent" => (CountKind.Commodity, 0, CommodityUnit(0)),
            "sent" or "received" or "cashed" or "issued" => (CountKind.Commodity, 0, CommodityUnit(0)),
            _ => (CountKind.Other, 0, "times"),
        };
    }

    private string CommodityUnit(int commodity) => Unit.Find(into.Document.Commodities[commodity].Unit)?.Counts ?? "points";

    private int PeriodOf(WindowForm? form, string at)
    {
        if (form?.Period is not { } code) return -1;
        var number = (into.Document.Calendar?.Periods ?? []).ToList().FindIndex(period => period.Code == code);
        return number >= 0 ? number : into.Fault($"{at}/window/period", "unknown-period", -1);
    }
}
