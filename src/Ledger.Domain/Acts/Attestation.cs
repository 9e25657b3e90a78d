using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Reviews;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Acts;

/// <summary>The attester's part: who may attest, and what is posted then.</summary>
internal static class Attestation
{
    public static void Name(Needs needs, Actor by, IEnumerable<PersonId> doers)
    {
        if (by.Person is { } attester) needs.Row<Person>(attester.ToString());
        foreach (var doer in doers)
        {
            needs.Row<Account>(Account.Key(doer, Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(doer, Commodity.Points)).AddsTo(Stream.Person(doer));
        }
    }

    /// <summary>One signature. The last of its review, or the only one, is the attestation: then the act is worth what it is worth.</summary>
    /// <param name="vault">The doer's marks in the vault on the day of the act.</param>
    public static Rejection? Attest(Books books, Actor by, ActId id, List<ActPosted> posted, IReadOnlyList<ActInput>? inputs = null, IReadOnlyList<Code>? marks = null, IReadOnlyList<Code>? vault = null)
    {
        if (books.Find<Act>(id.ToString()) is not { } act) return new NotFound("acts", id.ToString());
        var (recorded, attester) = (act.Recorded, by.Person!.Value);
        if (MayNotDecide(books, attester, act) is { } refusal) return refusal;
        if (Rulebook.InForce(books, recorded.OccurredOn) is not { } rulebook) return new NoRulebookInForce(recorded.OccurredOn);
        if (rulebook.Find(recorded.ActType) is not { } type) return new UnknownActType(recorded.ActType, rulebook.Document.Version);
        var (review, signed) = (Reviewing.Of(rulebook, recorded), act.Signed ?? []);
        if (Signing.Next(rulebook.Document, review, signed) is { } next && Signing.Refuses(books, by, Signing.BodyOf(rulebook.Document, review!, next), signed, ReachesIt) is { } notOne) return notOne;
        if ((recorded.Recorders ?? []).Select(one => (PersonId?)one).Append(recorded.RecordedBy).Any(one => Person.IsOne(books, attester, one)) && type.Attest?.RecorderMay != true) return new AttesterIsRecorder(id);
        var signature = new Signature(Signing.Next(rulebook.Document, review, signed) ?? 0, attester, inputs, marks);
        if (Reviewing.Wrong(rulebook.Document, review?.Steps[signature.Step] ?? Reviewing.AsksNothing, id, signature, signed) is { } wrong) return wrong;
        if (review is not null && !Signing.IsLast(rulebook.Document, review, signed, signature.Step))
        {
            books.Add(Stream.Act(id), new ActReviewed(id, signature.Step, review.Steps[signature.Step].Body, attester, inputs, marks));
            return null;
        }
        var complete = Reviewing.Complete(recorded, [.. signed, signature]);
        return Accrue(books, rulebook, complete, act.FiledOn ?? books.Today, new ActAttested(id, attester, review is null ? null : signature.Step, inputs, marks), posted, vault);

        bool ReachesIt(RoleHeld held) => held.Reaches(books, Person.SurvivorOf(books, recorded.Person), recorded.OccurredOn, recorded.Place.Path, recorded.Belonging.Path);
    }

    /// <summary>An act whose review has no steps needs no signature.</summary>
    public static Rejection? AtOnce(Books books, Rulebook rulebook, ActRecorded told, List<ActPosted> posted, IReadOnlyList<Code>? vault = null) =>
        Accrue(books, rulebook, told, books.Today, new ActAttested(told.Act, null), posted, vault, told);

    /// <param name="first">The fact that it was recorded, where that is not in the books yet.</param>
    private static Rejection? Accrue(Books books, Rulebook rulebook, ActRecorded act, DateOnly filedOn, ActAttested attested, List<ActPosted> posted, IReadOnlyList<Code>? vault, ActRecorded? first = null)
    {
        if (RulebookIsBeingFilled.Now(books, rulebook) is { } notYet) return notYet;
        if (act.Replaces is null && ClosedWindow.Of(books, rulebook, act) is { } lastDay && books.Today > lastDay) return new WindowIsClosed(act.Act, act.OccurredOn, lastDay);
        var read = ActFacts.Read(books, rulebook.Compiled, Recounting.OfSurvivor(books, act), filedOn, vault);
        if (WorthOf(books, rulebook, act, read) is not { } worth) return new AmountTooLarge(act.Act);
        if (worth.RefusedBy is { } limit) return new LimitReached(act.Act, limit);
        if (worth.NotEligible is { } rule) return new NotEligible(act.Act, rule);
        var whose = Recounting.OfSurvivor(books, act);
        if (Accruing.WaitsUntil(books, rulebook, act) is (null, null) && Kept.Refuses(books, rulebook, whose, worth, read) is { } full) return new LimitReached(act.Act, full);
        if (Serving.Refuses(books, rulebook, whose, worth) is { } cannotPay) return cannotPay;
        if (first is not null) books.Add(Stream.Act(act.Act), first);
        books.Add(Stream.Act(act.Act), attested);
        posted.Add(Accruing.Accrue(books, act, rulebook, worth, read));
        return null;
    }

    /// <summary>Null where the rulebook makes more of it than can be counted.</summary>
    private static Worth? WorthOf(Books books, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read)
    {
        try { return Worth.Of(books, rulebook, Recounting.OfSurvivor(books, act), read, books.Today); }
        catch (OverflowException) { return null; }
    }

    public static Rejection? MayNotDecide(Books books, PersonId attester, Act act)
    {
        return act.Status != ActStatus.Recorded ? new ActAlreadyDecided(act.Recorded.Act, act.Status) : Gains(books, attester, act);
    }

    /// <summary>Who decides never gains, nor his household, on the day of the act or today (rule 11).</summary>
    public static Rejection? Gains(Books books, PersonId attester, Act act)
    {
        var doer = Person.SurvivorOf(books, act.Recorded.Person);
        if (doer == attester) return new AttesterIsDoer(act.Recorded.Act);
        var day = act.Recorded.OccurredOn;
        return Person.LiveTogether(books, attester, doer, day)
            || (act.Recorded.Belonging.Household is { } home && Person.AllOf(books, attester).Any(own => home == own.Household || home == own.HouseholdOn(day)))
            ? new AttesterSharesHousehold(act.Recorded.Act) : null;
    }
}

/// <summary>A command that names acts: their doers are found in the second reading, all at once.</summary>
internal static class ActsNamed
{
    public static void Name(Needs needs, Actor by, IReadOnlyList<ActId> acts)
    {
        foreach (var act in acts) needs.Row<Act>(act.ToString());
        Attestation.Name(needs, by, []);
    }

    /// <summary>Looks at every row the loop will need, so that one more reading finds them all and not one act's at a time.</summary>
    public static void LookAt(Books books, IReadOnlyList<ActId> acts)
    {
        foreach (var id in acts)
        {
            if (books.Find<Act>(id.ToString()) is not { Recorded: var act }) continue;
            var doer = Person.SurvivorOf(books, act.Person);
            Person.AllOf(books, doer);
            books.Find<Account>(Account.Key(doer, Commodity.Minutes));
            Holding.Of(books, doer);
            if (Rulebook.InForce(books, act.OccurredOn) is { } rulebook) Recounting.LookAt(books, rulebook, act);
            Recounting.LookAtOthers(books, act);
        }
    }
}
