using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Domain.Acts;

/// <summary>
/// What an act would be worth if it were recorded and attested now, and why: also where the rulebook would refuse it. Whoever may
/// record it may ask. Nothing is written.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OutsideScope), typeof(Persons.PersonWasMerged), typeof(OffsetDoesNotFitZone), typeof(ActInTheFuture), typeof(ImpossibleDuration), typeof(Persons.AccountIsClosed), typeof(Grid.UnknownNode),
    typeof(IdAlreadyUsed), typeof(NotReplaceable), typeof(NoRulebookInForce), typeof(UnknownActType), typeof(InputOutOfRange), typeof(UnknownMark), typeof(EvidenceMissing), typeof(RecordersMissing), typeof(FiledTooLate), typeof(OverlappingAct), typeof(EvidenceAlreadyUsed),
    typeof(RulebookIsBeingFilled), typeof(WindowIsClosed), typeof(AmountTooLarge))]
public sealed record PreviewAct(Actor By, ActEntry Entry) : ICommand<ActPreview>
{
    private RecordActs Recording => new(By, [Entry], Attest: false, []);

    public void Name(Needs needs)
    {
        Recording.Name(needs);
        foreach (var key in MeterRow.KeysOf(Entry.Person, DateOnly.FromDateTime(Entry.StartedAt.DateTime))) needs.Row<MeterRow>(key);
    }

    public Decision<ActPreview> Decide(Books books)
    {
        var asked = AskedBooks.On(books);
        if (Recording.Decide(asked) is Decision<ActsRecorded>.Rejected { Reason: not (NotEligible or LimitReached) and var refusal }) return refusal;
        var act = Recounting.OfSurvivor(books, asked.Find<Act>(Entry.Act.ToString())?.Recorded ?? Entry.AsFact(books, By.Person, Recording.AsWhat(books, Entry)));
        var rulebook = Rulebook.InForce(books, act.OccurredOn)!;
        var read = ActFacts.Read(books, rulebook.Compiled, act, books.Today, Entry.VaultMarks);
        try { return books.Accept(Of(rulebook, act, read, Worth.Of(books, rulebook, act, read, books.Today))); }
        catch (OverflowException) { return new AmountTooLarge(Entry.Act); }
    }

    internal static ActPreview Of(Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read, Worth worth)
    {
        var parts = new RuleParts(rulebook.Document);
        var skipped = SkippedRule.Of(rulebook.Document, act.ActType, parts, compiled => ActFacts.Of(compiled, act, read));
        var refusedBy = worth.NotEligible ?? (worth.RefusedBy is { } limit ? $"/limits/{rulebook.Document.Limits!.ToList().FindIndex(one => one.Code == limit)}" : null);
        return new(act.Act, rulebook, refusedBy is { } rule ? parts.At(rule) : null, Explanation.Of(rulebook.Document, rulebook.Stamp, worth.Steps, rulebook.Unit, skipped));
    }
}

/// <summary>What an act that waits would give if it were attested now, or which rule would let no such act through. Who may see the act may ask. Nothing is written.</summary>
[Refuses(typeof(NotFound), typeof(NoRulebookInForce), typeof(UnknownActType), typeof(RulebookIsBeingFilled), typeof(AmountTooLarge))]
public sealed record WeighAct(Actor By, ActId Act) : ICommand<ActPreview>
{
    public void Name(Needs needs) => needs.Row<Act>(Act.ToString());

    public Decision<ActPreview> Decide(Books books)
    {
        if (books.Find<Act>(Act.ToString()) is not { Status: ActStatus.Recorded } waiting) return new NotFound("act", Act.ToString());
        var act = Recounting.OfSurvivor(books, waiting.Recorded);
        if (Rulebook.InForce(books, act.OccurredOn) is not { } rulebook) return new NoRulebookInForce(act.OccurredOn);
        if (rulebook.Find(act.ActType) is null) return new UnknownActType(act.ActType, rulebook.Document.Version);
        if (RulebookIsBeingFilled.Now(books, rulebook) is { } notYet) return notYet;
        var read = ActFacts.Read(books, rulebook.Compiled, act, books.Today, null);
        try { return books.Accept(PreviewAct.Of(rulebook, act, read, Worth.Of(books, rulebook, act, read, books.Today))); }
        catch (OverflowException) { return new AmountTooLarge(Act); }
    }
}

/// <param name="RefusedBy">The rule that lets no such act through.</param>
/// <param name="Explained">What it would give otherwise; of an act that is kept out, nothing.</param>
public sealed record ActPreview(ActId Act, Rulebook Rulebook, RulePart? RefusedBy, Explanation Explained);
