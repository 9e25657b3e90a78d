using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain;

/// <summary>Of whom or what something is said, as meters name it: <c>person:…</c>, <c>household:…</c>, <c>team:…</c>, <c>merchant:…</c>, <c>place:…</c>, <c>node:…</c>, <c>activity:kind/…</c>, <c>pool:…</c>, <c>community</c>.</summary>
[JsonConverter(typeof(SubjectJson))]
public readonly record struct Subject(Whose Kind, string Id)
{
    public static readonly Subject Community = new(Whose.Community, "");

    /// <summary>What stands before the id, by kind: the names are asked for several times with every posting.</summary>
    private static readonly string[] Prefixes = [.. Enum.GetValues<Whose>().Select(kind => $"{kind.ToString().ToLowerInvariant()}:")];

    public static Subject Of(PersonId person) => new(Whose.Person, person.ToString());

    public static Subject Of(HouseholdId household) => new(Whose.Household, household.ToString());

    public static Subject Of(TeamId team) => new(Whose.Team, team.ToString());

    public static Subject Of(MerchantId merchant) => new(Whose.Merchant, merchant.ToString());

    /// <summary>What was given into a pool of the rulebook: the passage that leads to it.</summary>
    public static Subject Pool(Code passage) => new(Whose.Pool, passage.Value);

    public static implicit operator Subject(PersonId person) => Of(person);

    /// <summary>A place where acts happen: a node of the grid.</summary>
    public static Subject Place(Code node) => new(Whose.Place, node.Value);

    /// <summary>What acts come from.</summary>
    public static Subject Activity(Code kind, Guid id) => new(Whose.Activity, $"{kind}/{id}");

    /// <summary>Whoever it is, if it is a person.</summary>
    [JsonIgnore]
    public PersonId? Person => Kind == Whose.Person ? PersonId.Of(Guid.Parse(Id)) : null;

    /// <summary>Null when it is none.</summary>
    public static Subject? Parse(string? text)
    {
        if (text == "community") return Community;
        if (text?.IndexOf(':') is not (> 0 and var at)) return null;
        var id = text[(at + 1)..];
        return text[..at] switch
        {
            "person" when IsId(id) => new(Whose.Person, id),
            "household" when IsId(id) => new(Whose.Household, id),
            "team" when IsId(id) => new(Whose.Team, id),
            "merchant" when IsId(id) => new(Whose.Merchant, id),
            "place" when Code.IsCode(id) => new(Whose.Place, id),
            "pool" when Code.IsCode(id) => new(Whose.Pool, id),
            "node" when Code.IsCode(id) => new(Whose.Node, id),
            "activity" when id.Split('/') is [var kind, var one] && Code.IsCode(kind) && IsId(one) => new(Whose.Activity, id),
            _ => null,
        };
    }

    public override string ToString() => Kind == Whose.Community ? "community" : Prefixes[(int)Kind] + Id;

    private static bool IsId(string text) => Guid.TryParseExact(text, "D", out var id) && id.ToString() == text;
}

public sealed class SubjectJson : JsonConverter<Subject>
{
    public override Subject Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Subject.Parse(reader.GetString()) is { } subject ? subject : throw new JsonException("A subject such as person:… is expected.");

    public override void Write(Utf8JsonWriter writer, Subject value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
