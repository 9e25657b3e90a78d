using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Communities;
using Ledger.Domain.Reviews;

namespace Ledger.Domain.Acts;

[JsonConverter(typeof(KebabEnum<ActStatus>))]
public enum ActStatus { Recorded, Attested, Rejected, Reversed }

/// <summary>An act (积分事项) as decisions know it.</summary>
/// <param name="Attester">Who attested it.</param>
/// <param name="Accrual">What it was worth, once it is attested.</param>
/// <param name="Signed">The signatures of its review so far, in order.</param>
/// <param name="FiledOn">The local date on which it was recorded.</param>
/// <param name="CountedFrom">The windows in which it counts from when it was recorded.</param>
/// <param name="ReplacedBy">The act that records it again after it was reversed or rejected.</param>
public sealed record Act(ActRecorded Recorded, ActStatus Status, long Number, PersonId? Attester = null, Accrual? Accrual = null, ActId? ReplacedBy = null, DateOnly? FiledOn = null,
    IReadOnlyList<Signature>? Signed = null, IReadOnlyList<RecordedIn>? CountedFrom = null)
{
    /// <summary>Whether a report sent again tells the same. Where people belong and who recorded may have changed in between.</summary>
    public bool IsTheSameAs(ActRecorded again) =>
        (Recorded with
        {
            Belonging = again.Belonging, Place = again.Place, RecordedBy = again.RecordedBy, AgeBand = again.AgeBand, NoteHash = again.NoteHash, Inputs = again.Inputs, Marks = again.Marks,
            By = again.By, Team = again.Team, Papers = again.Papers, Recorders = again.Recorders, Review = again.Review,
        }) == again
        && Recorded.Place.Node == again.Place.Node && (Recorded.Inputs ?? []).Where(one => !Stated(signature => signature.Inputs?.Contains(one))).SequenceEqual(again.Inputs ?? [])
        && (Recorded.Marks ?? []).Where(one => !Stated(signature => signature.Marks?.Contains(one))).SequenceEqual(again.Marks ?? [])
        && (Recorded.Papers ?? []).SequenceEqual(again.Papers ?? []);

    /// <summary>Whether it was not reported but stated by a signature.</summary>
    private bool Stated(Func<Signature, bool?> states) => Signed?.Any(one => states(one) == true) == true;

    public static void Evolve(IStates states, ActRecorded fact, At at)
    {
        var act = new Act(fact, ActStatus.Recorded, at.Number, FiledOn: (states.Find<Community>("") ?? Community.NotOpened).LocalZone.DateOf(at.RecordedAt), CountedFrom: RecordedIn.Of(states, fact));
        states.Put(fact.Act.ToString(), act);
        RecordedIn.Move(states, act, 1, at);
        states.Put(ActPending.Key(fact), new ActPending(fact.Act));
        if (fact.Replaces is { } id && states.Find<Act>(id.ToString()) is { } replaced) states.Put(id.ToString(), replaced with { ReplacedBy = fact.Act, Number = at.Number });
        foreach (var hash in EvidenceClaim.HashesOf(fact)) states.Put(EvidenceClaim.Key(hash), new EvidenceClaim(fact.Act));
        if (fact.EndedAt > fact.StartedAt) states.Put(Interval.Key(fact.Person, fact.StartedAt, fact.Act), new Interval(fact.Act, fact.StartedAt, fact.EndedAt));
    }

    public static void Evolve(IStates states, ActReviewed fact, At at)
    {
        if (states.Find<Act>(fact.Act.ToString()) is { } act)
            states.Put(fact.Act.ToString(), act with { Signed = [.. act.Signed ?? [], new(fact.Step, fact.By, fact.Inputs, fact.Marks)], Number = at.Number });
    }

    public static void Evolve(IStates states, ActAttested fact, At at)
    {
        if (states.Find<Act>(fact.Act.ToString()) is not { } act) return;
        IReadOnlyList<Signature> signed = fact is { Attester: { } last, Step: { } step } ? [.. act.Signed ?? [], new(step, last, fact.Inputs, fact.Marks)] : act.Signed ?? [];
        states.Put(fact.Act.ToString(), act with { Recorded = Reviewing.Complete(act.Recorded, signed), Status = ActStatus.Attested, Attester = fact.Attester, Signed = signed.Count > 0 ? signed : null, Number = at.Number });
        states.Remove<ActPending>(ActPending.Key(act.Recorded));
    }

    public static void Evolve(IStates states, ActRejected fact, At at) => End(states, fact.Act, ActStatus.Rejected, at);

    public static void Evolve(IStates states, ActReversed fact, At at)
    {
        if (states.Find<Act>(fact.Act.ToString()) is { Accrual: not null } act) Accrual.Uncount(states, act, fact.BookedOn);
        End(states, fact.Act, ActStatus.Reversed, at);
    }

    /// <summary>A rejected or reversed act frees its time and its evidence for the right one.</summary>
    private static void End(IStates states, ActId id, ActStatus status, At at)
    {
        if (states.Find<Act>(id.ToString()) is not { } act) return;
        states.Put(id.ToString(), act with { Status = status, Number = at.Number });
        RecordedIn.Move(states, act, -1, at);
        states.Remove<ActPending>(ActPending.Key(act.Recorded));
        foreach (var hash in EvidenceClaim.HashesOf(act.Recorded)) states.Remove<EvidenceClaim>(EvidenceClaim.Key(hash));
        states.Remove<Interval>(Interval.Key(act.Recorded.Person, act.Recorded.StartedAt, id));
    }
}

/// <summary>Which act a photo or sheet is the evidence of.</summary>
public sealed record EvidenceClaim(ActId Act)
{
    /// <summary>The same hash in capitals is the same photo.</summary>
    public static string Key(string hash) => hash.ToLowerInvariant();

    public static IEnumerable<string> HashesOf(ActRecorded act) => (act.Papers ?? []).Select(paper => paper.Hash).Append(act.EvidenceHash).OfType<string>();
}

/// <summary>A time in which somebody was doing something, by its start.</summary>
public sealed record Interval(ActId Act, DateTimeOffset StartedAt, DateTimeOffset EndedAt)
{
    public static string Key(PersonId person, DateTimeOffset start, ActId act) => Key(person, start) + act;

    public static string Key(PersonId person, DateTimeOffset start) =>
        string.Create(CultureInfo.InvariantCulture, $"{person}|{start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff}|");
}

/// <summary>An act that waits for its attester, by its date.</summary>
public sealed record ActPending(ActId Act)
{
    public static string Key(ActRecorded act) => string.Create(CultureInfo.InvariantCulture, $"{act.OccurredOn:yyyy-MM-dd}|{act.Act}");
}
