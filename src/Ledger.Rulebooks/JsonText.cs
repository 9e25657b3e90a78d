using System.Text;
using System.Text.Json;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Rulebooks;

/// <summary>Goes through JSON once: where everything stands, and what no JSON of ours may have.</summary>
internal static class JsonText
{
    public static (byte[] Json, Finding? Fault) Read(ReadOnlySpan<byte> utf8, Places places)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DocumentJson.MostBytes });
        var (levels, rows) = (new Stack<Level>(), new Rows(utf8.ToArray()));
        var pointer = "";
        try
        {
            while (reader.Read())
            {
                var at = rows.Of((int)reader.TokenStartIndex);
                switch (reader.TokenType)
                {
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        levels.Pop();
                        continue;
                    case JsonTokenType.PropertyName:
                        var name = reader.GetString()!;
                        pointer = $"{levels.Peek().Pointer}/{name}";
                        if (!levels.Peek().Names.Add(name)) return Fault(places, at, "repeated-member", name);
                        places.Name(pointer, at);
                        continue;
                    case JsonTokenType.Null:
                        return Fault(places, at, "null-value", pointer.Split('/')[^1]);
                    case JsonTokenType.String when reader.GetString()!.Contains('\0'):
                        return Fault(places, at, "malformed", "U+0000");
                }
                if (levels.TryPeek(out var list) && list.IsList) pointer = $"{list.Pointer}/{list.Count++}";
                places.Value(pointer, at);
                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
                if (levels.Count >= DocumentJson.Deepest) return Fault(places, at, "too-deep", $"{DocumentJson.Deepest}");
                levels.Push(new(pointer, reader.TokenType == JsonTokenType.StartArray));
            }
            return (utf8.ToArray(), null);
        }
        catch (JsonException)
        {
            return Fault(places, rows.Of((int)reader.BytesConsumed), "malformed", null);
        }
        catch (Exception broken) when (broken is InvalidOperationException or DecoderFallbackException)
        {
            return Fault(places, rows.Of((int)reader.TokenStartIndex), "malformed", null);
        }
    }

    private static (byte[], Finding?) Fault(Places places, Place at, string code, string? about)
    {
        places.Fault(at);
        return ([], new("", code, About: about));
    }

    /// <summary>An object or list that is open.</summary>
    private sealed class Level(string pointer, bool isList)
    {
        public string Pointer => pointer;

        public bool IsList => isList;

        public int Count { get; set; }

        public HashSet<string> Names { get; } = [];
    }

    /// <summary>From bytes, asked in order, to lines and characters.</summary>
    private sealed class Rows(byte[] utf8)
    {
        private int _seen, _line = 1, _start;

        public Place Of(int position)
        {
            for (; _seen < position; _seen++)
                if (utf8[_seen] == '\n') (_line, _start) = (_line + 1, _seen + 1);
            return new(_line, Encoding.UTF8.GetCharCount(utf8, _start, position - _start) + 1);
        }
    }
}
