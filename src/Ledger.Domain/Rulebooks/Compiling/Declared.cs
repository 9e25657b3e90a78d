namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>The vocabulary itself: codes once each, units that exist.</summary>
internal static class Declared
{
    public static void Check(Compilation into)
    {
        var document = into.Document;
        Once(into, "commodities", document.Commodities, one => one.Code, 1, 5);
        Once(into, "boards", document.Boards, one => one.Code, 1, 50);
        Once(into, "acts", document.Acts, one => one.Code, 0, 300);
        Once(into, "buckets", document.Buckets, one => one.Code, 0, 20);
        Once(into, "marks", document.Marks, one => one.Code, 0, 100);
        Once(into, "inputs", document.Inputs, one => one.Code, 0, 100);
        Once(into, "measures", document.Measures, one => one.Code, 0, 200);
        Once(into, "amounts", document.Amounts, one => one.Code, 0, 100);
        Once(into, "bonuses", document.Bonuses, one => one.Code, 0, 100);
        Once(into, "limits", document.Limits, one => one.Code, 0, 100);
        Once(into, "expiry", document.Expiry, one => one.Code, 0, 30);
        Once(into, "deductions", document.Deductions, one => one.Code, 0, 100);
        Once(into, "bodies", document.Bodies, one => one.Code, 0, 30);
        Once(into, "review", document.Review, one => one.Code, 0, 30);
        Once(into, "ladders", document.Ladders, one => one.Code, 0, 30);
        Once(into, "adoption/steps", document.Adoption?.Steps, one => one.Code, 0, 10);
        Once(into, "calendar/periods", document.Calendar?.Periods, one => one.Code, 0, 10);
        foreach (var (commodity, number) in RulebookCompiler.Numbered(document.Commodities))
        {
            var at = $"/commodities/{number}";
            if (commodity.Unit is not ("points" or "h") || commodity.Quantum.Unit.Counts != Unit.Find(commodity.Unit)!.Counts) into.Fault($"{at}/unit", "wrong-unit");
            if (commodity.Quantum.Units < 1) into.Fault($"{at}/quantum", "out-of-range");
            if (commodity.Code.Value is "minutes" or "fen" or "amount" or "acts" or "days" || (number > 0 && commodity.Code.Value == Accounts.Commodity.Points)) into.Fault($"{at}/code", "reserved-code");
        }
        foreach (var (input, number) in RulebookCompiler.Numbered(document.Inputs))
        {
            if (Unit.Find(input.Unit) is null) into.Fault($"/inputs/{number}/unit", "wrong-unit");
            if (input.Least < 0 || input.Most < input.Least || input.Most > Bounds.MostAmount) into.Fault($"/inputs/{number}", "out-of-range");
        }
    }

    private static void Once<T>(Compilation into, string list, IReadOnlyList<T>? items, Func<T, Code> codeOf, int least, int most)
    {
        if ((items?.Count ?? 0) < least || items?.Count > most) into.Fault($"/{list}", "out-of-range");
        var seen = new HashSet<Code>();
        foreach (var (item, number) in RulebookCompiler.Numbered(items))
            if (!seen.Add(codeOf(item))) into.Fault($"/{list}/{number}/code", "duplicate-code");
    }
}
