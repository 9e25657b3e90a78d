using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain;

/// <summary>A whole number of a smallest unit: a bare number in JSON, always within ±(2^53 − 1).</summary>
public interface IAmount<TSelf> where TSelf : struct, IAmount<TSelf>
{
    long Units { get; }

    static abstract TSelf Of(long units);
}

/// <summary>Points (积分) in hundredths: 2500 is 25 积分.</summary>
[JsonConverter(typeof(AmountJson<Points>))]
public readonly record struct Points(long Hundredths) : IAmount<Points>, IComparable<Points>
{
    public static readonly Points Zero = new(0);
    public long Units => Hundredths;
    public static Points Of(long units) => new(units);
    public static Points operator +(Points a, Points b) => new(a.Hundredths + b.Hundredths);
    public static Points operator -(Points a, Points b) => new(a.Hundredths - b.Hundredths);
    public static Points operator *(Points a, long times) => new(a.Hundredths * times);
    public static bool operator <(Points a, Points b) => a.Hundredths < b.Hundredths;
    public static bool operator >(Points a, Points b) => a.Hundredths > b.Hundredths;
    public int CompareTo(Points other) => Hundredths.CompareTo(other.Hundredths);
}

/// <summary>Service time (小时、分钟) in minutes.</summary>
[JsonConverter(typeof(AmountJson<Minutes>))]
public readonly record struct Minutes(long Count) : IAmount<Minutes>
{
    public long Units => Count;
    public static Minutes Of(long units) => new(units);
}

/// <summary>Money (元) in fen: 1500 is 15 元.</summary>
[JsonConverter(typeof(AmountJson<Fen>))]
public readonly record struct Fen(long Count) : IAmount<Fen>
{
    public long Units => Count;
    public static Fen Of(long units) => new(units);
    public static Fen operator *(Fen a, long times) => new(a.Count * times);
}

/// <summary>Reads and writes an amount as a bare whole number; a fraction, a string or a number beyond 2^53 is refused.</summary>
public sealed class AmountJson<T> : JsonConverter<T> where T : struct, IAmount<T>
{
    public const long Largest = (1L << 53) - 1;

    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var units) && units is >= -Largest and <= Largest
            ? T.Of(units)
            : throw new JsonException("A whole number within 2^53 is expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Units);
}
