using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>What a rulebook can see of an asking.</summary>
internal static class AskingFacts
{
    private static readonly HashSet<string> Fixed =
    [
        "asking.passage", "asking.item", "asking.category", "asking.merchant", "asking.channel", "asking.date", "asking.weekday", "asking.monthDay", "asking.time",
        "asking.quantity", "asking.fen", "asking.for", "lot.yearsOld",
    ];

    public static bool Says(string fact) => Fixed.Contains(fact);

    public static FactRow SayAsking(this FactRow row, RulebookDocument document, Asked asked, MerchantId merchant, DateOnly today)
    {
        row.Say("asking.passage", asked.Passage.Value).Say("asking.item", asked.Item.Value).Say("asking.merchant", merchant.ToString()).Say("asking.for", Named(asked.For ?? AskedFor.Self))
            .Say("asking.date", today.DayNumber).Say("asking.monthDay", today.Month * 100 + today.Day).Say("asking.weekday", today.DayOfWeek.ToString()[..3].ToLowerInvariant());
        if (document.Items?.FirstOrDefault(item => item.Code == asked.Item)?.Category is { } category) row.Say("asking.category", category.Value);
        if (asked.Channel is { } channel) row.Say("asking.channel", Named(channel));
        if (asked.Bill is { } bill) row.Say("asking.fen", bill.Count);
        foreach (var (input, value) in asked.Inputs ?? []) row.Say($"input.{input}", value);
        return row;
    }

    private static string Named<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
