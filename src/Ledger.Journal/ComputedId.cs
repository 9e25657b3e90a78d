using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Journal;

/// <summary>
/// UUIDs computed from what they are about (RFC 9562, version 8): whoever computes one again gets the same, so that a
/// retry, or another way to the same act, cannot make a second one.
/// </summary>
public static class ComputedId
{
    /// <summary>
    /// SHA-256 over the parts, each behind its length in bytes (four bytes, big-endian), so that ("ab", "c") and
    /// ("a", "bc") differ. Name the kind of thing in the first part.
    /// </summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var longest = 0;
        foreach (var part in parts) longest += 4 + Encoding.UTF8.GetMaxByteCount(part.Length);
        var all = longest <= 1024 ? stackalloc byte[longest] : new byte[longest];
        var written = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, all[(written + 4)..]);
            BinaryPrimitives.WriteInt32BigEndian(all[written..], length);
            written += 4 + length;
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(all[..written], digest);
        return FromHash(digest);
    }

    /// <summary>The first 16 bytes of a hash with version 8 and the RFC's variant set.</summary>
    public static Guid FromHash(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The id of a command: the same for every retry of its key.</summary>
    public static Guid OfCommand(string tenant, CommandKey key) => Of("command", tenant, key.Caller, key.Key);

    /// <summary>The id of a command's event at the index, counted from 0.</summary>
    public static Guid OfEvent(string tenant, Guid command, int index) => Of("event", tenant, command.ToString("D"), index.ToString());
}
