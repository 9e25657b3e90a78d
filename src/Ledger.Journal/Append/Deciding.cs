using Ledger.Journal.Proof;

namespace Ledger.Journal.Append;

/// <summary>
/// Asks the decisions of one community, one after the other, each seeing the effects of those before it. One that looked
/// at something not loaded waits for the next round, behind those already decided: no order among them was promised.
/// </summary>
internal sealed class Deciding(OpenBook book, IStateCodec codec, Vocabulary vocabulary)
{
    private readonly List<PendingCommand> _undecided = [.. book.Batch.Commands];

    /// <summary>Asks every command that has no answer yet, and names in <paramref name="more"/> what they lacked.</summary>
    public void Pass(ReadRound more, int round)
    {
        if (book.Head is { } head && WhyNot(head) is { } refusal)
        {
            RefuseAll(refusal);
            return;
        }
        var waiting = new HashSet<CommandKey>();
        _undecided.RemoveAll(command => !waiting.Contains(command.Submission.Key) && TryDecide(command, more, waiting, round));
        foreach (var decided in book.Events) more.AddStream(book, decided.Fact.Stream);
    }

    private JournalAnswer? WhyNot(LockedHead head)
    {
        book.HasOlderState = vocabulary.HasOlderState(head);
        if (book.HasOlderState) return Unavailable.StateIsFilled;
        return vocabulary.WhyTooOld(head) is { } why ? Unavailable.TooOld(why) : null;
    }

    private void RefuseAll(JournalAnswer answer)
    {
        foreach (var command in _undecided) book.Answers[command] = answer;
        _undecided.Clear();
    }

    private bool TryDecide(PendingCommand command, ReadRound more, HashSet<CommandKey> waiting, int round)
    {
        var answer = WithoutAsking(command.Submission) ?? Ask(command, more, round);
        if (answer is null) waiting.Add(command.Submission.Key);
        else book.Answers[command] = answer;
        return answer is not null;
    }

    private JournalAnswer? WithoutAsking(Submission submission)
    {
        if (book.Kept.TryGetValue(submission.Key, out var kept)) return kept.AnswerTo(submission);
        var mayBeAsked = submission.OpensTenant ? book.MayOpen : book.IsOpen;
        return mayBeAsked ? null : new JournalAnswer.NoSuchTenant();
    }

    private JournalAnswer? Ask(PendingCommand command, ReadRound more, int round)
    {
        var view = new DecisionView(book.Tenant, book.Overlay, book.Now, book.LastNumber + 1);
        try
        {
            var verdict = command.Submission.Decide(view);
            if (!view.LookedAtUnloaded) return Follow(verdict, command, view);
        }
        catch (Exception thrown) when (!view.LookedAtUnloaded)
        {
            return new JournalAnswer.Failed(thrown);
        }
        catch (Exception)
        {
            // It was thrown over a row that was not there yet: it says nothing.
        }
        if (round >= command.Submission.MostReadings) return new JournalAnswer.Failed(new InvalidOperationException($"A decision still looked at unread state after {round} rounds."));
        more.Add(book, view.Missing);
        return null;
    }

    private JournalAnswer Follow(Verdict verdict, PendingCommand command, DecisionView view)
    {
        switch (verdict)
        {
            case Verdict.Accepted accepted:
                var events = EventRules.Canonical(accepted.Events, vocabulary);
                view.Fold(_ => true);
                for (var i = 0; i < events.Count; i++) book.Events.Add(new DecidedEvent(command, i, events[i]));
                book.Opened |= command.Submission.OpensTenant;
                return Keep(command, true, accepted.Reply);
            case Verdict.Refused refused:
                view.Fold(kind => !codec.IsDerived(kind));
                return Keep(command, false, refused.Reply);
            default:
                throw new InvalidOperationException("A decision gave no verdict.");
        }
    }

    private JournalAnswer.Decided Keep(PendingCommand command, bool accepted, byte[] reply)
    {
        var kept = new KeptAnswer(command.Submission.Key, command.Submission.Fingerprint, accepted, book.LastNumber, book.Now, reply);
        book.Kept.Add(kept.Key, kept);
        book.NewlyKept.Add(kept);
        return kept.Decided(replayed: false);
    }
}

/// <summary>What a decision may append. Whatever breaks it fails its command alone, before anything is folded.</summary>
internal static class EventRules
{
    /// <exception cref="ArgumentException">A name is too long, empty or not storable, or the event name is not known.</exception>
    /// <exception cref="NotCanonicalException">The data is no JSON object of the journal's subset.</exception>
    public static IReadOnlyList<NewEvent> Canonical(IReadOnlyList<NewEvent> events, Vocabulary vocabulary)
    {
        var canonical = new NewEvent[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            var fact = events[i];
            SubmissionRules.Name(fact.Stream, "A stream");
            SubmissionRules.Name(fact.StreamType, "A stream's type");
            if (!vocabulary.Knows(fact.Type)) throw new ArgumentException($"The event name {fact.Type} is not one of this node's.");
            canonical[i] = fact with { Data = CanonicalJson.OfObject(fact.Data) };
        }
        return canonical;
    }
}
