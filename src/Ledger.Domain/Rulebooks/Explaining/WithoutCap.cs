namespace Ledger.Domain.Rulebooks.Explaining;

/// <summary>What the arithmetic would have come to without one of its caps, everything else as it stood.</summary>
/// <param name="Step">The number of the cap among the steps.</param>
/// <param name="Amount">Null where a later step's law does not say what it would have given, such as another row of a table.</param>
public sealed record WithoutCap(int Step, long? Amount)
{
    /// <summary>Of each cap that cut something off.</summary>
    public static IReadOnlyList<WithoutCap> Of(IReadOnlyList<ArithmeticStep> steps, int result) =>
        [.. Enumerable.Range(0, steps.Count).Where(at => steps[at] is { Kind: StepKind.Cap } cap && cap.Output < cap.Input).Select(at => new WithoutCap(at, Again(steps, at, result)))];

    /// <summary>The laws of the later steps again, with the windows as they stood then.</summary>
    private static long? Again(IReadOnlyList<ArithmeticStep> steps, int without, int result)
    {
        var outputs = new long?[steps.Count];
        for (var at = 0; at < steps.Count; at++)
        {
            var step = steps[at];
            var parts = step.From?.Aggregate((long?)0, (sum, from) => sum + outputs[from]);
            var before = at > 0 ? outputs[at - 1] : null;
            var input = step.Kind == StepKind.Less ? before : step.Fact is not null ? step.Input : step.From is not null ? parts : before;
            if (input is null) continue;
            outputs[at] = at == without ? input : StepLaws.OutputOf(step with { Input = input.Value, Limit = step.Kind == StepKind.Less ? parts : step.Limit });
        }
        return outputs[result];
    }
}
