namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What was, and what would have been: in the smallest unit of the first commodity, or in fen.</summary>
public sealed record WasAndWould(long Was, long Would)
{
    public static WasAndWould operator +(WasAndWould one, (long Was, long Would) more) => new(one.Was + more.Was, one.Would + more.Would);
}

/// <summary>A draft run over the recorded past (试算). Nobody's name is in it, and it changes nothing.</summary>
/// <param name="From">The first local day on which something was booked; <paramref name="To"/>: the last.</param>
/// <param name="Acts">Those that were attested; those undone later count in no window.</param>
/// <param name="NotCovered">Of them those that the draft has no type for; <paramref name="NotEligible"/>: that its conditions keep out; <paramref name="TooLate"/>: that come after their windows closed; <paramref name="Unknown"/>: for which it reads something that was not recorded.</param>
/// <param name="Issued">What acts gave, by board; <paramref name="Further"/>: in further commodities, by commodity.</param>
/// <param name="Changes">How many people would have had more, the same or less: by what they earn, and by prices of what they could have either way.</param>
/// <param name="Holds">Redemptions that were asked for; <paramref name="Refused"/>: those that would have been refused, by reason.</param>
/// <param name="Budget">Settlement of what was handed over, in fen; <paramref name="Bearers"/>: by who bears it.</param>
/// <param name="Outstanding">What people have at the end.</param>
/// <param name="Ranks">Places won in rounds, by rank; <paramref name="Places"/>: whose they are that differ, the first forty.</param>
/// <param name="Levels">How many people hold each level at the end and would hold it, by <c>ladder/level</c>.</param>
/// <param name="NotStored">What limits on what somebody may have took when it posted.</param>
/// <param name="NotSimulated">What the draft says and nothing here decides again: see <see cref="Simulating.NotSimulated"/>.</param>
public sealed record SimulationReport(
    Code Version, string Hash, string Unit, DateOnly From, DateOnly To, long Acts, long NotCovered, long NotEligible, long TooLate, long Unknown,
    IReadOnlyDictionary<string, WasAndWould> Issued, IReadOnlyDictionary<string, WasAndWould> Further, IReadOnlyDictionary<string, long> Changes, IReadOnlyList<PersonChange> Gainers, IReadOnlyList<PersonChange> Losers,
    WasAndWould Expired, WasAndWould Outstanding, long Holds, IReadOnlyDictionary<string, long> Refused, WasAndWould Budget,
    IReadOnlyDictionary<string, WasAndWould> Bearers, IReadOnlyDictionary<string, WasAndWould> Levels, IReadOnlyDictionary<string, PlacesWon> Ranks, IReadOnlyList<PlaceChange> Places,
    WasAndWould NotStored, IReadOnlyList<string> NotSimulated);

/// <summary>Places won in the rounds of a rank.</summary>
/// <param name="Gained">Of those that would have been won such as were not; <paramref name="Lost"/>: of those that were such as would not.</param>
public sealed record PlacesWon(WasAndWould Won, long Gained, long Lost);

/// <summary>Somebody who would have won a round and did not, or did and would not.</summary>
/// <param name="To">The last day of the round.</param>
public sealed record PlaceChange(Code Rank, DateOnly To, Subject Subject, bool IsGained);

/// <summary>Somebody who would have had more or less.</summary>
/// <param name="Paid">For what he could have redeemed either way.</param>
public sealed record PersonChange(PersonId Person, WasAndWould Earned, WasAndWould Paid);
