using System.Security.Cryptography;
using System.Text;
using Ledger.Domain;

namespace Ledger.Api.Books;

/// <summary>How a command ended, as its sender sees it.</summary>
public abstract record Answer<TResult>
{
    private Answer() { }

    /// <param name="Number">The journal number of the command's last fact, or of the head when nothing was new.</param>
    public sealed record Accepted(TResult Result, long Number, DateTimeOffset RecordedAt, bool Replayed) : Answer<TResult>;

    /// <param name="Number">The journal number of the head it was refused at.</param>
    public sealed record Refused(Rejection Reason, long Number, DateTimeOffset RecordedAt) : Answer<TResult>;

    public sealed record KeyReused : Answer<TResult>;

    public sealed record NoSuchCommunity : Answer<TResult>;

    public sealed record Unavailable(TimeSpan RetryAfter) : Answer<TResult>;
}

/// <summary>Everything about a command but the command itself.</summary>
/// <param name="Caller">Whose key it is: a sign-in, a terminal, the scheduler.</param>
/// <param name="Fingerprint">Keyed hash of what was asked: the same key with another is refused.</param>
public sealed record Sending(string Community, string Caller, string Key, byte[] Fingerprint)
{
    /// <summary>For commands of our own, whose key is computed from what they are about and so says all.</summary>
    public static Sending Own(string community, string caller, string key) => new(community, caller, key, SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public Guid Correlation { get; init; }
    public PersonId? ActingFor { get; init; }
    public string? Evidence { get; init; }
    public Journal.Lane Lane { get; init; } = Journal.Lane.People;
    public bool DryRun { get; init; }
    public bool OpensCommunity { get; init; }
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);
}
