using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>
/// Plays random histories and sees to it that they came to what they are about: a seed that tried too little plays on, ten times
/// at most. The seed is printed; LEDGER_SEED=seed,gamma plays the same again.
/// </summary>
internal static class Histories
{
    /// <param name="untried">What no history came to yet; nothing left ends the play.</param>
    public static void Play(this Property property, ITestOutputHelper output, int histories, Func<IReadOnlyList<string>>? untried = null)
    {
        var (seed, gamma) = Seed();
        for (var round = 0UL; round < 10; round++)
        {
            output.WriteLine($"LEDGER_SEED={seed + round},{gamma}");
            property.Check(Config.QuickThrowOnFailure.WithMaxTest(histories).WithReplay(seed + round, gamma));
            if (untried is null || untried().Count == 0) return;
        }
        Assert.Fail($"Too little was tried: no history came to {string.Join(", ", untried!())}.");
    }

    private static (ulong, ulong) Seed() => Environment.GetEnvironmentVariable("LEDGER_SEED") is { } text && text.Split(',') is [var seed, var gamma]
        ? (ulong.Parse(seed), ulong.Parse(gamma))
        : ((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64() | 1);
}
