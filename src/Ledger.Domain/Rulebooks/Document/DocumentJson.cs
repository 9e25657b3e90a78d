using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Document;

/// <summary>Reads a rulebook strictly: what is not understood is refused, never passed over.</summary>
public static class DocumentJson
{
    public const int MostBytes = 256 * 1024, Deepest = 24;

    /// <summary>How it is read: unknown and repeated members are refused, missing ones too.</summary>
    public static readonly JsonSerializerOptions Options = new(DomainJson.Options)
    {
        MaxDepth = Deepest,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The document, or why there is none.</summary>
    public static (RulebookDocument? Document, Unreadable? Why) Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostBytes) return (null, new("too-large"));
        if (!Utf8.IsValid(utf8)) return (null, new("bad-encoding"));
        try
        {
            if (Misshapen(utf8) is { } why) return (null, why);
            var document = JsonSerializer.Deserialize<RulebookDocument>(utf8, Options);
            return document!.Format == RulebookDocument.CurrentFormat ? (document, null) : (null, new("unknown-format"));
        }
        catch (JsonException fault)
        {
            return (null, new((fault as BadText)?.Fault ?? "malformed", (fault.LineNumber ?? 0) + 1, (fault.BytePositionInLine ?? 0) + 1, fault.Path ?? "$"));
        }
    }

    /// <summary>Deeper than can be meant, or a null: what is not there is left out.</summary>
    private static Unreadable? Misshapen(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MostBytes });
        while (reader.Read())
            if (reader.CurrentDepth >= Deepest || reader.TokenType == JsonTokenType.Null)
                return At(utf8[..(int)reader.TokenStartIndex], reader.TokenType == JsonTokenType.Null ? "malformed" : "too-deep");
        return null;
    }

    private static Unreadable At(ReadOnlySpan<byte> before, Code code) => new(code, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
}

/// <summary>Why a text is no rulebook.</summary>
/// <param name="Code">too-large, bad-encoding, too-deep, malformed, unknown-format, bad-quantity, no-such-date, no-such-time.</param>
/// <param name="Line">From 1, as is <paramref name="Column"/> in bytes; 0: the whole.</param>
/// <param name="Path">As <see cref="JsonException.Path"/>.</param>
public sealed record Unreadable(Code Code, long Line = 0, long Column = 0, string Path = "$");
