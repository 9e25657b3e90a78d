using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>What a rulebook can see of an asking.</summary>
internal static class AskingFacts
{
    public static FactRow SayAsking(this FactRow row, RulebookDocument document, Asked asked, MerchantId merchant, DateOnly today)
    {
        row.SayTransfer(asked.Passage, asked.For, asked.Inputs, today).Say("asking.item", asked.Item.Value).Say("asking.merchant", merchant.ToString());
        if (document.Items?.FirstOrDefault(item => item.Code == asked.Item)?.Category is { } category) row.Say("asking.category", category.Value);
        if (asked.Channel is { } channel) row.Say("asking.channel", Named(channel));
        if (asked.Bill is { } bill) row.Say("asking.fen", bill.Count);
        return row;
    }

    /// <summary>What every asking says, also one that is on no item.</summary>
    public static FactRow SayTransfer(this FactRow row, Code passage, AskedFor? askedFor, IReadOnlyList<Acts.ActInput>? inputs, DateOnly today)
    {
        foreach (var (input, value) in inputs ?? []) row.Say($"input.{input}", value);
        return row.Say("asking.passage", passage.Value).Say("asking.for", Named(askedFor ?? AskedFor.Self))
            .Say("asking.date", today.DayNumber).Say("asking.monthDay", today.Month * 100 + today.Day).Say("asking.weekday", today.DayOfWeek.ToString()[..3].ToLowerInvariant());
    }

    private static string Named<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
