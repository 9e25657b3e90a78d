using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
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
            needs.Row<Account>(Account.Key(doer, Commodity.Points)).Row<Account>(Account.Key(doer, Commodity.Minutes));
            needs.StartingWith<LotHeld>(LotHeld.Prefix(doer, Commodity.Points)).AddsTo(Stream.Person(doer));
        }
    }

    public static Rejection? Attest(Books books, PersonId attester, ActId id, List<ActPosted> posted)
    {
        if (books.Find<Act>(id.ToString()) is not { } act) return new NotFound("acts", id.ToString());
        if (MayNotDecide(books, attester, act) is { } refusal) return refusal;
        var recorded = act.Recorded;
        if (Rulebook.InForce(books, recorded.OccurredOn) is not { } rulebook) return new NoRulebookInForce(recorded.OccurredOn);
        if (RulebookVersions.Of(books).Of(rulebook.Document.Version)?.Filling is { } filling) return new RulebookIsBeingFilled(rulebook.Document.Version, filling.Acts);
        if (rulebook.Find(recorded.ActType) is not { } type) return new UnknownActType(recorded.ActType, rulebook.Document.Version);
        if (Person.IsOne(books, attester, recorded.RecordedBy) && type.Attest?.RecorderMay != true) return new AttesterIsRecorder(id);
        if (recorded.Replaces is null && ClosedWindow.Of(books, rulebook, recorded) is { } lastDay && books.Today > lastDay) return new WindowIsClosed(id, recorded.OccurredOn, lastDay);
        var read = ActFacts.Read(books, rulebook.Compiled, Recounting.OfSurvivor(books, recorded), act.FiledOn ?? books.Today);
        if (WorthOf(books, rulebook, recorded, read) is not { } worth) return new AmountTooLarge(id);
        if (worth.RefusedBy is { } limit) return new LimitReached(id, limit);
        if (worth.NotEligible is { } rule) return new NotEligible(id, rule);
        books.Add(Stream.Act(id), new ActAttested(id, attester));
        posted.Add(Accruing.Accrue(books, recorded, rulebook, worth, read));
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
