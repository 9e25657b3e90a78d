using Ledger.Domain.Reviews;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>Which review an act takes, what must be there when it is recorded, and what each signature states.</summary>
internal static class Reviewing
{
    /// <summary>The entry of an act as it is told; null where the rulebook has none for it: then one other person attests.</summary>
    public static Review? Of(Books books, Rulebook rulebook, ActRecorded told, FactRow facts, bool isLate)
    {
        var windows = ActFacts.WindowsOf(rulebook.Compiled, new StandingMeters(books), told, bookedOn: books.Today);
        return rulebook.Compiled.ReviewOf(Reviewed.Act, facts, isLate, measure => windows.Of(measure).Got + OfOne(rulebook.Compiled, rulebook.Compiled.Measures[measure], told, facts, windows));
    }

    /// <summary>What the act adds to a measure by what is known of it, before any limit.</summary>
    private static long OfOne(CompiledRulebook rulebook, CompiledMeasure measure, ActRecorded told, FactRow facts, ActWindows windows)
    {
        if (measure.Kind != CountKind.Commodity) return measure.OfOne(facts);
        var valuation = new Valuation(rulebook);
        try { valuation.Value(rulebook.ActOf(told.ActType), facts, windows, asksLimits: false); }
        catch (OverflowException) { return Bounds.MostAmount; }
        return valuation.Credits.Where(credit => credit.Commodity == measure.Of).Sum(credit => credit.Amount);
    }

    public static Review? Of(Rulebook rulebook, ActRecorded act) => act.Review is { } code ? rulebook.Document.Review!.First(one => one.Code == code) : null;

    public static readonly ReviewStep AsksNothing = new("nobody");

    public static IEnumerable<Code> AsksOf(Review? review) => review?.Steps.SelectMany(step => step.Asks ?? []) ?? [];

    /// <summary>The papers and the people it takes to record it.</summary>
    public static Rejection? Lacks(Review? review, ActRecorded told)
    {
        foreach (var paper in review?.Evidence ?? [])
            if (told.Papers?.Any(one => one.Kind == paper) != true) return new EvidenceMissing(told.Act, paper);
        var recorders = (told.Recorders ?? []).Append(told.RecordedBy ?? told.Person).Distinct().Count();
        return recorders < review?.Recorders ? new RecordersMissing(told.Act, review.Recorders.Value, recorders) : null;
    }

    /// <summary>What a signature states beside its yes: every number its step asks for, in range and as those before in the step, and none of its own.</summary>
    public static Rejection? Wrong(RulebookDocument document, ReviewStep step, ActId act, Signature signature, IReadOnlyList<Signature> signed)
    {
        var asked = (step.Asks ?? []).Where(code => document.Inputs?.Any(input => input.Code == code) == true).ToList();
        if (Said.Wrong(document, asked, act, signature.Inputs ?? []) is InputOutOfRange wrong) return wrong.Most == 0 || signature.Inputs?.Any(one => one.Input == wrong.Input) == true ? wrong : new ReviewInputMissing(act, wrong.Input);
        foreach (var input in signature.Inputs ?? [])
            if (signed.FirstOrDefault(one => one.Step == signature.Step)?.Inputs?.FirstOrDefault(one => one.Input == input.Input) is { } first && first.Value != input.Value)
                return new InputOutOfRange(act, input.Input, first.Value, first.Value);
        foreach (var mark in signature.Marks ?? [])
            if (step.Asks?.Contains(mark) != true) return new UnknownMark(act, mark);
        return null;
    }

    /// <summary>The act with what its signatures stated: a mark counts that everybody of its step has stated.</summary>
    public static ActRecorded Complete(ActRecorded recorded, IReadOnlyList<Signature> signed)
    {
        var steps = signed.GroupBy(one => one.Step).ToList();
        var inputs = steps.SelectMany(step => step.First().Inputs ?? []).ToList();
        var marks = steps.SelectMany(step => step.Select(one => one.Marks ?? []).Aggregate((one, other) => [.. one.Intersect(other)])).ToList();
        return recorded with
        {
            Inputs = inputs.Count == 0 ? recorded.Inputs : [.. (recorded.Inputs ?? []).Concat(inputs).OrderBy(one => one.Input)],
            Marks = marks.Count == 0 ? recorded.Marks : [.. (recorded.Marks ?? []).Union(marks).Order()],
        };
    }
}
