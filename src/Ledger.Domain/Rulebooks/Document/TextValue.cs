using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

/// <summary>A value that is one text in the document, such as <c>1.5 h</c>.</summary>
public interface ITextValue<TSelf> where TSelf : struct, ITextValue<TSelf>
{
    /// <summary>The finding's code when the text is none.</summary>
    static abstract Code Fault { get; }

    static abstract TSelf? Parse(string text);
}

public sealed class TextJson<T> : JsonConverter<T> where T : struct, ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && T.Parse(reader.GetString()!) is { } value ? value : throw new BadText(T.Fault);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A text is not what its place asks for.</summary>
public sealed class BadText(Code fault) : JsonException(fault.Value)
{
    public Code Fault => fault;
}

/// <summary>A text for the usual case, an object or a list for the full form: <c>"price": "10 points"</c> or an amount.</summary>
[JsonConverter(typeof(TextOrJson))]
public sealed record TextOr<TText, TForm>(TText? Text, TForm? Form) where TForm : class
{
    /// <summary>Whether it was written in full.</summary>
    public bool IsForm => Form is not null;
}

public sealed class TextOrJson : JsonConverterFactory
{
    public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TextOr<,>);

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<,>).MakeGenericType(type.GetGenericArguments()))!;

    /// <summary>Reads on with the same reader, so that a fault keeps its line.</summary>
    private sealed class Of<TText, TForm> : JsonConverter<TextOr<TText, TForm>> where TForm : class
    {
        public override TextOr<TText, TForm> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
            ? new(On<TText>(options).Read(ref reader, typeof(TText), options), null)
            : new(default, On<TForm>(options).Read(ref reader, typeof(TForm), options) ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, TextOr<TText, TForm> value, JsonSerializerOptions options)
        {
            if (value.Form is { } form) On<TForm>(options).Write(writer, form, options);
            else On<TText>(options).Write(writer, value.Text!, options);
        }

        private static JsonConverter<T> On<T>(JsonSerializerOptions options) => (JsonConverter<T>)options.GetConverter(typeof(T));
    }
}
