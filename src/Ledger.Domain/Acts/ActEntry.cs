using Ledger.Domain.Grid;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Acts;

/// <summary>One person's act as it is reported.</summary>
/// <param name="EndedAt">Equal to the start for an act without duration.</param>
/// <param name="Minutes">Service time when it is shorter than from start to end; absent: all of it.</param>
/// <param name="Inputs">The numbers its type asks for; <paramref name="Marks"/>: the marks of its type that it bears. Each once.</param>
/// <param name="Served">Who was served, where he is in the books; <paramref name="ServedIs"/>: what he is to the doer.</param>
/// <param name="Papers">The papers its review asks for.</param>
/// <param name="Recorders">Who records it beside the caller.</param>
/// <param name="VaultMarks">Which of the marks in the vault the doer bore on that day: the decision reads them, and keeps none.</param>
/// <param name="Replaces">The reversed or rejected act that this one records again. Its filing window was kept, so it is not asked for again, for a day no further away than that.</param>
public sealed record ActEntry(
    ActId Act, PersonId Person, Code ActType, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Minutes? Minutes, Code Place,
    Evidence Evidence, string? EvidenceHash, string? NoteHash, string? AgeBand, Source? Source, ActId? Replaces = null,
    IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null, PersonId? Served = null, ServedIs? ServedIs = null,
    IReadOnlyList<ActPaper>? Papers = null, IReadOnlyList<PersonId>? Recorders = null, IReadOnlyList<Code>? VaultMarks = null)
{
    /// <summary>The longest an act may last under any rulebook, and so the bound of the overlap look-up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public DateTimeOffset StartedAt { get; init => field = Bounds.ToMicrosecond(value); } = Bounds.ToMicrosecond(StartedAt);

    public DateTimeOffset EndedAt { get; init => field = Bounds.ToMicrosecond(value); } = Bounds.ToMicrosecond(EndedAt);

    internal void Name(Needs needs)
    {
        needs.AddsTo(Stream.Act(Act)).Row<Act>(Act.ToString()).Row<Person>(Person.ToString()).Row<GridNode>(GridNode.Key(Place));
        if (EndedAt > StartedAt) needs.Range<Interval>(Before(Person), Interval.Key(Person, EndedAt));
        if (Replaces is { } replaced) needs.Row<Act>(replaced.ToString());
        foreach (var hash in Hashes) needs.Row<EvidenceClaim>(EvidenceClaim.Key(hash));
        needs.StartingWith<MemberOf>(MemberOf.Prefix(Person)).StartingWith<MarkHeld>(MarkHeld.Prefix(Subject.Of(Person).ToString()));
    }

    /// <summary>Looks at the rulebook of every act's day, so that one more reading finds them all and not one version's at a time.</summary>
    internal static void LookAtRulebooks(Books books, IReadOnlyList<ActEntry> acts)
    {
        foreach (var day in acts.Select(act => books.Community.LocalZone.DateOf(act.StartedAt)).Distinct()) Rulebook.InForce(books, day);
    }

    /// <summary>Adds the fact, or nothing when the very same act is in the books already. Answers what forbids it.</summary>
    internal Rejection? Record(Books books, PersonId? recordedBy, RecordedAs by, List<ActPosted> posted)
    {
        var isKnown = IsKnown(books);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return isKnown && missing is PersonWasMerged ? null : missing;
        var person = books.Find<Person>(Person.ToString())!;
        if (TimeIsWrong(books) is { } wrongTime) return wrongTime;
        var occurredOn = books.Community.LocalZone.DateOf(StartedAt);
        if (person.Closed is { } closed && closed.On < occurredOn) return new AccountIsClosed(Person, closed.On);
        if (books.Find<GridNode>(GridNode.Key(Place)) is not { } place || !place.ExistsOn(occurredOn)) return new UnknownNode("place", Place);
        if (books.Find<Act>(Act.ToString()) is not null) return isKnown ? null : new IdAlreadyUsed("act", Act.ToString());
        if (person.IsForgotten) return new NotFound("person", Person.ToString());
        if (ReplacesWrongly(books) is { } wrong) return wrong;
        var told = AsFact(books, recordedBy, by);
        var (reviewed, forbidden) = ByRulebook(books, told);
        if (forbidden is not null) return forbidden;
        if (Overlapping(books, person) is { } other) return new OverlappingAct(Act, other);
        foreach (var hash in Hashes)
            if (books.Find<EvidenceClaim>(EvidenceClaim.Key(hash)) is { } claim) return new EvidenceAlreadyUsed(Act, claim.Act);
        if (reviewed!.IsAtOnce) return Attestation.AtOnce(books, reviewed.Rulebook, reviewed.Told, posted, VaultMarks);
        books.Add(Stream.Act(Act), reviewed.Told);
        return null;
    }

    /// <summary>The act as it is recorded: of somebody and at a place that are there.</summary>
    internal ActRecorded AsFact(Books books, PersonId? recordedBy, RecordedAs by)
    {
        var occurredOn = books.Community.LocalZone.DateOf(StartedAt);
        return Told(occurredOn, books.Find<GridNode>(GridNode.Key(Place))!.Path, BelongingOf(books, books.Find<Person>(Person.ToString())!.HomeOn(occurredOn)), recordedBy)
            with { By = by, Team = MemberOf.TeamOn(books, Person, occurredOn) };
    }

    private ActRecorded Told(DateOnly occurredOn, IReadOnlyList<Code> path, Belonging belonging, PersonId? recordedBy) =>
        new(Act, Person, ActType, occurredOn, StartedAt, EndedAt, Minutes ?? Span, new Place(Place, path), belonging, Evidence, EvidenceHash, NoteHash, AgeBand, Source, recordedBy, Replaces,
            Inputs is { Count: > 0 } inputs ? [.. inputs.OrderBy(one => one.Input)] : null, Marks is { Count: > 0 } marks ? [.. marks.Distinct().Order()] : null,
            Served: Served, ServedIs: ServedIs, Papers: Papers is { Count: > 0 } papers ? papers : null, Recorders: Recorders is { Count: > 0 } recorders ? recorders : null);

    private IEnumerable<string> Hashes => (Papers ?? []).Select(paper => paper.Hash).Append(EvidenceHash).OfType<string>();

    /// <summary>Whether the very same act is in the books, under whichever id of his it was recorded.</summary>
    private bool IsKnown(Books books) =>
        books.Find<Act>(Act.ToString()) is { Recorded: var told } known && Persons.Person.SurvivorOf(books, told.Person) == Persons.Person.SurvivorOf(books, Person)
        && known.IsTheSameAs(Told(books.Community.LocalZone.DateOf(StartedAt), [], told.Belonging, null) with { Person = told.Person });

    /// <summary>Where the look-up of intervals starts; a time before the first day there is has nothing before it.</summary>
    private string Before(PersonId id) => Interval.Key(id, new DateTimeOffset(Math.Max(0, StartedAt.UtcTicks - Longest.Ticks), TimeSpan.Zero));

    private Minutes Span => new((long)(EndedAt - StartedAt).TotalMinutes);

    private Rejection? TimeIsWrong(Books books)
    {
        var zone = books.Community.LocalZone;
        if (!zone.Fits(StartedAt)) return new OffsetDoesNotFitZone("startedAt", StartedAt, zone.Id);
        if (!zone.Fits(EndedAt)) return new OffsetDoesNotFitZone("endedAt", EndedAt, zone.Id);
        if (EndedAt > books.Now) return new ActInTheFuture(EndedAt, books.Now);
        if (EndedAt < StartedAt || EndedAt - StartedAt > Longest || Minutes?.Count < 0 || Minutes?.Count > Span.Count)
            return new ImpossibleDuration(Span, Minutes ?? Span, new Minutes((long)Longest.TotalMinutes));
        return null;
    }

    /// <summary>The act with the review it takes, or what the rulebook has against it.</summary>
    private (Reviewed? Told, Rejection? Forbidden) ByRulebook(Books books, ActRecorded told)
    {
        var occurredOn = told.OccurredOn;
        if (Rulebook.InForce(books, occurredOn) is not { } rulebook) return (null, new NoRulebookInForce(occurredOn));
        if (rulebook.Find(ActType) is not { } type) return (null, new UnknownActType(ActType, rulebook.Document.Version));
        var facts = ActFacts.Of(rulebook.Compiled, told, ActFacts.Seen(books, rulebook.Compiled, told, books.Today, VaultMarks));
        var lastDay = rulebook.Document.Filing.LastDay(occurredOn);
        var isLate = books.Today > lastDay && !WasFiledBefore(books, occurredOn, (int)rulebook.Document.Filing.Within.Units);
        var review = Reviewing.Of(books, rulebook, told, facts, isLate);
        return (new(rulebook, told with { Review = review?.Code }, review is { Steps.Count: 0 }), Forbids(rulebook, type, told, facts, review, isLate, lastDay));
    }

    private Rejection? Forbids(Rulebook rulebook, ActType type, ActRecorded told, FactRow facts, Review? review, bool isLate, DateOnly lastDay)
    {
        List<Code> asked = [.. Reviewing.AsksOf(review)];
        if (Said.Wrong(rulebook.Document, type, this, asked) is { } wrong) return wrong;
        var longest = new Minutes((type.Longest ?? rulebook.Document.Filing.Longest).Units);
        if (Span.Count > longest.Count) return new ImpossibleDuration(Span, Minutes ?? Span, longest);
        if (Reviewing.Lacks(review, told) is { } lacks) return lacks;
        if (isLate && review?.Late != true) return new FiledTooLate(told.OccurredOn, lastDay);
        foreach (var code in asked) facts.Forget($"act.mark.{code}");
        return rulebook.Compiled.RuleAgainst(ActType, facts, asked.SelectMany(code => new[] { $"act.mark.{code}", $"input.{code}" })) is { } rule ? new NotEligible(Act, rule) : null;
    }

    /// <param name="IsAtOnce">Its review has no steps: it is scored when it is recorded.</param>
    private sealed record Reviewed(Rulebook Rulebook, ActRecorded Told, bool IsAtOnce);

    /// <summary>A date may have been written wrongly; an act of another month is another act.</summary>
    private bool WasFiledBefore(Books books, DateOnly occurredOn, int filingDays) =>
        Replaces is { } replaced && books.Find<Act>(replaced.ToString()) is { Recorded.OccurredOn: var before } && Math.Abs(before.DayNumber - occurredOn.DayNumber) <= filingDays;

    private Rejection? ReplacesWrongly(Books books)
    {
        if (Replaces is not { } replaced) return null;
        if (books.Find<Act>(replaced.ToString()) is not { } old) return new NotFound("replaces", replaced.ToString());
        return old is { Status: ActStatus.Reversed or ActStatus.Rejected, ReplacedBy: null } ? null : new NotReplaceable(replaced, old.Status, old.ReplacedBy);
    }

    /// <summary>Under whatever id the person was registered: nobody is at two places at once.</summary>
    private ActId? Overlapping(Books books, Person person) =>
        EndedAt == StartedAt ? null : (person.Aliases ?? []).Prepend(Person).SelectMany(id => books.Range<Interval>(Before(id), Interval.Key(id, EndedAt)))
            .Select(row => row.Value).Where(other => other.EndedAt > StartedAt).Select(other => (ActId?)other.Act).FirstOrDefault();

    private static Belonging BelongingOf(Books books, Home home) =>
        home.Node is { } node ? new(node, books.Find<GridNode>(GridNode.Key(node))?.Path ?? [], home.Household) : new(null, [], home.Household);
}
