using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;

namespace Ledger.Api.SignIn;

/// <summary>
/// Whom a token was found to name, so that its signature is not checked with every request. Kept by the SHA-256 of the token,
/// never by the token, until it expires and for five minutes at most. The issuer's keys are fetched again by the first check after
/// as long: where many sign in, a key that it has withdrawn lets nobody in after ten.
/// </summary>
/// <param name="clock">This machine's, by which the check itself goes; not that of the books.</param>
public sealed class CheckedTokens(TimeProvider clock)
{
    public const int MostKept = 50_000;
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Print, Kept> _kept = new();

    public int Count => _kept.Count;

    /// <summary>Null when the token has not been checked lately.</summary>
    public ClaimsPrincipal? Find(string authorization)
    {
        if (!_kept.TryGetValue(Print.Of(authorization), out var kept)) return null;
        return IsGood(kept) ? kept.Who : null;
    }

    /// <param name="until">When the check itself would refuse it.</param>
    public void Keep(string authorization, ClaimsPrincipal who, DateTimeOffset until)
    {
        if (_kept.Count >= MostKept) MakeRoom();
        _kept[Print.Of(authorization)] = new Kept(who, until, clock.GetUtcNow());
    }

    // A check from a time to come was made before the clock was set back.
    private bool IsGood(Kept kept) => clock.GetUtcNow() is var now && kept.CheckedAt <= now && now - kept.CheckedAt < Longest && now < kept.Until;

    /// <summary>What is over goes; when everything is fresh, all of it: another check costs less than to find the oldest.</summary>
    private void MakeRoom()
    {
        foreach (var one in _kept)
            if (!IsGood(one.Value)) _kept.TryRemove(one);
        if (_kept.Count >= MostKept) _kept.Clear();
    }

    private sealed record Kept(ClaimsPrincipal Who, DateTimeOffset Until, DateTimeOffset CheckedAt);

    private readonly record struct Print(UInt128 First, UInt128 Second)
    {
        public static Print Of(string text)
        {
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(hash));
            return new(hash[0], hash[1]);
        }
    }
}
