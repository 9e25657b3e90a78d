using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Hosting;
using Ledger.Api.Vault;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.SignIn;

/// <summary>Tokens for the people of the demo. There is none where an authority or a database is configured.</summary>
public sealed class DemoSignIn(LedgerOptions options, KeyFolder keys)
{
    public const string Issuer = "urn:ledger:demo";
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    /// <summary>The subject that may open communities in the demo.</summary>
    public const string OperatorSubject = "demo-operator";

    public static SymmetricSecurityKey SigningKey(KeyFolder keys) => new(HMACSHA256.HashData(keys.Installation, Encoding.UTF8.GetBytes("demo-sign-in")));

    /// <exception cref="InvalidOperationException">This is not the embedded demo.</exception>
    public string TokenFor(string subject)
    {
        if (!options.IsEmbeddedDemo) throw new InvalidOperationException("There is no demo sign-in here.");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = options.Audience,
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Life,
            SigningCredentials = new SigningCredentials(SigningKey(keys), SecurityAlgorithms.HmacSha256),
        });
    }
}
