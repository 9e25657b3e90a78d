using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Api.Vault;

/// <summary>Codes that people read out and type: digits of a keyed hash and a check digit.</summary>
internal static class DigitCode
{
    /// <summary>For codes that are asked for at counters where wrong ones are counted.</summary>
    public const int Short = 9;

    /// <summary>For codes that anybody may guess at: a thousand million million of them.</summary>
    public const int Long = 15;

    public static string Of(byte[] key, string about, int length)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(about))) % (length == Long ? 1_000_000_000_000_000UL : 1_000_000_000UL);
        var digits = number.ToString($"D{length}", CultureInfo.InvariantCulture);
        return digits + CheckDigit(digits);
    }

    public static string Hash(byte[] key, string about) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(about)));

    /// <summary>Whether the digits can be a code at all. A slip of the finger is found here and is no guess.</summary>
    public static bool IsWellFormed(string text, int length) =>
        text.Length <= 40 && Plain(text) is var digits && digits.Length == length + 1 && digits.All(char.IsAsciiDigit) && CheckDigit(digits[..length]) == digits[length];

    /// <summary>Spaces and hyphens between groups do not count.</summary>
    public static string Plain(string text) => string.Concat(text.Where(c => c is not (' ' or '-')));

    /// <summary>ISO 7064 MOD 11,10: finds every single wrong digit and nearly every exchange of neighbours.</summary>
    private static char CheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char)('0' + (11 - product) % 10);
    }
}
