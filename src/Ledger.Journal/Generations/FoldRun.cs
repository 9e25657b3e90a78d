using Ledger.Journal.Append;
using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Journal.Generations;

/// <summary>
/// Folds a run of events over rows of the generation that is being filled. Rows are not known beforehand: an event that
/// looked at one not loaded holds up those behind it, which are asked meanwhile only for what they would look at; then
/// all that was missed is read at once.
/// </summary>
internal sealed class FoldRun(NpgsqlConnection connection, string tenant, IStateCodec codec, IStateFold fold, TimeSpan timeout)
{
    private readonly OpenBook _book = new(new CommunityBatch(tenant, []));

    /// <exception cref="PoisonedEventException">An event cannot be folded.</exception>
    public async Task Fold(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        for (var folded = 0; folded < events.Count;)
        {
            var missing = new ReadRound(codec);
            var at = folded;
            for (; at < events.Count && TryFold(events[at], missing); at++) { }
            folded = at;
            for (at++; at < events.Count; at++) Foresee(events[at], missing);
            if (missing.IsEmpty) continue;
            await Question.AskAll(connection, timeout, missing.Questions, null, cancel);
            missing.Settle();
        }
    }

    /// <summary>Rows that are not derived are no business of a fold: they stay as they are.</summary>
    public async Task Write(CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = (int)Math.Ceiling(timeout.TotalSeconds) };
        foreach (var command in RowTables.Changes([_book], derived: true, codec)) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }

    private bool TryFold(RecordedEvent recorded, ReadRound missing)
    {
        var view = View(recorded);
        try
        {
            fold.Apply(view, recorded);
        }
        catch (Exception broken)
        {
            // Thrown over a row that was not there yet it says nothing.
            if (!view.LookedAtUnloaded) throw new PoisonedEventException(tenant, recorded.Number, recorded.Type, broken);
        }
        if (view.LookedAtUnloaded) missing.Add(_book, view.Missing);
        else view.Fold(codec.IsDerived);
        return !view.LookedAtUnloaded;
    }

    private void Foresee(RecordedEvent recorded, ReadRound missing)
    {
        var view = View(recorded);
        try
        {
            fold.Apply(view, recorded);
        }
        catch (Exception)
        {
            // It stands on rows that those before it have not put yet. Its turn comes.
        }
        missing.Add(_book, view.Missing);
    }

    private DecisionView View(RecordedEvent recorded) => new(tenant, _book.Overlay, recorded.RecordedAt, recorded.Number);
}
