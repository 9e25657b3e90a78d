using System.Globalization;
using System.Text.Json.Serialization;

namespace Ledger.Domain.Openings;

[JsonConverter(typeof(KebabEnum<OpeningStatus>))]
public enum OpeningStatus { Entered, Posted, Rejected }

/// <summary>A batch of paper passbooks (期初) that one person entered and another signs.</summary>
/// <param name="DecidedBy">The second person.</param>
/// <param name="Number">The journal number of the last change.</param>
public sealed record Opening(PersonId EnteredBy, int Passbooks, Points Points, Minutes Minutes, OpeningStatus Status, PersonId? DecidedBy, Code? Reason, long Number)
{
    public static void Evolve(IStates states, OpeningEntered fact, At at)
    {
        var (key, lots) = (fact.Opening.ToString(), fact.Lots);
        var opening = states.Find<Opening>(key) ?? new Opening(fact.EnteredBy, 0, Points.Zero, new Minutes(0), OpeningStatus.Entered, null, null, at.Number);
        states.Put(OpeningPassbook.Key(fact.Opening, opening.Passbooks), new OpeningPassbook(fact.Passbook, fact.Person));
        states.Put(fact.Passbook, new PaperPassbook(fact.Opening, fact.Person, fact.ClosedOn, lots));
        states.Put(key, opening with
        {
            Passbooks = opening.Passbooks + 1, Number = at.Number,
            Points = opening.Points + new Points(lots.Sum(lot => lot.Points.Hundredths)), Minutes = new Minutes(opening.Minutes.Count + lots.Sum(lot => lot.Minutes.Count)),
        });
    }

    public static void Evolve(IStates states, OpeningSigned fact, At at) => Decide(states, fact.Opening, OpeningStatus.Posted, fact.SignedBy, null, at);

    /// <summary>What was refused leaves its passbooks free.</summary>
    public static void Evolve(IStates states, OpeningRejected fact, At at)
    {
        var prefix = OpeningPassbook.Prefix(fact.Opening);
        foreach (var (_, row) in states.Range<OpeningPassbook>(prefix, prefix + '\uffff')) states.Remove<PaperPassbook>(row.Passbook);
        Decide(states, fact.Opening, OpeningStatus.Rejected, fact.RejectedBy, fact.Reason, at);
    }

    private static void Decide(IStates states, OpeningId id, OpeningStatus status, PersonId by, Code? reason, At at)
    {
        if (states.Find<Opening>(id.ToString()) is { } opening) states.Put(id.ToString(), opening with { Status = status, DecidedBy = by, Reason = reason, Number = at.Number });
    }
}

/// <summary>A passbook of an opening, in the order of entering.</summary>
public sealed record OpeningPassbook(string Passbook, PersonId Person)
{
    public static string Prefix(OpeningId opening) => $"{opening}|";

    public static string Key(OpeningId opening, int place) => Prefix(opening) + place.ToString("D6", CultureInfo.InvariantCulture);
}

/// <summary>A paper passbook's number is used once: the key is its hash.</summary>
public sealed record PaperPassbook(OpeningId Opening, PersonId Person, DateOnly ClosedOn, IReadOnlyList<OpeningLot> Lots);
