namespace Ledger.Api.Tests.Support;

/// <summary>Codes whose check digit is right and that nobody was given.</summary>
internal static class Digits
{
    /// <summary>Another code than this one.</summary>
    public static string NobodysCode(string code, int guess = 0)
    {
        var length = code.Length - 1;
        var digits = (long.Parse(code[..length], System.Globalization.CultureInfo.InvariantCulture) + 1 + guess).ToString($"D{length}", System.Globalization.CultureInfo.InvariantCulture)[^length..];
        return digits + Check(digits);
    }

    /// <summary>ISO 7064 MOD 11,10, written here a second time on purpose.</summary>
    private static char Check(string digits)
    {
        var p = 10;
        foreach (var c in digits)
        {
            p = (p + (c - '0')) % 10;
            if (p == 0) p = 10;
            p = p * 2 % 11;
        }
        return (char)('0' + (11 - p) % 10);
    }
}
