using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Journal.Proof;

/// <summary>Bytes of a canonical JSON text under construction.</summary>
internal sealed class CanonicalBuffer(int capacity)
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private byte[] _bytes = new byte[Math.Max(capacity, 64)];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start) => _bytes.AsSpan(start, Length - start);

    public byte[] ToArray() => Written.ToArray();

    public void Truncate(int length) => Length = length;

    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void WriteNumber(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        Length += written;
    }

    public void WriteUuid(Guid id)
    {
        Utf8Formatter.TryFormat(id, Room(38)[1..], out var written);
        _bytes[Length] = _bytes[Length + written + 1] = (byte)'"';
        Length += written + 2;
    }

    /// <summary>RFC 3339 in UTC with exactly six digits, as finely as PostgreSQL keeps a time.</summary>
    public void WriteTime(DateTimeOffset time)
    {
        time.UtcDateTime.TryFormat(Room(29), out var written, "'\"'yyyy-MM-dd'T'HH:mm:ss.ffffff'Z\"'", CultureInfo.InvariantCulture);
        Length += written;
    }

    public void WriteString(string text)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = ArrayPool<byte>.Shared.Rent(longest);
        try
        {
            if (Utf8.FromUtf16(text, rented, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
                throw new NotCanonicalException("A string holds a lone surrogate.");
            WriteValid(rented.AsSpan(0, written));
        }
        finally { ArrayPool<byte>.Shared.Return(rented); }
    }

    /// <summary>The content of a JSON string without escapes: it is written as it stands, once it is known to be UTF-8.</summary>
    public void WriteQuoted(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text)) throw new NotCanonicalException("A string is not UTF-8.");
        WriteRaw("\""u8);
        WriteRaw(text);
        WriteRaw("\""u8);
    }

    private void WriteValid(scoped ReadOnlySpan<byte> text)
    {
        WriteRaw("\""u8);
        for (int next; (next = text.IndexOfAny(Escaped)) >= 0; text = text[(next + 1)..])
        {
            WriteRaw(text[..next]);
            WriteEscape(text[next]);
        }
        WriteRaw(text);
        WriteRaw("\""u8);
    }

    private void WriteEscape(byte character)
    {
        switch (character)
        {
            case 0: throw new NotCanonicalException("A string holds U+0000.");
            case (byte)'"': WriteRaw("\\\""u8); break;
            case (byte)'\\': WriteRaw("\\\\"u8); break;
            case (byte)'\b': WriteRaw("\\b"u8); break;
            case (byte)'\t': WriteRaw("\\t"u8); break;
            case (byte)'\n': WriteRaw("\\n"u8); break;
            case (byte)'\f': WriteRaw("\\f"u8); break;
            case (byte)'\r': WriteRaw("\\r"u8); break;
            default: WriteRaw([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', "0123456789abcdef"u8[character >> 4], "0123456789abcdef"u8[character & 15]]); break;
        }
    }

    private Span<byte> Room(int more)
    {
        if (_bytes.Length - Length < more) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        return _bytes.AsSpan(Length);
    }
}
