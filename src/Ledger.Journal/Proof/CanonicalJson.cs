using System.Text.Json;

namespace Ledger.Journal.Proof;

/// <summary>
/// The one way a JSON text is written (RFC 8785), for the subset the journal lets in: integers within ±(2^53−1), no
/// fractions or exponents, no null, strings without U+0000 and lone surrogates, no member twice. Within that subset
/// <c>jsonb</c>, which reorders members, gives back a text with the same canonical form: a leaf hashes alike before the
/// write and after the read.
/// </summary>
public static class CanonicalJson
{
    public const long LargestInteger = (1L << 53) - 1;
    public const int DeepestNesting = 64;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = DeepestNesting };

    /// <exception cref="NotCanonicalException">The text is no JSON, or outside the subset.</exception>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var output = new CanonicalBuffer(json.Length);
        Write(json, output);
        return output.ToArray();
    }

    /// <summary>As <see cref="Of"/>, and the text must be an object, as all events are.</summary>
    /// <exception cref="NotCanonicalException">The text is no JSON object, or outside the subset.</exception>
    public static byte[] OfObject(ReadOnlySpan<byte> json)
    {
        var canonical = Of(json);
        return canonical[0] == '{' ? canonical : throw new NotCanonicalException("An object is expected.");
    }

    internal static void Write(ReadOnlySpan<byte> json, CanonicalBuffer output)
    {
        var reader = new Utf8JsonReader(json, Strict);
        try
        {
            reader.Read();
            WriteValue(ref reader, output);
            if (reader.Read()) throw new NotCanonicalException("Something follows the value.");
        }
        catch (JsonException wrong)
        {
            throw new NotCanonicalException($"Not JSON at byte {wrong.BytePositionInLine}.");
        }
    }

    private static void WriteValue(ref Utf8JsonReader reader, CanonicalBuffer output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: WriteObject(ref reader, output); break;
            case JsonTokenType.StartArray: WriteArray(ref reader, output); break;
            case JsonTokenType.String: WriteString(ref reader, output); break;
            case JsonTokenType.Number: output.WriteNumber(Integer(ref reader)); break;
            case JsonTokenType.True: output.WriteRaw("true"u8); break;
            case JsonTokenType.False: output.WriteRaw("false"u8); break;
            default: throw new NotCanonicalException("A null is never written: leave the member out.");
        }
    }

    private static void WriteObject(ref Utf8JsonReader reader, CanonicalBuffer output)
    {
        output.WriteRaw("{"u8);
        var members = new MemberOrder(output);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            members.Begin(reader.GetStringOrRefuse());
            WriteString(ref reader, output);
            output.WriteRaw(":"u8);
            reader.Read();
            WriteValue(ref reader, output);
            members.End();
        }
        members.Sort();
        output.WriteRaw("}"u8);
    }

    private static void WriteArray(ref Utf8JsonReader reader, CanonicalBuffer output)
    {
        output.WriteRaw("["u8);
        for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first) output.WriteRaw(","u8);
            WriteValue(ref reader, output);
        }
        output.WriteRaw("]"u8);
    }

    private static void WriteString(ref Utf8JsonReader reader, CanonicalBuffer output)
    {
        if (reader.ValueIsEscaped) output.WriteString(reader.GetStringOrRefuse());
        else output.WriteQuoted(reader.ValueSpan);
    }

    private static long Integer(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var number) && number is >= -LargestInteger and <= LargestInteger
            ? number
            : throw new NotCanonicalException("A number must be a whole one within ±(2^53−1), without point or exponent.");

    private static string GetStringOrRefuse(this ref Utf8JsonReader reader)
    {
        try { return reader.GetString()!; }
        catch (InvalidOperationException) { throw new NotCanonicalException("A string is no Unicode: a lone surrogate or broken UTF-8."); }
    }
}

/// <summary>The text cannot be hashed for ever. The message names no content.</summary>
public sealed class NotCanonicalException(string why) : Exception(why);
