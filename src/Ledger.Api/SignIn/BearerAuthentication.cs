using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Ledger.Api.SignIn;

/// <summary>
/// Who calls with a bearer token: a paired terminal, which is looked up each time, or somebody the issuer vouches for, which is
/// checked once in a while.
/// </summary>
internal sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CheckedTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.Length == 0) return AuthenticateResult.NoResult();
        if (authorization.StartsWith($"Bearer {TerminalCredential.Prefix}", StringComparison.OrdinalIgnoreCase)) return await Context.AuthenticateAsync(TerminalCredential.Scheme);
        if (tokens.Find(authorization) is { } known) return Found(known);
        var found = await Context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!found.Succeeded) return found;
        var who = new ClaimsPrincipal(new ClaimsIdentity(found.Principal.Claims.Where(claim => claim.Type is "iss" or "sub").Select(claim => new Claim(claim.Type, claim.Value)), SchemeName));
        if (found.Properties?.ExpiresUtc is { } expires) tokens.Keep(authorization, who, expires + LedgerSignIn.Skew);
        return Found(who);
    }

    private static AuthenticateResult Found(ClaimsPrincipal who) => AuthenticateResult.Success(new AuthenticationTicket(who, SchemeName));
}
