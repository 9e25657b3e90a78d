using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Vault;

/// <summary>
/// Redemption codes (兑换码): a keyed truncation of the community's secret, the redemption and the attempt. The code is in no event
/// and no table; only its keyed hash is kept.
/// </summary>
public sealed class RedemptionCodes(KeyFolder keys)
{
    /// <summary>How many codes a hold may try before it gives up because all are in use.</summary>
    public const int Attempts = 4;

    /// <summary>A voucher's codes: as many, and one more for every time it may be printed again.</summary>
    public const int VoucherAttempts = Attempts + ReprintVoucher.Most;

    public string Code(string community, RedemptionId redemption, int attempt) => DigitCode.Of(keys.Community(community), $"code|{redemption}|{attempt}", DigitCode.Short);

    public string Hash(string community, string code) => DigitCode.Hash(keys.Community(community), $"code-hash|{code}");

    public IReadOnlyList<string> Hashes(string community, RedemptionId redemption, int attempts = Attempts) =>
        [.. Enumerable.Range(0, attempts).Select(attempt => Hash(community, Code(community, redemption, attempt)))];

    public static bool IsWellFormed(string text) => DigitCode.IsWellFormed(text, DigitCode.Short);

    public static string Plain(string text) => DigitCode.Plain(text);
}

/// <summary>Numbers of cards (积分卡): computed like codes, and in no event either.</summary>
public sealed class CardNumbers(KeyFolder keys)
{
    public string Number(string community, CardId card, int attempt) => DigitCode.Of(keys.Community(community), $"card|{card}|{attempt}", DigitCode.Short);

    public string Hash(string community, string number) => DigitCode.Hash(keys.Community(community), $"card-hash|{number}");

    public IReadOnlyList<string> Hashes(string community, CardId card) =>
        [.. Enumerable.Range(0, RedemptionCodes.Attempts).Select(attempt => Hash(community, Number(community, card, attempt)))];

    public static bool IsWellFormed(string text) => DigitCode.IsWellFormed(text, DigitCode.Short);
}

/// <summary>Pairing codes (配对码) of terminals, and the secret a terminal gets for one.</summary>
public sealed class PairingCodes(KeyFolder keys)
{
    public string Code(string community, TerminalId terminal) => DigitCode.Of(keys.Community(community), $"pairing|{terminal}", DigitCode.Long);

    public string Hash(string community, string code) => DigitCode.Hash(keys.Community(community), $"pairing-hash|{code}");

    /// <summary>256 bits that only the holder of the community's key can compute.</summary>
    public string Secret(string community, string code) => DigitCode.Hash(keys.Community(community), $"terminal-secret|{code}");

    public static bool IsWellFormed(string text) => DigitCode.IsWellFormed(text, DigitCode.Long);
}
