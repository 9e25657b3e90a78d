using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>
/// Records acts, all or none: one's own, or those of whom one is guardian or helper, or, for a grid officer, assistant, team
/// leader or the office, anybody's. With
/// <paramref name="Attest"/> the recorder attests at once, where the act type lets him (micro-acts).
/// </summary>
/// <param name="Acts">1 to 200.</param>
/// <param name="Vault">Ciphertext of the notes.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OutsideScope), typeof(Persons.PersonWasMerged), typeof(OffsetDoesNotFitZone), typeof(ActInTheFuture), typeof(ImpossibleDuration), typeof(Persons.AccountIsClosed), typeof(Grid.UnknownNode),
    typeof(IdAlreadyUsed), typeof(NotReplaceable), typeof(Rulebooks.NoRulebookInForce), typeof(UnknownActType), typeof(InputOutOfRange), typeof(UnknownMark), typeof(EvidenceMissing), typeof(RecordersMissing), typeof(FiledTooLate), typeof(NotEligible), typeof(OverlappingAct), typeof(EvidenceAlreadyUsed),
    typeof(ActAlreadyDecided), typeof(AttesterIsDoer), typeof(AttesterSharesHousehold), typeof(Rulebooks.RulebookIsBeingFilled), typeof(Marks.NotOfTheBody), typeof(SecondPersonNeeded), typeof(AttesterIsRecorder), typeof(ReviewInputMissing), typeof(WindowIsClosed), typeof(AmountTooLarge), typeof(LimitReached), typeof(Offers.InsufficientPoints), typeof(Redemptions.DebtLimitReached))]
public sealed record RecordActs(Actor By, IReadOnlyList<ActEntry> Acts, bool Attest, IReadOnlyList<SideRow> Vault) : ICommand<ActsRecorded>
{
    public int MostReadings => Following.MostReadings;

    public static readonly Role[] Recorders = [Role.Office, Role.GridOfficer, Role.GridAssistant, Role.TeamLeader];

    public void Name(Needs needs)
    {
        foreach (var act in Acts) act.Name(needs);
        // Whom the caller cares for says whether he records for himself or as an officer.
        if (By.Person is { } caller && Acts.Any(act => !By.Is(act.Person))) needs.StartingWith<Persons.Relation>(Persons.Relation.PrefixBy(caller));
        if (!Attest) return;
        Attestation.Name(needs, By, Acts.Select(act => act.Person));
        foreach (var act in Acts.Where(act => act.EndedAt > act.StartedAt)) needs.Row<Account>(Account.Key(act.Person, Commodity.Minutes));
        // The local date, as long as the offset fits the zone: the act is refused otherwise.
        foreach (var act in Acts)
            foreach (var key in MeterRow.KeysOf(act.Person, DateOnly.FromDateTime(act.StartedAt.DateTime))) needs.Row<MeterRow>(key);
    }

    public Decision<ActsRecorded> Decide(Books books)
    {
        if (!By.Holds(books, Recorders) && !(By.Person is not null && !Attest && Acts.All(act => IsOwn(books, act.Person) || IsServed(books, act)))) return new NotAllowed(Recorders);
        ActEntry.LookAtRulebooks(books, Acts);
        // Where everybody belonged is looked at before anything is refused, so that one more reading finds it all.
        foreach (var act in Acts) IsOutside(books, act);
        var posted = new List<ActPosted>();
        foreach (var act in Acts)
        {
            if (act.Replaces is { } replaced && !MayReplace(books, replaced)) return new NotFound("replaces", replaced.ToString());
            if (IsOutside(books, act) is { } outside) return outside;
            if (act.Record(books, By.Person, AsWhat(books, act), posted) is { } refusal) return refusal;
        }
        if (Attest)
            foreach (var act in Acts.Where(act => !IsAttested(books, act)))
                if (Attestation.Attest(books, By, act.Act, posted, vault: act.VaultMarks) is { } refusal) return refusal;
        SideRow.PutAll(books, Vault);
        return books.Accept(new ActsRecorded([.. Acts.Select(act => act.Act)], posted));
    }

    /// <summary>Whoever records for himself sees no act of another's, and so replaces none.</summary>
    private bool MayReplace(Books books, ActId id) => By.Holds(books, Recorders) || books.Find<Act>(id.ToString()) is not { Recorded.Person: var doer } || IsOwn(books, doer);

    private Rejection? IsOutside(Books books, ActEntry act) =>
        IsOwn(books, act.Person) || IsServed(books, act) ? null : Reach.Refuses(books, By, act, Recorders) ?? Reach.Refuses(books, By, act.Act, Recorders);

    /// <summary>Whom somebody helped may say so.</summary>
    private bool IsServed(Books books, ActEntry act) => act.Served is { } served && IsOwn(books, served);

    private bool IsOwn(Books books, PersonId doer) => Persons.Person.SurvivorOf(books, doer) is var owner && (By.Is(owner) || By.ActsFor(books, owner));

    internal RecordedAs AsWhat(Books books, ActEntry act) => By switch
    {
        { Terminal: not null } => RecordedAs.Terminal,
        _ when IsOwn(books, act.Person) => RecordedAs.Self,
        _ => By.Holds(books, [.. Recorders.Where(role => role != Role.TeamLeader)]) ? RecordedAs.Officer : RecordedAs.Leader,
    };

    /// <summary>A terminal that sends ten again, of which three arrived, gets the other seven through.</summary>
    private static bool IsAttested(Books books, ActEntry entry) => books.Find<Act>(entry.Act.ToString()) is { Status: ActStatus.Attested };
}

/// <param name="Posted">What was posted by this request: empty unless it attested, and without acts that were attested before.</param>
public sealed record ActsRecorded(IReadOnlyList<ActId> Acts, IReadOnlyList<ActPosted> Posted);
