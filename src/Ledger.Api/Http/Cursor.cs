using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Api.Vault;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Http;

/// <summary>Opaque cursors: where a page ended, sealed to the query it belongs to, so that one of another query is refused.</summary>
public sealed class Cursors(KeyFolder keys)
{
    private const int MacBytes = 12;

    /// <param name="query">Everything that makes the list what it is: route, subject, filters.</param>
    public string Seal(string query, object position)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(position, ApiJson.Options);
        return WebEncoders.Base64UrlEncode([.. Mac(query, json), .. json]);
    }

    /// <summary>False when the text is no cursor of this query.</summary>
    public bool TryOpen<T>(string query, string text, out T? position)
    {
        position = default;
        try
        {
            var sealedJson = WebEncoders.Base64UrlDecode(text);
            if (sealedJson.Length <= MacBytes || !CryptographicOperations.FixedTimeEquals(sealedJson.AsSpan(0, MacBytes), Mac(query, sealedJson[MacBytes..]))) return false;
            position = JsonSerializer.Deserialize<T>(sealedJson.AsSpan(MacBytes), ApiJson.Options);
            return position is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private byte[] Mac(string query, byte[] json) => HMACSHA256.HashData(keys.Installation, (byte[])[.. Encoding.UTF8.GetBytes($"cursor|{query}|"), .. json])[..MacBytes];
}
