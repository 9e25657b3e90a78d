using Ledger.Domain.Accounts;

namespace Ledger.Domain.Openings;

/// <summary>A paper passbook's closing balance was entered as a proposal (期初): it counts once a second person has signed.</summary>
/// <param name="Passbook">Keyed hash of the paper passbook's number, in hexadecimal. The number itself is in the vault.</param>
/// <param name="ClosedOn">The local day on which the paper passbook ended.</param>
public sealed record OpeningEntered(
    OpeningId Opening, string Passbook, PersonId Person, PersonId EnteredBy, DateOnly ClosedOn, IReadOnlyList<OpeningLot> Lots) : IFact;

/// <summary>So much of one origin in a paper passbook. Its minutes keep the evidence class <c>opening</c>: a back-filling apart from all others.</summary>
/// <param name="Bucket">Of the points.</param>
/// <param name="Year">The calendar year in which it was earned.</param>
/// <param name="ExpiresOn">The last day on which the points can be spent; absent: they do not expire.</param>
public sealed record OpeningLot(Code Board, Code Bucket, int Year, DateOnly? ExpiresOn, Points Points, Minutes Minutes)
{
    /// <summary>The evidence class of minutes, and the usual bucket of points.</summary>
    public static readonly Code Usual = "opening";

    public Points Points { get; init => field = Bounds.OpeningPoints(value); } = Bounds.OpeningPoints(Points);

    public Minutes Minutes { get; init => field = Bounds.OpeningMinutes(value); } = Bounds.OpeningMinutes(Minutes);

    internal Lot OfPoints => new(Board, Bucket, "community", Year, ExpiresOn);

    internal Lot OfMinutes => new(Board, Usual, "community", Year, null);
}

/// <summary>A second person compared an opening with the paper and signed it.</summary>
/// <param name="Passbooks">How many were posted with it.</param>
public sealed record OpeningSigned(OpeningId Opening, PersonId SignedBy, int Passbooks) : IFact;

/// <summary>A second person refused an opening: none of it is posted, and its passbooks may be entered anew.</summary>
/// <param name="Reason">A code.</param>
public sealed record OpeningRejected(OpeningId Opening, PersonId RejectedBy, Code Reason) : IFact;

/// <summary>A signed paper passbook's balance was posted: counted as opened, never ranked (rule 5).</summary>
/// <param name="Passbook">As entered.</param>
public sealed record OpeningPosted(
    OpeningId Opening, string Passbook, PersonId Person, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;
