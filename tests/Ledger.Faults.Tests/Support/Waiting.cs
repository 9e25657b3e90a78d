using System.Diagnostics;

namespace Ledger.Faults.Tests.Support;

internal static class Waiting
{
    /// <summary>Long enough for a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Answers how long it took.</summary>
    public static async Task<TimeSpan> Until(string what, Func<Task<bool>> isSo, TimeSpan? patience = null, Func<string>? why = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (clock.Elapsed > (patience ?? Patience)) Assert.Fail($"It did not come about that {what}, in {clock.Elapsed.TotalSeconds:0} s. {why?.Invoke()}");
            await Task.Delay(10);
        }
        return clock.Elapsed;
    }
}
