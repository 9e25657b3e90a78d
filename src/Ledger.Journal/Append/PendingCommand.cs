using System.Diagnostics;
using Ledger.Journal.Proof;

namespace Ledger.Journal.Append;

/// <summary>A submission that waits for its answer.</summary>
internal sealed class PendingCommand(Submission submission)
{
    // Continuations run elsewhere, or one slow caller would hold up the writer.
    private readonly TaskCompletionSource<JournalAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _since = Environment.TickCount64;

    public Submission Submission => submission;

    /// <summary>The span it was sent in; none when nobody traces.</summary>
    public ActivityContext Cause { get; } = Activity.Current?.Context ?? default;

    public TimeSpan Waited => TimeSpan.FromMilliseconds(Environment.TickCount64 - _since);

    public Guid Id { get; } = ComputedId.OfCommand(submission.Tenant, submission.Key);

    /// <summary>Canonical JSON, empty without headers.</summary>
    public byte[] Headers { get; } = Canonical(submission.Headers);

    public Task<JournalAnswer> Answered => _answer.Task;

    public bool IsPastDeadline => Waited >= submission.Deadline;

    /// <summary>Nobody waits for it any more.</summary>
    public bool IsAbandoned => _answer.Task.IsCompleted;

    /// <summary>Whoever sent it went before he was answered.</summary>
    public bool IsCallerGone { get; private set; }

    public void Answer(JournalAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Nobody listens any more: if no transaction has taken it yet, none need.</summary>
    public void Leave()
    {
        IsCallerGone = true;
        Answer(Unavailable.DeadlinePassed);
    }

    private static byte[] Canonical(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0) return [];
        var text = new CanonicalBuffer(64 * headers.Count);
        text.WriteRaw("{"u8);
        foreach (var (name, value) in headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            if (text.Length > 1) text.WriteRaw(","u8);
            text.WriteString(name);
            text.WriteRaw(":"u8);
            text.WriteString(value);
        }
        text.WriteRaw("}"u8);
        return text.ToArray();
    }
}
