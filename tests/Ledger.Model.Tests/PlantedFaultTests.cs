using System.Text.RegularExpressions;
using Ledger.Api.Tests.Support;

namespace Ledger.Model.Tests;

/// <summary>A run that hears one answer falsified ends there: what passes was listened to.</summary>
public sealed partial class PlantedFaultTests
{
    private const int Seed = 101;

    [Fact]
    public Task A_balance_off_by_one_is_noticed() => IsNoticed("available, held, earned, owed and minutes",
        reply => Available().Replace(reply.Text, said => $"{said.Groups[1].Value}{long.Parse(said.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) + 1}", 1));

    [Fact]
    public Task A_lot_of_another_expiry_is_noticed() => IsNoticed("the lots in", reply => Expiry().Replace(reply.Text, "${1}2099-12-31", 1));

    [Fact]
    public Task A_refusal_of_another_type_is_noticed() => IsNoticed("The answer", reply => Problem().Replace(reply.Text, "${1}planted", 1));

    /// <param name="falsify">The answer's text, with the fault where there is a place for it.</param>
    private static async Task IsNoticed(string what, Func<Reply, string> falsify)
    {
        var (tally, isPlanted) = (new Tally(), false);
        var found = await Assert.ThrowsAsync<InvalidOperationException>(() => Story.Tell(Seed, 200, 25, tally, _ => { }, reply =>
        {
            if (isPlanted || falsify(reply) is not { } other || other == reply.Text) return null;
            isPlanted = true;
            return other;
        }));
        Assert.StartsWith($"seed {Seed}, step {tally.Kinds.Values.Sum()},", found.Message, StringComparison.Ordinal);
        Assert.StartsWith(what, Assert.IsType<Difference>(found.InnerException).Message, StringComparison.Ordinal);
        Assert.True(isPlanted);
    }

    [GeneratedRegex("(\"availableHundredths\":)([1-9][0-9]*)")]
    private static partial Regex Available();

    [GeneratedRegex("(\"lot\":\"[^\"]*/)[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex Expiry();

    [GeneratedRegex("(\"type\":\"/problems/)[a-z-]+")]
    private static partial Regex Problem();
}
