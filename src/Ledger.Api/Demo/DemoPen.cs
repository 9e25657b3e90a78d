using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Books;
using Ledger.Domain;
using Ledger.Journal;

namespace Ledger.Api.Demo;

/// <summary>
/// Writes one community's history through the one path, one command after the other, each at its simulated time. Keys count
/// up, so a load that was interrupted and runs again gets the answers already given and goes on where it stopped.
/// </summary>
internal sealed class DemoPen(Bookkeeper bookkeeper, DemoClock clock, string community, DemoRequest request)
{
    /// <summary>A tiny pause between two commands of the same simulated instant keeps recorded times apart.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(137);

    private long _written;

    public string Community => community;

    /// <summary>The journal number of the last answer.</summary>
    public long Number { get; private set; }

    /// <summary>Sends what has to be accepted.</summary>
    /// <exception cref="InvalidOperationException">It was not: the history has a mistake, or the books are not the demo's.</exception>
    public async Task<TResult> Write<TResult>(DateTimeOffset at, ICommand<TResult> command, PersonId? actingFor = null, bool opens = false) where TResult : class =>
        await Try(at, command, actingFor, opens) ?? throw new InvalidOperationException($"Demo {community}: {command.GetType().Name} was refused, {Refusal}.");

    /// <summary>Sends what may be refused, as it happens in real life; null then.</summary>
    public async Task<TResult?> Try<TResult>(DateTimeOffset at, ICommand<TResult> command, PersonId? actingFor = null, bool opens = false) where TResult : class
    {
        var instant = at.ToUniversalTime();
        clock.Now = instant > clock.Now ? instant : clock.Now + Tick;
        var key = $"demo-{++_written}";
        var sending = new Sending(community, CallerOf(command.By), key, Fingerprint(command.GetType().Name, key))
        {
            Correlation = ComputedId.Of("demo-request", community, key),
            ActingFor = actingFor is { } person && !command.By.Is(person) ? person : null,
            Lane = command.By.IsScheduler ? Lane.Background : Lane.People,
            OpensCommunity = opens,
            Deadline = TimeSpan.FromMinutes(1),
        };
        for (var attempt = 0; ; attempt++)
        {
            switch (await bookkeeper.Send(command, sending, CancellationToken.None))
            {
                case Answer<TResult>.Accepted accepted:
                    Number = accepted.Number;
                    return accepted.Result;
                case Answer<TResult>.Refused refused:
                    (Number, Refusal) = (refused.Number, refused.Reason);
                    return null;
                case Answer<TResult>.Unavailable away when attempt < 30:
                    await Task.Delay(away.RetryAfter);
                    break;
                default:
                    throw NotOurs(community);
            }
        }
    }

    /// <summary>Why the last command that was refused was.</summary>
    public Rejection? Refusal { get; private set; }

    public static InvalidOperationException NotOurs(string community) => new(
        $"数据目录中的“{community}”不是这份演示数据，或载入中断后另有使用，请换一个数据目录（LEDGER_DATA）。/ The books '{community}' in this data folder are not this demo's, or were used after the load was interrupted: use another data folder (LEDGER_DATA).");

    private static string CallerOf(Actor by) => by switch
    {
        { Person: { } person } => $"person:{person}",
        { IsScheduler: true } => "scheduler",
        _ => "operator",
    };

    /// <summary>Another seed, size or order of commands under the same key is another demo, and is refused.</summary>
    private byte[] Fingerprint(string command, string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"demo {request.Seed} {request.Percent} {community} {key} {command}"));
}
