using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain;

/// <summary>A name in configuration, such as a board, an act type or a grid node: 1 to 40 of a–z, 0–9 and '-', starting with a letter or digit.</summary>
[JsonConverter(typeof(CodeJson))]
public readonly record struct Code : IComparable<Code>
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _value;

    /// <exception cref="FormatException">The text is not a code.</exception>
    public Code(string value) => _value = IsCode(value) ? value : throw new FormatException($"'{value}' is not a code.");

    public string Value => _value ?? throw new InvalidOperationException("An empty code has no value.");

    public static bool IsCode(string? text) =>
        text is { Length: >= 1 and <= 40 } && text[0] != '-' && !text.AsSpan().ContainsAnyExcept(Letters);

    public int CompareTo(Code other) => string.CompareOrdinal(_value, other._value);

    public override string ToString() => Value;

    public static implicit operator Code(string value) => new(value);
}

public sealed class CodeJson : JsonConverter<Code>
{
    public override Code Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is var text && Code.IsCode(text)
            ? new Code(text!)
            : throw new JsonException("A code of a-z, 0-9 and '-' is expected.");

    public override void Write(Utf8JsonWriter writer, Code value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A public name in Chinese with English beside it. Never a person's name.</summary>
/// <param name="Zh">1 to 100 characters.</param>
/// <param name="En">0 to 200 characters.</param>
public sealed record Title(string Zh, string? En = null);

/// <summary>Writes an enum's member as its kebab-case name, so that renaming a member is seen in the goldens.</summary>
public sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
