using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Adoption;

/// <summary>A draft as decisions find it, until it is published or withdrawn.</summary>
/// <param name="Faults">What the last check found; absent: this text was not checked.</param>
/// <param name="Decisions">What was recorded of this text, in order.</param>
public sealed record RulebookDraft(RulebookDocument Document, string Hash, long Number, int? Faults, IReadOnlyList<DecisionRecorded> Decisions)
{
    public static string Key(Code version) => version.Value;

    public static RulebookDraft? Of(IRows rows, Code version) => rows.Find<RulebookDraft>(Key(version));

    public static void Evolve(IStates states, RulebookDrafted fact, At at) => states.Put(Key(fact.Document.Version), new RulebookDraft(fact.Document, fact.Hash, at.Number, null, []));

    public static void Evolve(IStates states, RulebookChecked fact, At at) => Change(states, fact.Version, draft => draft with { Faults = fact.Faults, Number = at.Number });

    public static void Evolve(IStates states, DecisionRecorded fact, At at) => Change(states, fact.Version, draft => draft with { Decisions = [.. draft.Decisions, fact], Number = at.Number });

    public static void End(IStates states, Code version) => states.Remove<RulebookDraft>(Key(version));

    private static void Change(IStates states, Code version, Func<RulebookDraft, RulebookDraft> change)
    {
        if (Of(states, version) is { } draft) states.Put(Key(version), change(draft));
    }
}

/// <summary>A step of adoption, and how far it is.</summary>
/// <param name="Signatures">How many different people have recorded it, of those that are <paramref name="Needed"/>.</param>
public sealed record StepStanding(Code Step, Title Title, int Signatures, int Needed)
{
    public bool IsDone() => Signatures >= Needed;
}

/// <summary>What must be decided before a version is published: the rulebook in force says so.</summary>
internal static class AdoptionSteps
{
    public static IReadOnlyList<StepStanding> Of(Rulebook? inForce, RulebookDraft? draft, string hash) =>
    [
        .. (inForce?.Document.Adoption?.Steps ?? []).Select(step => new StepStanding(step.Code, step.Title,
            draft?.Hash == hash ? draft.Decisions.Where(one => one.Step == step.Code).Select(one => one.RecordedBy).Distinct().Count() : 0, BodyOf(inForce!, step)?.Signers ?? 1))
    ];

    public static Body? BodyOf(Rulebook inForce, AdoptionStep step) => inForce.Document.Bodies?.FirstOrDefault(body => body.Code == step.Body);
}
