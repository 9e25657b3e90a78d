using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.HouseRules.Tests;

/// <summary>C# without its comments and, where asked, without its strings: rules are about what the code does.</summary>
internal static partial class Code
{
    public static string WithoutComments(string text) => Token().Replace(text, match => match.Value.StartsWith('/') ? Blank(match.Value) : match.Value);

    public static string WithoutCommentsAndStrings(string text) => Token().Replace(text, match => Blank(match.Value));

    /// <summary>The string literals.</summary>
    public static IEnumerable<string> Strings(string text) => Token().Matches(text).Where(match => !match.Value.StartsWith('/')).Select(match => match.Value);

    public static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    private static string Blank(string token)
    {
        var blank = new StringBuilder(token.Length);
        foreach (var character in token) blank.Append(character == '\n' ? '\n' : ' ');
        return blank.ToString();
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|\$*""""""(?:.|\n)*?""""""|\$?@""(?:[^""]|"""")*""|\$?""(?:\\.|[^""\\\n])*""|'(?:\\.|[^'\\\n])'", RegexOptions.Singleline)]
    private static partial Regex Token();
}
