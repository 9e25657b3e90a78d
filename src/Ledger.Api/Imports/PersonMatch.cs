using Ledger.Api.Vault;

namespace Ledger.Api.Imports;

/// <summary>Whether two records of one name are one person. Never guessed from the name alone.</summary>
internal enum Sameness { Same, Other, Unclear }

internal static class PersonMatch
{
    /// <summary>What both tell must agree, and at least one thing must be told by both.</summary>
    public static Sameness Compare(string? phone, DateOnly? birthDate, string? otherPhone, DateOnly? otherBirthDate)
    {
        var (agree, differ) = (0, 0);
        if (phone is not null && otherPhone is not null) (agree, differ) = phone == otherPhone ? (agree + 1, differ) : (agree, differ + 1);
        if (birthDate is not null && otherBirthDate is not null) (agree, differ) = birthDate == otherBirthDate ? (agree + 1, differ) : (agree, differ + 1);
        return (agree, differ) switch
        {
            ( > 0, 0) => Sameness.Same,
            (0, > 0) => Sameness.Other,
            _ => Sameness.Unclear,
        };
    }

    public static Sameness Compare(PersonDraft draft, PersonalRecord? known) =>
        known is null ? Sameness.Unclear : Compare(draft.Phone, draft.BirthDate, known.Phone, known.BirthDate);
}
