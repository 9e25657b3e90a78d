using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From watches as they are written to conditions that can be asked.</summary>
internal sealed class WatchCompiler(Compilation into, List<CompiledMeasure> measures)
{
    public const int MostWatches = 100, MostEffects = 6;

    public CompiledWatch Compile(Watch watch, int number)
    {
        var at = $"/watches/{number}";
        if (number >= MostWatches || watch.Do.Count is 0 or > MostEffects) into.Fault(number >= MostWatches ? "/watches" : $"{at}/do", "out-of-range");
        if (watch.Of is not (Whose.Person or Whose.Household or Whose.Team or Whose.Merchant or Whose.Place or Whose.Node or Whose.Community)) into.Fault($"{at}/of", "out-of-range");
        if (watch.At.Form is { } moment) At(watch, moment, $"{at}/at");
        foreach (var (effect, place) in RulebookCompiler.Numbered(watch.Do)) Check(watch, effect, $"{at}/do/{place}");
        var when = into.Selector(watch.When, $"{at}/when")!;
        var tells = watch.Do.SelectMany(effect => effect.Tells ?? []).Where(measure => into.MeasureUnits.ContainsKey(measure.Value)).Select(measure => $"measure.{measure}").ToHashSet();
        foreach (var told in tells) into.Facts.Take(told);
        var reads = into.Facts.Slots.Where(slot => when.Reads(new HashSet<int> { slot.Value })).Select(slot => slot.Key).Concat(tells).ToHashSet();
        var followsOthers = measures.Any(measure => measure.Derived is not null && reads.Contains($"measure.{measure.Code}"));
        var asked = followsOthers ? [.. reads.Union(into.Facts.Slots.Select(slot => slot.Key).Where(fact => fact.StartsWith("measure.", StringComparison.Ordinal)))] : (IReadOnlyCollection<string>)reads;
        return new(watch, when, reads, asked, BodyOf(watch, at));
    }

    private void At(Watch watch, WatchedAt at, string pointer)
    {
        var isFine = Form.Of((nameof(at.Every), at.Every), (nameof(at.Day), at.Day), (nameof(at.Mark), at.Mark), (nameof(at.Period), at.Period)) switch
        {
            "Every" => at.Every is Window.Day or Window.Week or Window.Month or Window.Quarter or Window.HalfYear or Window.Year,
            "Period" => into.Document.Calendar?.Periods?.Any(period => period.Code == at.Period) == true || into.Fault($"{pointer}/period", "unknown-period", true),
            "Day" => at.After is null,
            "Mark" => MarkOf(at.Mark!.Value) is { } mark && IsOf(mark, watch.Of),
            _ => false,
        };
        if (!isFine) into.Fault(pointer, "malformed");
        if (at.After is { } after && after.Unit.Counts is not ("days" or "months" or "years")) into.Fault($"{pointer}/after", "wrong-unit");
    }

    private void Check(Watch watch, Effect effect, string at)
    {
        var what = Form.Of((nameof(effect.Notice), effect.Notice), (nameof(effect.Suspend), effect.Suspend), (nameof(effect.Deduct), effect.Deduct), (nameof(effect.Demote), effect.Demote), (nameof(effect.EndMark), effect.EndMark),
            (nameof(effect.SetMark), effect.SetMark), (nameof(effect.Record), effect.Record), (nameof(effect.Expire), effect.Expire), (nameof(effect.Close), effect.Close), (nameof(effect.Ask), effect.Ask));
        if (what is "" || what.Contains(' ') || (effect.Tells is not null && what != "Notice") || (effect.For is not null && what is not ("Suspend" or "SetMark"))) into.Fault(at, "malformed");
        foreach (var measure in effect.Tells ?? [])
            if (!into.MeasureUnits.ContainsKey(measure.Value)) into.Fault($"{at}/tells", "unknown-measure");
        if (effect.For is { } time && (time.Unit.Counts is not ("days" or "months" or "years") || time.Units < 1)) into.Fault($"{at}/for", "wrong-unit");
        if (effect.Suspend is { Count: 0 }) into.Fault($"{at}/suspend", "out-of-range");
        foreach (var (right, place) in RulebookCompiler.Numbered(effect.Suspend))
            if (!Rights.All.Contains(right.Value)) into.Fault($"{at}/suspend/{place}", "unknown-right");
        foreach (var code in new[] { effect.SetMark, effect.EndMark }.OfType<Code>())
            if (MarkOf(code) is not { Kept: not KeptIn.Vault, Value: null } mark || !IsOf(mark, watch.Of)) into.Fault(at, "unknown-mark");
        if (effect.Demote is { } ladder && into.Document.Ladders?.Any(one => one.Code == ladder && one.Of == watch.Of) != true) into.Fault($"{at}/demote", "unknown-ladder");
        if (effect.Deduct is { } rule && into.Document.Deductions?.Any(one => one.Code == rule && one.Of == watch.Of && one.Inputs is not { Count: > 0 }) != true) into.Fault($"{at}/deduct", "unknown-deduction");
        if (effect.Expire is { } expire && into.Document.Buckets?.Any(one => one.Code == expire.Bucket) != true) into.Fault($"{at}/expire", "unknown-bucket");
        if (what is "Record" or "Expire" or "Close" && watch.Of != Whose.Person) into.Fault(at, "malformed");
    }

    /// <summary>A body of the document, or everybody who holds the role.</summary>
    private Body BodyOf(Watch watch, string at)
    {
        var ask = watch.Do.Select(effect => effect.Ask).FirstOrDefault(one => one is not null) ?? "office";
        if (into.Document.Bodies?.FirstOrDefault(body => body.Code == ask) is { } body) return body;
        if (!Enum.TryParse<Role>(ask.Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var role)) into.Fault($"{at}/do", "unknown-body");
        return new(ask, new(ask.Value), [role], 1);
    }

    private Mark? MarkOf(Code code) => into.Document.Marks?.FirstOrDefault(mark => mark.Code == code);

    private static bool IsOf(Mark mark, Whose of) => mark.Of.ToString() == of.ToString();
}
