using System.Security.Cryptography;
using System.Text;

namespace Ledger.Vault;

/// <summary>AES-256-GCM: nonce, ciphertext, tag. A text is bound to its place, so that no row can stand in for another.</summary>
public static class SealedBox
{
    private const int NonceBytes = 12, TagBytes = 16;

    public static byte[] Place(string community, Guid person, string field) => Encoding.UTF8.GetBytes($"{community}|{person:D}|{field}");

    public static byte[] Seal(byte[] key, byte[] plain, byte[] place)
    {
        using var cipher = new AesGcm(key, TagBytes);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), place);
        return box;
    }

    /// <summary>Null when it does not lie under this key.</summary>
    public static byte[]? Open(byte[] key, byte[] box, byte[] place)
    {
        using var cipher = new AesGcm(key, TagBytes);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            cipher.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, place);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
