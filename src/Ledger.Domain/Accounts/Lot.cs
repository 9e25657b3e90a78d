using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain.Accounts;

/// <summary>
/// A credit's origin and expiry (积分批次, rule 8). Equal credits join one lot. Written
/// <c>board/bucket/funding/year/2027-12-31</c>, the last part <c>never</c> where points do not expire; a sixth part names its terms.
/// </summary>
/// <param name="Board">The board (板块) of the act.</param>
/// <param name="Bucket">Kinds with different rights, such as <c>timed</c> or <c>back-filled</c>.</param>
/// <param name="Funding">Who funds it: <c>community</c> or a donor's code.</param>
/// <param name="Year">The calendar year of the occurred date.</param>
/// <param name="ExpiresOn">The last local day on which it can be spent.</param>
/// <param name="Terms">The entry of the rulebook that says how long it lives, where the lot itself does not tell which.</param>
[JsonConverter(typeof(LotJson))]
public sealed record Lot(Code Board, Code Bucket, Code Funding, int Year, DateOnly? ExpiresOn, Code? Terms = null)
{
    private const string Never = "never";

    public bool HasLapsedOn(DateOnly today) => ExpiresOn < today;

    /// <summary>Soonest to expire first; ties by year and then by name, so that every replay takes the same.</summary>
    public string SortKey => string.Create(CultureInfo.InvariantCulture, $"{ExpiresOn ?? DateOnly.MaxValue:yyyy-MM-dd}/{Year:D4}/{Board}/{Bucket}/{Funding}{TermsPart}");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Board}/{Bucket}/{Funding}/{Year:D4}/{(ExpiresOn is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Never)}{TermsPart}");

    private string TermsPart => Terms is { } terms ? $"/{terms}" : "";

    /// <exception cref="FormatException">The text is not a lot.</exception>
    public static Lot Parse(string text)
    {
        var part = text.Split('/');
        if (part.Length is not (5 or 6)) throw new FormatException($"'{text}' is not a lot.");
        return new Lot(part[0], part[1], part[2], int.Parse(part[3], CultureInfo.InvariantCulture),
            part[4] == Never ? null : DateOnly.ParseExact(part[4], "yyyy-MM-dd", CultureInfo.InvariantCulture), part.Length == 6 ? part[5] : default(Code?));
    }
}

public sealed class LotJson : JsonConverter<Lot>
{
    public override Lot Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        try { return Lot.Parse(reader.GetString()!); }
        catch (FormatException wrong) { throw new JsonException("A lot is expected: board/bucket/funding/year/day.", wrong); }
    }

    public override void Write(Utf8JsonWriter writer, Lot value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>So much of one lot.</summary>
/// <param name="Amount">In the commodity's smallest unit, above zero.</param>
public sealed record LotAmount(Lot Lot, long Amount);
