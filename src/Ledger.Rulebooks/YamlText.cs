using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ledger.Rulebooks;

/// <summary>YAML as another way to write the same JSON: one document, no anchors, no tags, no nulls.</summary>
internal static partial class YamlText
{
    public static (byte[] Json, Finding? Fault) Read(ReadOnlySpan<byte> utf8, Places places)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { MaxDepth = DocumentJson.Deepest + 1 });
        try
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(utf8)));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            if (Value(parser, writer, places, "", 0) is { } fault) return ([], fault);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _)) return Fault(places, parser.Current!, "not-plain-yaml", "---");
            writer.Flush();
            return (json.WrittenSpan.ToArray(), null);
        }
        catch (YamlException wrong)
        {
            places.Fault(Of(wrong.Start));
            return ([], new("", "malformed"));
        }
    }

    private static Finding? Value(Parser parser, Utf8JsonWriter writer, Places places, string pointer, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias)) return Fault(places, alias, "not-plain-yaml", $"*{alias.Value}").Fault;
        var here = parser.Consume<NodeEvent>();
        places.Value(pointer, Of(here.Start));
        if (More(here) is { } more) return Fault(places, here, "not-plain-yaml", more).Fault;
        if (here is Scalar scalar) return Scalar(scalar, writer, places, pointer);
        if (depth >= DocumentJson.Deepest) return Fault(places, here, "too-deep", $"{DocumentJson.Deepest}").Fault;
        return here is SequenceStart ? List(parser, writer, places, pointer, depth) : Members(parser, writer, places, pointer, depth);
    }

    private static Finding? List(Parser parser, Utf8JsonWriter writer, Places places, string pointer, int depth)
    {
        writer.WriteStartArray();
        for (var number = 0; !parser.TryConsume<SequenceEnd>(out _); number++)
            if (Value(parser, writer, places, $"{pointer}/{number}", depth + 1) is { } fault) return fault;
        writer.WriteEndArray();
        return null;
    }

    private static Finding? Members(Parser parser, Utf8JsonWriter writer, Places places, string pointer, int depth)
    {
        var names = new HashSet<string>();
        writer.WriteStartObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.TryConsume<AnchorAlias>(out var alias)) return Fault(places, alias, "not-plain-yaml", $"*{alias.Value}").Fault;
            var name = parser.Consume<Scalar>();
            if (More(name) is { } more) return Fault(places, name, "not-plain-yaml", more).Fault;
            if (!names.Add(name.Value)) return Fault(places, name, "repeated-member", name.Value).Fault;
            places.Name($"{pointer}/{name.Value}", Of(name.Start));
            writer.WritePropertyName(name.Value);
            if (Value(parser, writer, places, $"{pointer}/{name.Value}", depth + 1) is { } fault) return fault;
        }
        writer.WriteEndObject();
        return null;
    }

    /// <summary>What stands without quotes may be a whole number, yes or no (true, false); all else is text.</summary>
    private static Finding? Scalar(Scalar scalar, Utf8JsonWriter writer, Places places, string pointer)
    {
        var isPlain = scalar.Style == ScalarStyle.Plain;
        if (scalar.Value.Contains('\0')) return Fault(places, scalar, "malformed", "U+0000").Fault;
        if (isPlain && scalar.Value is "" or "~" or "null") return Fault(places, scalar, "null-value", pointer.Split('/')[^1]).Fault;
        if (isPlain && scalar.Value is "true" or "false") writer.WriteBooleanValue(scalar.Value == "true");
        else if (isPlain && Whole().IsMatch(scalar.Value)) writer.WriteRawValue(scalar.Value);
        else writer.WriteStringValue(scalar.Value);
        return null;
    }

    /// <summary>What JSON has not.</summary>
    private static string? More(NodeEvent node) => node.Anchor.IsEmpty ? node.Tag.IsEmpty ? null : node.Tag.Value : $"&{node.Anchor.Value}";

    private static (byte[] Json, Finding? Fault) Fault(Places places, ParsingEvent at, string code, string? about)
    {
        places.Fault(Of(at.Start));
        return ([], new("", code, About: about));
    }

    private static Place Of(YamlDotNet.Core.Mark mark) => new(mark.Line, mark.Column);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,14})$")]
    private static partial Regex Whole();
}
