using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From reviews as they are written to entries that can be asked.</summary>
internal sealed class ReviewCompiler(Compilation into, CompiledMeasure[] measures)
{
    public const int MostSteps = 5, MostSigners = 9, MostRecorders = 3;

    public CompiledReview Compile(Review review, int number)
    {
        var at = $"/review/{number}";
        if (review.Steps.Count > MostSteps) into.Fault($"{at}/steps", "out-of-range");
        if (review.Recorders is < 1 or > MostRecorders) into.Fault($"{at}/recorders", "out-of-range");
        foreach (var (step, place) in RulebookCompiler.Numbered(review.Steps))
        {
            if (into.Document.Bodies?.Any(body => body.Code == step.Body) != true) into.Fault($"{at}/steps/{place}/body", "unknown-body");
            foreach (var asked in step.Asks ?? [])
                if (into.Document.Marks?.Any(mark => mark.Code == asked && mark.Of == MarkOf.Act) != true && into.Document.Inputs?.Any(input => input.Code == asked) != true) into.Fault($"{at}/steps/{place}/asks", "unknown-input");
        }
        var (tier, above, upTo) = Tier(review.Tier, $"{at}/tier");
        return new(review, into.Selector(review.When, $"{at}/when"), tier, above, upTo);
    }

    public void Check(Body body, int number)
    {
        if (body.Signers is < 1 or > MostSigners) into.Fault($"/bodies/{number}/signers", "out-of-range");
        if (body.Roles.Count == 0) into.Fault($"/bodies/{number}/roles", "out-of-range");
        if (body.Scope is { } scope && !body.Roles.Any(role => scope switch { Whose.Node => role is Role.GridOfficer or Role.GridAssistant, Whose.Team => role == Role.TeamLeader, _ => false })) into.Fault($"/bodies/{number}/scope", "scope-of-no-role");
    }

    private (int Measure, long Above, long UpTo) Tier(Tier? tier, string at)
    {
        if (tier is null) return (-1, 0, 0);
        if (Array.Find(measures, one => one.Code == tier.Measure) is not { Derived: null } measure) return into.Fault($"{at}/measure", "unknown-measure", (-1, 0L, 0L));
        return (measure.Number, into.In(measure.Unit, tier.Above, $"{at}/above"), tier.UpTo is { } upTo ? into.In(measure.Unit, upTo, $"{at}/upTo") : long.MaxValue);
    }
}
