using Ledger.Journal.Proof;

namespace Ledger.Journal.Append;

/// <summary>What the head row says under the lock.</summary>
/// <param name="Names">The event names in use: those of all events in the journal.</param>
internal sealed record LockedHead(long Number, DateTimeOffset RecordedAt, int Generation, IReadOnlySet<string> Names);

/// <summary>What is kept of a decided key: by an earlier transaction, or to be written by this one.</summary>
internal sealed record KeptAnswer(CommandKey Key, byte[] Fingerprint, bool Accepted, long Number, DateTimeOffset RecordedAt, byte[] Reply)
{
    public JournalAnswer.Decided Decided(bool replayed) => new(Accepted, Number, RecordedAt, Reply, replayed);

    public JournalAnswer AnswerTo(Submission again) =>
        again.Fingerprint.AsSpan().SequenceEqual(Fingerprint) ? Decided(replayed: true) : new JournalAnswer.KeyReused();
}

/// <summary>An event that waits for its stream's version: everything else is decided.</summary>
internal readonly record struct DecidedEvent(PendingCommand By, int Index, NewEvent Fact);

/// <summary>One community's books within one transaction, from the lock to the write.</summary>
internal sealed class OpenBook(CommunityBatch batch)
{
    public string Tenant => batch.Tenant;

    public CommunityBatch Batch => batch;

    /// <summary>Null when there is no such community.</summary>
    public LockedHead? Head { get; set; }

    /// <summary>This transaction inserted the head row, for an opening that waits in the batch.</summary>
    public bool HeadIsNew { get; set; }

    /// <summary>An opening was accepted in this batch.</summary>
    public bool Opened { get; set; }

    /// <summary>Its state is of a generation before this node's: it has to be filled before this node may append.</summary>
    public bool HasOlderState { get; set; }

    public bool IsOpen => Head is not null && (!HeadIsNew || Opened);

    public bool MayOpen => HeadIsNew && !Opened;

    public MerkleFrontier Frontier { get; set; } = MerkleFrontier.Empty();

    public Overlay Overlay { get; } = new();

    /// <summary>Versions of the streams read so far; 0 for one that is not there.</summary>
    public Dictionary<string, long> StreamVersions { get; } = [];

    public Dictionary<CommandKey, KeptAnswer> Kept { get; } = [];

    public List<KeptAnswer> NewlyKept { get; } = [];

    public List<DecidedEvent> Events { get; } = [];

    /// <summary>The same as they are written, numbered.</summary>
    public IReadOnlyList<RecordedEvent> Recorded { get; set; } = [];

    /// <summary>Given out after the commit, never before.</summary>
    public Dictionary<PendingCommand, JournalAnswer> Answers { get; } = [];

    /// <summary>Recorded time of the batch.</summary>
    public DateTimeOffset Now { get; private set; }

    public long LastNumber => (Head?.Number ?? 0) + Events.Count;

    /// <summary>An opening that was refused leaves no head behind, only its record.</summary>
    public bool HeadGoesAgain => HeadIsNew && !Opened;

    public bool HasWrites => NewlyKept.Count > 0;

    /// <summary>The clock may jump back; recorded time does not. Whole microseconds, as the database keeps them.</summary>
    public void TakeTime(DateTimeOffset clock)
    {
        var whole = new DateTimeOffset(clock.UtcTicks - clock.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        Now = Head is { } head && head.RecordedAt > whole ? head.RecordedAt : whole;
    }

    /// <summary>For the dry run of an opening: as if the head row had just been made.</summary>
    public void PretendNew(int generation)
    {
        Head = new LockedHead(0, DateTimeOffset.UnixEpoch, generation, new HashSet<string>());
        HeadIsNew = true;
    }

    public void GiveAnswers()
    {
        foreach (var (command, answer) in Answers) command.Answer(answer);
    }
}
