using Ledger.Domain;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Explanations;

/// <summary>A condition of a passage, met or not.</summary>
public sealed record ExplainedGate(string Rule, string? Clause, bool IsMet, Title Says);

/// <summary>A limit on what is redeemed.</summary>
/// <param name="Before">What the window held already, in the smallest unit of <paramref name="Unit"/>; absent of a hold that was placed.</param>
public sealed record ExplainedLimit(string Rule, string? Clause, bool Applied, bool IsPassed, long? Before, long More, long AtMost, string Unit, Title Says);

/// <summary>What the rulebook says of a redemption: the price of one unit, and what it was measured by.</summary>
public sealed record ExplainedPassage(ExplainedAmount Price, IReadOnlyList<ExplainedGate> Gates, IReadOnlyList<ExplainedLimit> Limits)
{
    internal static ExplainedPassage? Of(PassageExplanation? told, Rulebook rulebook) => told is null ? null : new(ExplainedAmount.Of(told.Price, rulebook.Document, rulebook.Unit),
        [.. told.Gates.Select(gate => new ExplainedGate(gate.Part.Rule, gate.Part.Clause, gate.KeptOutBy is null, gate.KeptOutBy is { } test ? WhyNot.Of(test, rulebook.Document) : Sentences.With(gate.Part, new("符合这项条件。", "this condition is met."))))],
        [.. told.Limits.Select(Limit)]);

    internal static ExplainedLimit Limit(JudgedLimit limit) => new(limit.Part.Rule, limit.Part.Clause, limit.Applies, limit.IsPassed, limit.Before, limit.More, limit.AtMost, limit.Unit, Sentences.With(limit.Part, Said(limit)));

    private static Title Said(JudgedLimit limit)
    {
        if (!limit.Applies) return new("这个上限不适用。", "this limit does not apply.");
        var (most, more, period) = (Amounts.Of(limit.AtMost, limit.Unit), Amounts.Of(limit.More, limit.Unit), Sentences.Period(limit.Period));
        if (limit.Before is not { } had) return new($"{period.Zh}最多{most.Zh}，这次{more.Zh}，没有超过。", $"{period.En} at most {most.En}; this was {more.En} and did not pass it.");
        var before = Amounts.Of(had, limit.Unit);
        return limit.IsPassed ? new($"{period.Zh}最多{most.Zh}，此前已有{before.Zh}，再加{more.Zh}就超过了。", $"{period.En} at most {most.En}; there are {before.En}, and {more.En} more would pass it.")
            : new($"{period.Zh}最多{most.Zh}，此前已有{before.Zh}，再加{more.Zh}没有超过。", $"{period.En} at most {most.En}; there are {before.En}, and {more.En} more do not pass it.");
    }
}
