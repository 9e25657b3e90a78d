using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>Quantities as scenarios write them, against smallest units as the books count.</summary>
internal static class Amounts
{
    public static long Units(string text) => text.StartsWith('-') ? -Units(text[1..]) : (Quantity.Parse(text) ?? throw new FormatException($"'{text}' is no quantity.")).Units;

    /// <summary>What is expected of each holder, by commodity: a bare quantity is of the first.</summary>
    public static IEnumerable<(string Holder, string Commodity, string Expected)> ByHolder(Town town, JsonElement expected)
    {
        foreach (var holder in expected.EnumerateObject())
            if (holder.Value.ValueKind == JsonValueKind.String) yield return (holder.Name, Ledger.Domain.Accounts.Commodity.Points, holder.Value.GetString()!);
            else foreach (var one in holder.Value.EnumerateObject()) yield return (holder.Name, Kept(town, one.Name), one.Value.GetString()!);
    }

    /// <summary>The first commodity is kept under one name whatever the document calls it.</summary>
    public static string Kept(Town town, string commodity) => commodity == town.Document.Commodities[0].Code.Value ? Ledger.Domain.Accounts.Commodity.Points : commodity;

    /// <summary>Compares; the actual amount is in the smallest unit of the expected one.</summary>
    public static string? Differs(string what, string expected, long actual) =>
        Units(expected) == actual ? null : string.Create(CultureInfo.InvariantCulture, $"{what} is {Written(expected, actual)}, expected {expected}");

    private static string Written(string expected, long actual) =>
        $"{(actual < 0 ? "-" : "")}{new Quantity(Math.Abs(actual), Quantity.Parse(expected.TrimStart('-'))!.Value.Unit)}";
}
