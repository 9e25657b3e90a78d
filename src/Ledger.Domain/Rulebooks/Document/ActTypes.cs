using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<Otherwise>))]
public enum Otherwise { Refuse, Record }

[JsonConverter(typeof(KebabEnum<Holder>))]
public enum Holder { Person, Household, Team }

[JsonConverter(typeof(KebabEnum<Once>))]
public enum Once { Life, Year, Month, Period, Fact }

[JsonConverter(typeof(KebabEnum<Receiver>))]
public enum Receiver { Subject, Referrer }

/// <summary>One line of the catalogue of acts.</summary>
/// <param name="Inputs">Numbers asked for; each must be given.</param>
/// <param name="When">Which acts are eligible; <paramref name="Who"/>: which people.</param>
/// <param name="Otherwise">Others are refused, or recorded for their hours alone. Absent: refused.</param>
/// <param name="Expiry">Absent: the first entry that applies.</param>
public sealed record ActType(
    Code Code, Title Title, Code Board, IReadOnlyList<Code>? Inputs = null, IReadOnlyList<Code>? Marks = null, When? When = null, When? Who = null, Otherwise? Otherwise = null,
    IReadOnlyList<Give>? Give = null, Attesting? Attest = null, Quantity? Notice = null, Quantity? Longest = null, Code? Expiry = null, Automatic? Automatic = null) : Node
{
    /// <summary>The fund that all it gives is of; absent: the community's own.</summary>
    [JsonIgnore]
    public Code? Fund => Give is { Count: > 0 } gives ? gives[0].Into.Fund : null;
}

/// <summary>What an act gives, and where it goes.</summary>
/// <param name="From"><c>issued</c> (absent), <c>served</c>, <c>pool.…</c>.</param>
public sealed record Give(Into Into, TextOr<Code, Amount> Amount, string? From = null) : Node;

public sealed record Into(Code Commodity, Code? Bucket = null, Code? Fund = null, Holder? Holder = null);

/// <param name="RecorderMay">Micro-acts: who recorded may attest too, never for himself or his household.</param>
public sealed record Attesting(bool RecorderMay);

/// <summary>An act the books record themselves: <c>registration</c>, <c>referral</c>, <c>mark.…</c>, <c>mark-ended.…</c>, <c>level.…</c>, <c>period.…</c>.</summary>
public sealed record Automatic(string On, Once? Once = null, Receiver? To = null, ReverseOn? ReverseOn = null)
{
    /// <summary>With whose beginning it follows; null where it follows from something else.</summary>
    [JsonIgnore]
    public Code? Period => On.Split('.') is ["period", var period] && Code.IsCode(period) ? new Code(period) : default(Code?);

    /// <summary>A month, a quarter, a half or the year, or a period of the calendar's own.</summary>
    public static Every Every(Code period) => period.Value switch
    {
        "month" => new(Window.Month), "quarter" => new(Window.Quarter), "half" => new(Window.HalfYear), "year" => new(Window.Year), _ => new(null, period),
    };
}

public sealed record ReverseOn([property: JsonPropertyName("mark-ended")] Code MarkEnded, MonthDay Before);

/// <summary>What is done to an amount where a condition holds, in order.</summary>
/// <param name="Commodity">Whose amounts; absent: of the first commodity.</param>
public sealed record Bonus(Code Code, When When, IReadOnlyList<Stage>? Then = null, Amount? Plus = null, Code? Commodity = null) : Node;
