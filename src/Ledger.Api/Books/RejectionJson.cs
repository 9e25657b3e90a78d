using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Storage;

namespace Ledger.Api.Books;

/// <summary>Keeps a refusal in the idempotency record as its name and facts, never as a sentence.</summary>
internal static class RejectionJson
{
    private static readonly Dictionary<string, Type> ByName = typeof(Rejection).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Rejection)) && !type.IsAbstract).ToDictionary(type => type.Name);

    private static readonly JsonSerializerOptions Options = new(DomainJson.Options) { Converters = { new Nested() } };

    public static IReadOnlyCollection<Type> All => ByName.Values;

    public static byte[] Write(Rejection rejection) => JsonSerializer.SerializeToUtf8Bytes(rejection, Options);

    public static Rejection Read(byte[] json) => JsonSerializer.Deserialize<Rejection>(json, Options)!;

    /// <summary>The facts of a refusal as members of a problem document.</summary>
    public static JsonElement Facts(Rejection rejection) => JsonSerializer.SerializeToElement(rejection, rejection.GetType(), Options);

    private sealed class Nested : JsonConverter<Rejection>
    {
        public override Rejection Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var whole = JsonElement.ParseValue(ref reader);
            return (Rejection)whole.GetProperty("facts").Deserialize(ByName[whole.GetProperty("refusal").GetString()!], options)!;
        }

        public override void Write(Utf8JsonWriter writer, Rejection value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("refusal", value.GetType().Name);
            writer.WritePropertyName("facts");
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }
    }
}
