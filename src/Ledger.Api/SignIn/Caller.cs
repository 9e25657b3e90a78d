using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Journal;
using SignInRow = Ledger.Domain.Persons.SignIn;

namespace Ledger.Api.SignIn;

/// <summary>Who calls, in one community.</summary>
/// <param name="Id">Opaque: the scope of the caller's idempotency keys.</param>
public sealed record Caller(Actor Actor, string Id);

/// <summary>Finds out whom the books know under a sign-in. The token says only who calls; what he may do is asked in the decision.</summary>
public sealed class Callers(IJournalReader reader, Hosting.LedgerOptions options, TimeProvider clock)
{
    private const int MostKept = 100_000;

    /// <summary>How long another node may still take somebody for whom he was before he was forgotten, merged or signed out by a guardian.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    /// <summary>A binding changes only when its person is forgotten, merged into another or signed out by a guardian, so it is kept for a while; that somebody has none may change and is asked anew.</summary>
    private readonly ConcurrentDictionary<(string Community, string SignIn), (PersonId Person, DateTimeOffset Until)> _known = new();

    public static string SignInHash(string issuer, string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")));

    public static string SignInHash(ClaimsPrincipal user) => SignInHash(user.FindFirstValue("iss")!, user.FindFirstValue("sub")!);

    /// <summary>Null when the community has nothing to do with the sign-in: for it the community does not exist.</summary>
    public async Task<Caller?> Find(string community, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (user.FindFirstValue(TerminalCredential.ClaimType) is { } terminal)
            return user.FindFirstValue(TerminalCredential.CommunityClaim) == community ? new Caller(Actor.At(TerminalId.Of(Guid.Parse(terminal))), $"terminal:{terminal}") : null;
        var signIn = SignInHash(user);
        if (await PersonOf(community, signIn, cancel) is { } person) return new Caller(Actor.Of(person), $"person:{person}");
        return options.Operators.Contains(user.FindFirstValue("sub")!) ? new Caller(Actor.Operator, $"operator:{signIn}") : null;
    }

    /// <summary>On this node at once.</summary>
    public void Forget(string community, PersonId person)
    {
        foreach (var (key, known) in _known)
            if (key.Community == community && known.Person == person) _known.TryRemove(key, out _);
    }

    private async Task<PersonId?> PersonOf(string community, string signIn, CancellationToken cancel)
    {
        if (_known.TryGetValue((community, signIn), out var known) && clock.GetUtcNow() < known.Until) return known.Person;
        var key = new StateKey("sign-in", signIn);
        var snapshot = await reader.ReadState(community, new StateNeeds([key], []), cancel);
        _known.TryRemove((community, signIn), out _);
        if (snapshot?.Rows.GetValueOrDefault(key) is not SignInRow bound) return null;
        if (_known.Count >= MostKept) _known.Clear();
        _known[(community, signIn)] = (bound.Person, clock.GetUtcNow() + Kept);
        return bound.Person;
    }
}
