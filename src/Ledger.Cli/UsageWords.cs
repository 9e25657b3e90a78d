using System.Text.RegularExpressions;

namespace Ledger.Cli;

/// <summary>
/// The parser speaks English only, since culture data and its translations are left out of the build. Our own messages come in
/// both languages already; one of the parser's that is not listed here stays as it is.
/// </summary>
internal static class UsageWords
{
    private static readonly (Regex English, string Chinese)[] Known =
    [
        (new Regex(@"^Required command was not provided\.$"), "请给出命令"),
        (new Regex(@"^Option '(.+)' is required\.$"), "缺少选项 $1"),
        (new Regex(@"^Unrecognized command or argument '(.+)'\.$", RegexOptions.Singleline), "不认识“$1”"),
        (new Regex(@"^Required argument missing for (?:command|option): '(.+)'\.$"), "$1 后面缺少内容"),
        (new Regex(@"^Cannot parse argument '(.*)' for (?:command|option|argument) '(.+)' as expected type '.+'\.", RegexOptions.Singleline), "$2：“$1”的形式不对"),
        (new Regex(@"^Argument '(.*)' not recognized\. Must be one of:\s*(.+)$", RegexOptions.Singleline), "“$1”不在可选之列：$2"),
        (new Regex(@"^Option '(.+)' expects a single argument but (\d+) were provided\.$"), "$1 只能给一个值，给了 $2 个"),
        (new Regex(@"^Command '(.+)' expects a single argument but (\d+) were provided\.$"), "$1 只能给一个值，给了 $2 个"),
    ];

    public static string Bilingual(string message)
    {
        foreach (var (english, chinese) in Known)
            if (english.Match(message) is { Success: true } said) return $"{Regex.Replace(said.Result(chinese), @"\s+", " ")} / {message}";
        return message;
    }
}
