using System.Globalization;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>Times and bounds of different clauses that do not go together, and what stands against other documents.</summary>
internal static class Terms
{
    private const int MostBoards = 50, MostActs = 300;

    public static IEnumerable<Finding> Check(RulebookDocument document, Surroundings? around) =>
        [.. Bounded(document), .. Around(document, around), .. Lives(document), .. Notices(document), .. Measures(document), .. Passages(document, around), .. Prices(document), .. Money(document)];

    /// <summary>A calendar in which years can be added without leaving it, and no more than one can look over.</summary>
    private static IEnumerable<Finding> Bounded(RulebookDocument document)
    {
        if (document.EffectiveFrom.Year is < 1900 or > 2999) yield return new("/effectiveFrom", "out-of-range");
        if (document.Boards.Count is 0 or > MostBoards) yield return new("/boards", "out-of-range");
        if (document.Acts.Count is 0 or > MostActs) yield return new("/acts", "out-of-range");
    }

    private static IEnumerable<Finding> Around(RulebookDocument document, Surroundings? around)
    {
        if (around is null) yield break;
        if (OfAnother(document, around.Community) is { } another) yield return another;
        if (around is { Today: { } today, Versions.Count: > 0 } && document.EffectiveFrom <= today) yield return new("/effectiveFrom", "takes-effect-too-early", About: today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (around.Unit is { } unit && unit != document.Commodities[0].Unit) yield return new("/commodities/0/unit", "unit-changes", Suggestion: unit);
        if (around.Versions.LastOrDefault(one => one.From == document.EffectiveFrom && one.Version != document.Version) is { } same)
            yield return new("/effectiveFrom", "overlapping-effective-dates", Severity.Warning, same.Version.Value);
    }

    /// <param name="here">Absent: it is not asked whose it is.</param>
    public static Finding? OfAnother(RulebookDocument document, Code? here) =>
        document.Community is { } community && here is { } own && community != own ? new("/community", "wrong-community", About: community.Value, Suggestion: own.Value) : null;

    private static IEnumerable<Finding> Lives(RulebookDocument document)
    {
        if (document.Expiry is [.., { When: not null } last]) yield return new($"/expiry/{document.Expiry.Count - 1}", "no-last-expiry", Severity.Warning, last.Code.Value);
    }

    /// <summary>Who is told of his points after they have lapsed, never had them. Five working days take at least seven.</summary>
    private static IEnumerable<Finding> Notices(RulebookDocument document)
    {
        foreach (var (act, number) in RulebookCompiler.Numbered(document.Acts))
        {
            if ((act.Notice ?? document.Notice?.Act) is not { Units: > 0 } notice || act.Give is not { Count: > 0 }) continue;
            var entry = act.Expiry is { } code ? document.Expiry?.FirstOrDefault(one => one.Code == code) : document.Expiry?.FirstOrDefault(one => one.When is null);
            if (entry is { Lasts: { IsForm: false, Text.Span: { } span } } && Math.Max(Days(span), entry.AtLeast?.Units ?? 0) is var lasts && lasts < notice.Units / 5 * 7 + notice.Units % 5)
                yield return new(act.Notice is null ? "/notice/act" : $"/acts/{number}/notice", "notice-longer-than-expiry", About: notice.ToString(), Suggestion: span.ToString());
        }
    }

    /// <summary>A price is that of one unit, and is taken for each: one that reads how many there are would count them twice.</summary>
    private static IEnumerable<Finding> Prices(RulebookDocument document)
    {
        foreach (var (passage, number) in RulebookCompiler.Numbered(document.Passages))
            if (passage.Kind is PassageKind.Redeem or PassageKind.Service && passage.Price?.Form is { Of.Text: "quantity" or "asking.quantity" }) yield return new($"/passages/{number}/price/of", "quantity-in-price");
    }

    private static long Days(Quantity span) => span.Unit.Counts switch { "years" => 365 * span.Units, "months" => 28 * span.Units, _ => span.Units };

    private static IEnumerable<Finding> Measures(RulebookDocument document)
    {
        foreach (var (measure, number) in RulebookCompiler.Numbered(document.Measures))
            if (measure.Window?.Text == Window.Life && measure.Whose?.Where(Ends).ToList() is [var ends, ..])
                yield return new($"/measures/{number}/window", "life-of-what-ends", About: measure.Code.Value, Suggestion: ends is Whose.Activity or Whose.Session ? ends.ToString().ToLowerInvariant() : "year");
    }

    private static bool Ends(Whose whose) => whose is Whose.Activity or Whose.Session or Whose.Source or Whose.Slot;

    private static IEnumerable<Finding> Passages(RulebookDocument document, Surroundings? around)
    {
        var store = document.Limits?.Where(limit => limit is { When: null, AtMost.IsForm: false } && document.Measures?.FirstOrDefault(one => one.Code == limit.Measure)?.Window?.Text == Window.Store)
            .MinBy(limit => limit.AtMost.Text!.Value.Units);
        foreach (var (passage, number) in RulebookCompiler.Numbered(document.Passages))
        {
            var at = $"/passages/{number}";
            if (store is { AtMost.Text: { } most } && Asked(document, passage) is var (place, asked) && asked.Unit.Counts == most.Unit.Counts && asked.Units > most.Units)
                yield return new($"{at}/{place}", "threshold-above-storage", About: asked.ToString(), Suggestion: most.ToString());
            foreach (var (opens, window) in RulebookCompiler.Numbered(passage.Opens))
                if (NeverOpens(opens)) yield return new($"{at}/opens/{window}", "window-never-opens");
            if (passage.Kind == PassageKind.Cash && around?.HasDecision != true)
                yield return new($"{at}/kind", "cash-without-decision", around is null ? Severity.Warning : Severity.Error, passage.Code.Value);
        }
    }

    /// <summary>What one must have: a fixed price, or a balance that is asked for.</summary>
    private static (string Place, Quantity Asked)? Asked(RulebookDocument document, Passage passage)
    {
        if (passage.When is { Measure: { } code, AtLeast: { } least } && document.Measures?.FirstOrDefault(one => one.Code == code)?.Count?.Text == "balance" && Quantity.Parse(least.Text) is { } threshold)
            return ("when", threshold);
        return passage is { Kind: PassageKind.Redeem or PassageKind.Gift or PassageKind.Service, Price: { IsForm: false, Text: { } price } } ? ("price", price) : null;
    }

    internal static bool NeverOpens(Opens opens)
    {
        if (opens.Weekdays is { Count: 0 } || opens.Days is { Count: 0 }) return true;
        if (opens.Weekdays is not null && opens.From is { } from && from == opens.To) return true;
        var months = opens.Every switch { Window.Month => 1, Window.Quarter => 3, Window.HalfYear => 6, Window.Year => 12, _ => int.MaxValue };
        if (opens.Every is not null && opens.Month is { } month && (month < 1 || month > months)) return true;
        var longest = opens is { Every: Window.Year, Month: { } one } ? DateTime.DaysInMonth(2024, one) : 31;
        return opens.Days?.All(day => day < 1 || day > longest) == true;
    }

    /// <summary>Points for money are to be no way to buy what is redeemed.</summary>
    private static IEnumerable<Finding> Money(RulebookDocument document)
    {
        foreach (var (act, number) in RulebookCompiler.Numbered(document.Acts))
            foreach (var (give, place) in RulebookCompiler.Numbered(act.Give))
                if (give.Amount.Form?.Of.Text is { } source && source.StartsWith("input.", StringComparison.Ordinal) && document.Inputs?.FirstOrDefault(input => input.Code.Value == source[6..])?.Unit == "yuan"
                    && document.Commodities.FirstOrDefault(one => one.Code == give.Into.Commodity)?.Spendable == true
                    && (give.Into.Bucket is not { } bucket || document.Buckets?.FirstOrDefault(one => one.Code == bucket)?.Rights.Contains(Right.Spend) == true))
                    yield return new($"/acts/{number}/give/{place}", "money-buys-points", Severity.Warning, act.Code.Value);
    }
}
