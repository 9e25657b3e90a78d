using Ledger.Api.Hosting;
using Ledger.Api.Vault;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.SignIn;

/// <summary>
/// Bearer tokens of the configured issuer, with issuer, audience and algorithm pinned; credentials of paired terminals; and, in
/// the embedded demo only, tokens we sign ourselves.
/// </summary>
public static class LedgerSignIn
{
    /// <summary>How far the issuer's clock and ours may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static void AddLedgerSignIn(this IServiceCollection services, LedgerOptions options, KeyFolder keys)
    {
        services.AddAuthentication(BearerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, TerminalAuthentication>(TerminalCredential.Scheme, null)
            .AddJwtBearer(bearer => Pin(bearer, options, keys));
        services.AddSingleton<DemoSignIn>().AddSingleton(_ => new CheckedTokens(TimeProvider.System));
    }

    private static void Pin(JwtBearerOptions bearer, LedgerOptions options, KeyFolder keys)
    {
        bearer.MapInboundClaims = false;
        bearer.IncludeErrorDetails = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidateAudience = true,
            ValidAudience = options.Audience,
            ValidateIssuer = true,
            ValidIssuer = options.Authority,
            ValidAlgorithms = [options.Algorithm],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = Skew,
            NameClaimType = "sub",
        };
        if (options.Authority is { } authority)
        {
            bearer.Authority = authority;
            bearer.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
            return;
        }
        bearer.TokenValidationParameters.ValidIssuer = DemoSignIn.Issuer;
        bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        // Without an authority nobody can sign in, unless the embedded demo hands out tokens of its own.
        bearer.TokenValidationParameters.IssuerSigningKey = options.IsEmbeddedDemo ? DemoSignIn.SigningKey(keys) : new SymmetricSecurityKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    }
}
