using System.Text;

namespace Ledger.Journal.Tests.Proof;

/// <summary>Random values within the journal's subset, written in random ways: order of members, escapes, white space.</summary>
internal sealed class NastyJson(int seed)
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "0", "10", "9", "-1", "1e2", "中", "志愿者", "é", "e\u0301", "\U0001F600", "\U0010FFFF", "\uffee", "\uffff", "\ue000", "\u2028", "\u2029",
        "\u0001", "\b", "\t", "\n", "\f", "\r", "\u001f", "\u007f", "\u0080", "\"", "\\", "/", "'", " ", "</script>", "\u200d", "\ufeff", "null", "\\u0000",
    ];

    private readonly Random _random = new(seed);

    public Dictionary<string, object> Object(int depth)
    {
        var members = new Dictionary<string, object>();
        for (var left = _random.Next(7); left > 0; left--) members[Text()] = Value(depth - 1);
        return members;
    }

    public string Text() => string.Concat(Enumerable.Range(0, _random.Next(4)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    public string Write(object value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private object Value(int depth) => _random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => Text(),
        1 => _random.NextInt64(-9007199254740991, 9007199254740992),
        2 => (long)_random.Next(-3, 4),
        3 => _random.Next(2) == 0,
        4 => Object(depth),
        _ => Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1)).ToArray(),
    };

    private void Write(object value, StringBuilder text)
    {
        switch (value)
        {
            case string plain: Quote(plain, text); break;
            case bool flag: text.Append(flag ? "true" : "false"); break;
            case Dictionary<string, object> members: WriteAll('{', members.OrderBy(_ => _random.Next()), member => { Quote(member.Key, text); text.Append(Space()).Append(':'); Write(member.Value, text); }, '}', text); break;
            case object[] items: WriteAll('[', items, item => Write(item, text), ']', text); break;
            default: text.Append(value); break;
        }
    }

    private void WriteAll<T>(char open, IEnumerable<T> items, Action<T> write, char close, StringBuilder text)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(',');
            first = false;
            text.Append(Space());
            write(item);
        }
        text.Append(Space()).Append(close);
    }

    private void Quote(string plain, StringBuilder text)
    {
        text.Append('"');
        foreach (var rune in plain.EnumerateRunes())
        {
            var isEscaped = rune.Value < ' ' || rune.Value is '"' or '\\' || _random.Next(8) == 0;
            foreach (var unit in rune.ToString()) text.Append(isEscaped ? $"\\u{(int)unit:x4}" : unit.ToString());
        }
        text.Append('"');
    }

    private string Space() => _random.Next(4) == 0 ? " \n" : "";
}
