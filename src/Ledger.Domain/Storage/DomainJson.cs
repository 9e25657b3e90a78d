using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledger.Domain.Storage;

/// <summary>How facts, rows and results are written: camelCase, no nulls, whole numbers, times to the microsecond with their offset.</summary>
public static class DomainJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public static object Read(ReadOnlySpan<byte> utf8, Type type) => JsonSerializer.Deserialize(utf8, type, Options) ?? throw new JsonException("null");

    /// <summary>Decodes a stored fact.</summary>
    /// <exception cref="KeyNotFoundException">Nobody knows the name: whoever follows the journal stops here.</exception>
    public static IFact ReadFact(string name, ReadOnlySpan<byte> utf8) => (IFact)Read(utf8, EventNames.All[name]);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            // Chinese text stays readable in exports and goldens. It still escapes a few characters that canonical JSON does not
            // (beyond the basic plane, private use): the journal's canonical form is what is stored and hashed.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new InstantJson());
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>RFC 3339 with the offset as it was given; at most microseconds, as PostgreSQL keeps them.</summary>
public sealed class InstantJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Bounds.ToMicrosecond(reader.GetDateTimeOffset());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Bounds.ToMicrosecond(value));
}
