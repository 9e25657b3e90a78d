using System.Text.Json;
using Ledger.Domain.Accounts;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>All lots left, in the order in which they are taken; those that differ only in what is not said are one.</summary>
internal sealed class Lots : IExpected
{
    public string Name => "lots";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var holder in expected.EnumerateObject())
        {
            var wanted = holder.Value.EnumerateArray().Select(lot => $"{Amounts.Units(lot.Text("amount")!)} {string.Join(' ', Parts(lot).Select(part => lot.Text(part)))}".Trim()).ToList();
            var said = new List<(string Lot, long Amount)>();
            var parts = holder.Value.EnumerateArray().SelectMany(Parts).Distinct().ToList();
            foreach (var lot in Holding.Of(town.Look, town.Subject(holder.Name)).Live)
                if (string.Join(' ', parts.Select(part => Part(lot.Lot, part))) is var name && said is [.., var last] && last.Lot == name) said[^1] = (name, last.Amount + lot.Amount);
                else said.Add((name, lot.Amount));
            var left = said.Select(lot => $"{lot.Amount} {lot.Lot}".Trim()).ToList();
            if (!left.SequenceEqual(wanted)) yield return $"{holder.Name} [{string.Join(", ", left)}], expected [{string.Join(", ", wanted)}]";
        }
    }

    private static IEnumerable<string> Parts(JsonElement lot) => new[] { "bucket", "fund", "expires" }.Where(part => lot.TryGetProperty(part, out _));

    private static string Part(Lot lot, string part) => part switch
    {
        "bucket" => lot.Bucket.Value,
        "fund" => lot.Funding.Value,
        _ => lot.ExpiresOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "never",
    };
}
