using System.Security.Cryptography;

namespace Ledger.Journal.Proof;

/// <summary>
/// What is proved of an event: SHA-256(0x00 ‖ canonical JSON of exactly tenant, seq, id, stream, version, type, time,
/// correlation, causation, headers and data). Members without a value are left out.
/// </summary>
public static class Leaf
{
    public const int HashLength = 32;

    /// <summary>The leaf's hash.</summary>
    /// <exception cref="NotCanonicalException">Data or headers are outside what the journal lets in: they are not what was appended.</exception>
    public static byte[] Hash(RecordedEvent recorded) => HashCanonical(recorded with { Data = CanonicalJson.Of(recorded.Data), Headers = recorded.Headers.Length == 0 ? [] : CanonicalJson.Of(recorded.Headers) });

    /// <summary>The leaf's hash of an event whose data and headers are canonical already, as the appending transaction has made them.</summary>
    internal static byte[] HashCanonical(RecordedEvent recorded)
    {
        var text = new CanonicalBuffer(recorded.Data.Length + 512);
        text.WriteRaw([0]);
        Write(recorded, text);
        return SHA256.HashData(text.Written);
    }

    /// <summary>The JSON that is hashed, without the leading zero byte: canonical where data and headers are.</summary>
    public static byte[] Text(RecordedEvent recorded)
    {
        var text = new CanonicalBuffer(recorded.Data.Length + 512);
        Write(recorded, text);
        return text.ToArray();
    }

    // The members stand in the order of their names, so nothing is sorted here.
    private static void Write(RecordedEvent recorded, CanonicalBuffer text)
    {
        text.WriteRaw("{"u8);
        if (recorded.CausationId is { } causation) WriteUuid(text, "\"causation\":"u8, causation);
        if (recorded.CorrelationId != Guid.Empty) WriteUuid(text, "\"correlation\":"u8, recorded.CorrelationId);
        text.WriteRaw("\"data\":"u8);
        text.WriteRaw(recorded.Data);
        if (recorded.Headers.Length > 0)
        {
            text.WriteRaw(",\"headers\":"u8);
            text.WriteRaw(recorded.Headers);
        }
        text.WriteRaw(",\"id\":"u8);
        text.WriteUuid(recorded.Id);
        text.WriteRaw(",\"seq\":"u8);
        text.WriteNumber(recorded.Number);
        text.WriteRaw(",\"stream\":"u8);
        text.WriteString(recorded.Stream);
        text.WriteRaw(",\"tenant\":"u8);
        text.WriteString(recorded.Tenant);
        text.WriteRaw(",\"time\":"u8);
        text.WriteTime(recorded.RecordedAt);
        text.WriteRaw(",\"type\":"u8);
        text.WriteString(recorded.Type);
        text.WriteRaw(",\"version\":"u8);
        text.WriteNumber(recorded.Version);
        text.WriteRaw("}"u8);
    }

    private static void WriteUuid(CanonicalBuffer text, ReadOnlySpan<byte> name, Guid id)
    {
        text.WriteRaw(name);
        text.WriteUuid(id);
        text.WriteRaw(","u8);
    }
}
