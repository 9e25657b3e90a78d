using System.Buffers.Binary;
using System.Text;

namespace Ledger.Projections.Tables;

/// <summary>
/// Rows in the binary form of PostgreSQL's <c>COPY</c>, gathered and sent a piece at a time. The driver's own importer takes a
/// parameter, a converter and an awaited call for each cell, which was a quarter of what a rebuild cost (bench/README.md).
/// </summary>
internal sealed class CopyCells(Stream server)
{
    /// <summary>Bytes that are sent together, or more where a row is longer.</summary>
    private const int Piece = 1 << 15;

    /// <summary>Signature, flags and the length of an extension: both none.</summary>
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly DateTime FirstInstant = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private byte[] _bytes = new byte[1 << 12];
    private int _length;

    public void Begin() => Header.CopyTo(Take(Header.Length));

    public void Row(int cells) => BinaryPrimitives.WriteInt16BigEndian(Take(2), (short)cells);

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, Cell(length));
    }

    public void Int(int? value)
    {
        if (value is { } number) BinaryPrimitives.WriteInt32BigEndian(Cell(4), number);
        else Null();
    }

    public void Long(long? value)
    {
        if (value is { } number) BinaryPrimitives.WriteInt64BigEndian(Cell(8), number);
        else Null();
    }

    /// <summary>The first and the last day there are stand for what has no beginning and no end, as the driver has it.</summary>
    public void Date(DateOnly? value) => Int(value is not { } day ? null : day == DateOnly.MinValue ? int.MinValue : day == DateOnly.MaxValue ? int.MaxValue : day.DayNumber - FirstDay);

    /// <summary>To the microsecond; the first and the last instant as with days.</summary>
    public void Instant(DateTimeOffset? value) => Long(value?.UtcDateTime is not { } time ? null
        : time == DateTime.MinValue ? long.MinValue : time == DateTime.MaxValue ? long.MaxValue : (time - FirstInstant).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Uuid(Guid? value)
    {
        if (value is { } id) id.TryWriteBytes(Cell(16), bigEndian: true, out _);
        else Null();
    }

    /// <summary>Sends what is gathered once it is enough.</summary>
    public ValueTask SendPiece(CancellationToken cancel) => _length < Piece ? default : Send(cancel);

    public ValueTask End(CancellationToken cancel)
    {
        Row(-1);
        return Send(cancel);
    }

    private async ValueTask Send(CancellationToken cancel)
    {
        await server.WriteAsync(_bytes.AsMemory(0, _length), cancel);
        _length = 0;
    }

    private void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    private Span<byte> Cell(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), length);
        return Take(length);
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
