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
        // What is fetched is what counts: the keys before would be fallen back on for an hour.
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, bearer =>
        {
            if (bearer.ConfigurationManager is BaseConfigurationManager fetched) fetched.UseLastKnownGoodConfiguration = false;
        });
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
            // Twelve hours by default, for as long as a key that the issuer has withdrawn would let people in.
            bearer.AutomaticRefreshInterval = CheckedTokens.Longest;
            bearer.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
            return;
        }
        bearer.TokenValidationParameters.ValidIssuer = DemoSignIn.Issuer;
        bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        // Without an authority nobody can sign in, unless the embedded demo hands out tokens of its own.
        bearer.TokenValidationParameters.IssuerSigningKey = options.IsEmbeddedDemo ? DemoSignIn.SigningKey(keys) : new SymmetricSecurityKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    }
}
