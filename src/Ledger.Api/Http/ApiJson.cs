using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Api.Http;

/// <summary>How requests are read and answers written.</summary>
public static class ApiJson
{
    /// <summary>Deeper nesting is refused.</summary>
    public const int Deepest = DocumentJson.Deepest;

    /// <summary>Answers: camelCase, Chinese readable, no nulls.</summary>
    public static readonly JsonSerializerOptions Options = new(DomainJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Requests: unknown and repeated members are refused, missing ones too, unless they may be null: answers leave those out.</summary>
    public static readonly JsonSerializerOptions Strict = WithOffsets(new(DomainJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(NullableMayBeAbsent),
        MaxDepth = Deepest,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
    });

    private static JsonSerializerOptions WithOffsets(JsonSerializerOptions options)
    {
        options.Converters.Insert(0, new OffsetInstantJson());
        return options;
    }

    private static void NullableMayBeAbsent(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            if (Nullable.GetUnderlyingType(member.PropertyType) is not null || (!member.PropertyType.IsValueType && member.IsSetNullable)) member.IsRequired = false;
    }
}

/// <summary>A time without its offset would be taken for the machine's own zone: it is refused.</summary>
internal sealed class OffsetInstantJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Query.TryInstant(reader.GetString()!, out var instant) ? Ledger.Domain.Bounds.ToMicrosecond(instant) : throw new JsonException("A time with its offset is expected.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => throw new NotSupportedException("Requests are only read.");
}

/// <summary>The id of a request: the client's <c>X-Request-Id</c> when it is a UUID, otherwise our own. It is the correlation id in the books.</summary>
public sealed class RequestId
{
    public const string Header = "X-Request-Id";

    public static Guid Of(HttpContext http)
    {
        if (http.Items[typeof(RequestId)] is Guid known) return known;
        var id = Guid.TryParse(http.Request.Headers[Header], out var given) && given != Guid.Empty ? given : Guid.CreateVersion7();
        http.Items[typeof(RequestId)] = id;
        http.Response.Headers[Header] = id.ToString();
        return id;
    }
}
