using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.States;

namespace Ledger.Api.Books;

/// <summary>The one path: every write, also import, expiry and the demo, goes through here into the journal.</summary>
public sealed class Bookkeeper(IJournal journal, IJournalReader reader, TimeProvider clock)
{
    private readonly RulebooksInUse _rulebooks = new();

    /// <exception cref="InvalidOperationException">The command is broken: a bug, and nothing was written.</exception>
    public async Task<Answer<TResult>> Send<TResult>(ICommand<TResult> command, Sending sending, CancellationToken cancel)
    {
        using var span = ApiTelemetry.Spans.StartActivity(command.GetType().Name);
        var submission = Submitted(command, sending, VerdictOf);
        var answer = sending.DryRun ? await journal.Ask(submission, cancel) : await journal.Append(submission, cancel);
        span?.SetTag("ledger.outcome", answer is JournalAnswer.Decided { Accepted: var accepted } ? accepted ? "accepted" : "refused" : answer.GetType().Name).SetTag("ledger.journal_number", (answer as JournalAnswer.Decided)?.Number);
        return AnswerOf(command, answer, decided => decided.Accepted
            ? new Answer<TResult>.Accepted((TResult)DomainJson.Read(decided.Reply, typeof(TResult)), decided.Number, decided.RecordedAt, decided.Replayed)
            : new Answer<TResult>.Refused(RejectionJson.Read(decided.Reply), decided.Number, decided.RecordedAt));
    }

    /// <summary>What a decision says, asked and not written: nothing of it is kept, so it may say what cannot be stored.</summary>
    /// <exception cref="InvalidOperationException">The command is broken: a bug.</exception>
    public async Task<Answer<TResult>> Ask<TResult>(ICommand<TResult> command, string community, string caller, CancellationToken cancel)
    {
        Decision<TResult>? said = null;
        var answer = await journal.Ask(Submitted(command, Sending.Own(community, caller, "dry-run"), decision =>
        {
            said = decision;
            return new Verdict.Accepted([], "{}"u8.ToArray());
        }), cancel);
        return AnswerOf(command, answer, decided => said switch
        {
            Decision<TResult>.Accepted accepted => new Answer<TResult>.Accepted(accepted.Result, decided.Number, decided.RecordedAt, false),
            Decision<TResult>.Rejected rejected => new Answer<TResult>.Refused(rejected.Reason, decided.Number, decided.RecordedAt),
            _ => throw new InvalidOperationException("A decision accepts or rejects."),
        });
    }

    private static Answer<TResult> AnswerOf<TResult>(ICommand<TResult> command, JournalAnswer answer, Func<JournalAnswer.Decided, Answer<TResult>> of) => answer switch
    {
        JournalAnswer.Decided decided => of(decided),
        JournalAnswer.KeyReused => new Answer<TResult>.KeyReused(),
        JournalAnswer.NoSuchTenant => new Answer<TResult>.NoSuchCommunity(),
        JournalAnswer.Unavailable away => new Answer<TResult>.Unavailable(away.RetryAfter),
        JournalAnswer.Failed failed => throw new InvalidOperationException($"{command.GetType().Name} failed.", failed.Error),
        _ => throw new InvalidOperationException($"The journal answered {answer.GetType().Name}."),
    };

    private Submission Submitted<TResult>(ICommand<TResult> command, Sending sending, Func<Decision<TResult>, Verdict> verdictOf)
    {
        var needs = _rulebooks.NameIn(Needs.Of(command), sending.Community);
        return new Submission
        {
            Tenant = sending.Community,
            Key = new CommandKey(sending.Caller, sending.Key),
            Fingerprint = sending.Fingerprint,
            Needs = ViewStates.Named(needs),
            Streams = [.. needs.Streams.Select(stream => stream.Id).Distinct()],
            Lane = sending.Lane,
            CorrelationId = sending.Correlation,
            Headers = HeadersOf(command.By, sending),
            Deadline = sending.Deadline,
            OpensTenant = sending.OpensCommunity,
            MostReadings = command.MostReadings,
            Decide = view =>
            {
                _rulebooks.Note(sending.Community, view);
                return verdictOf(command.Decide(new Domain.Books(new ViewStates(view), view.Now, view.NextNumber)));
            },
        };
    }

    /// <summary>The books as they are, for reading; null when there is no such community.</summary>
    public async Task<Reading?> Look(string community, Needs needs, CancellationToken cancel)
    {
        var named = ViewStates.Named(needs);
        var snapshot = await reader.ReadState(community, named, cancel);
        if (snapshot is null) return null;
        return new Reading(new Domain.Books(new SnapshotStates(snapshot, named), snapshot.Now(clock), snapshot.Number + 1), snapshot.Number);
    }

    private static Verdict VerdictOf<TResult>(Decision<TResult> decision) => decision switch
    {
        Decision<TResult>.Accepted accepted => new Verdict.Accepted(
            [.. accepted.Facts.Select(fact => new NewEvent(fact.Stream.Id, fact.Stream.Type, EventNames.Of(fact.Fact), DomainJson.Write(fact.Fact)))],
            DomainJson.Write(accepted.Result!)),
        Decision<TResult>.Rejected rejected => new Verdict.Refused(RejectionJson.Write(rejected.Reason)),
        _ => throw new InvalidOperationException("A decision accepts or rejects."),
    };

    private static Dictionary<string, string> HeadersOf(Actor by, Sending sending)
    {
        var headers = new Dictionary<string, string>
        {
            [EventHeaders.Actor] = by.Person?.ToString() ?? by.Terminal?.ToString() ?? (by.IsOperator ? "operator" : by.IsScheduler ? "scheduler" : "nobody"),
        };
        if (by.Terminal is { } terminal) headers[EventHeaders.Terminal] = terminal.ToString();
        if (sending.ActingFor is { } person) headers[EventHeaders.ActingFor] = person.ToString();
        return headers;
    }
}

/// <param name="Number">The journal number the rows stand at.</param>
public sealed record Reading(Domain.Books Books, long Number);
