namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>A rule's own numbers, as its step tells them.</summary>
/// <param name="In">The unit of what goes in, and <paramref name="Out"/> of what comes out.</param>
internal sealed record Law(string Rule, StepKind Kind, string In, string Out, long? Limit = null, long? Factor = null, long? Bound = null, string? By = null);

/// <summary>A number on its way, and where it stands in the arithmetic.</summary>
/// <param name="Step">The number of the step it came from; -1: it is a fact as it was given.</param>
/// <param name="Fact">Which, as steps call it.</param>
internal readonly record struct Running(long Amount, int Step = -1, string? Fact = null);

/// <summary>Writes the arithmetic down while an amount is computed.</summary>
public sealed class Steps
{
    private readonly List<ArithmeticStep> _steps = [];

    public IReadOnlyList<ArithmeticStep> All => _steps;

    internal static Running Tell(Steps? steps, Law law, Running input, long output) => steps is null ? new(output) : steps.Add(law, input, output, law.Limit, law.Factor);

    internal Running Add(Law law, Running input, long output, long? limit, long? factor, StepWindow? window = null)
    {
        var isFact = input.Step < 0;
        var unit = law.In != law.Out || (isFact && input.Fact!.Contains('.')) ? law.Out : null;
        return Add(new(law.Rule, law.Kind, input.Amount, output, limit, factor, window, isFact ? input.Fact : null,
            isFact || input.Step == _steps.Count - 1 ? null : [input.Step], unit, law.Bound, law.By), output);
    }

    /// <summary>Parts added up; each is a step.</summary>
    internal Running Sum(string rule, long sum, IReadOnlyList<Running> parts) => Add(new(rule, StepKind.Sum, sum, sum, From: [.. parts.Select(part => part.Step)]), sum);

    /// <summary>Parts taken off the last step; each is a step.</summary>
    internal Running Less(string rule, Running input, long less, IReadOnlyList<Running> parts) =>
        Add(new(rule, StepKind.Less, input.Amount, input.Amount - less, less, From: [.. parts.Select(part => part.Step)]), input.Amount - less);

    /// <summary>A fact as it was given becomes a step of its own, so that others can name it.</summary>
    internal Running Land(string rule, Running input, string unit) =>
        input.Step >= 0 ? input : Add(new(rule, StepKind.Sum, input.Amount, input.Amount, Fact: input.Fact, Unit: input.Fact!.Contains('.') ? unit : null), input.Amount);

    private Running Add(ArithmeticStep step, long output)
    {
        _steps.Add(step);
        return new(output, _steps.Count - 1);
    }
}
