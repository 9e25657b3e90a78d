using System.Globalization;

namespace Ledger.Domain.Corrections;

/// <summary>A request for a correction, as the person and the office see it. Its texts are in the vault.</summary>
public sealed record Correction(CorrectionRequested Requested, CorrectionDecided? Decided, long Number)
{
    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, CorrectionId correction) => Prefix(person) + correction;

    public static void Evolve(IStates states, CorrectionRequested fact, At at)
    {
        states.Put(Key(fact.Person, fact.Correction), new Correction(fact, null, at.Number));
        states.Put(CorrectionOpen.Key(fact), new CorrectionOpen(fact.Person, fact.Correction));
    }

    public static void Evolve(IStates states, CorrectionDecided fact, At at)
    {
        if (states.Find<Correction>(Key(fact.Person, fact.Correction)) is not { } correction) return;
        states.Put(Key(fact.Person, fact.Correction), correction with { Decided = fact, Number = at.Number });
        states.Remove<CorrectionOpen>(CorrectionOpen.Key(correction.Requested));
    }
}

/// <summary>A request that waits for its decision, by its date: what the office works through.</summary>
public sealed record CorrectionOpen(PersonId Person, CorrectionId Correction)
{
    public static string Key(CorrectionRequested request) => string.Create(CultureInfo.InvariantCulture, $"{request.RequestedOn:yyyy-MM-dd}|{request.Correction}");
}
