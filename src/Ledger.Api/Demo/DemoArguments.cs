using System.Globalization;

namespace Ledger.Api.Demo;

/// <summary>What the command line says of the demo: <c>--demo [--demo-seed N]</c>.</summary>
/// <param name="Others">What is left for the service.</param>
internal sealed record DemoArguments(bool IsAsked, long Seed, string[] Others)
{
    private const string Demo = "--demo", DemoSeed = "--demo-seed";

    /// <exception cref="InvalidOperationException">The seed is no number, or stands alone.</exception>
    public static DemoArguments Of(string[] args)
    {
        var (seed, others) = ((long?)null, new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == Demo) continue;
            if (args[i] == DemoSeed) seed = SeedOf(i + 1 < args.Length ? args[++i] : "");
            else if (args[i].StartsWith(DemoSeed + "=", StringComparison.Ordinal)) seed = SeedOf(args[i][(DemoSeed.Length + 1)..]);
            else others.Add(args[i]);
        }
        if (seed is not null && !args.Contains(Demo)) throw new InvalidOperationException($"{DemoSeed} 须与 {Demo} 同用。/ {DemoSeed} goes with {Demo}.");
        return new DemoArguments(args.Contains(Demo), seed ?? DemoRequest.UsualSeed, [.. others]);
    }

    private static long SeedOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw new InvalidOperationException($"{DemoSeed} 后面须是一个不带符号的整数。/ {DemoSeed} takes a whole number without a sign.");
}
