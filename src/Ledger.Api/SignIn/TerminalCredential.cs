using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Journal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Api.SignIn;

/// <summary>
/// What a paired terminal calls with: <c>ltk.community.terminal.secret</c>, 256 random bits of which only the hash is kept.
/// Revoking the terminal takes the hash away, so the next call is refused.
/// </summary>
public static class TerminalCredential
{
    public const string Scheme = "terminal", Prefix = "ltk.", ClaimType = "ledger-terminal", CommunityClaim = "ledger-community";

    public static string Of(string community, TerminalId terminal, string secret) => $"{Prefix}{community}.{terminal}.{secret}";

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

internal sealed class TerminalAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IJournalReader reader)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var part = header["Bearer ".Length..].Trim().Split('.');
        if (part.Length != 4 || !Code.IsCode(part[1]) || !Guid.TryParse(part[2], out var id)) return AuthenticateResult.Fail("malformed");
        var key = new StateKey("terminal-secret", TerminalId.Of(id).ToString());
        var snapshot = await reader.ReadState(part[1], new StateNeeds([key], []), Context.RequestAborted);
        if (snapshot?.Rows.GetValueOrDefault(key) is not TerminalSecret kept
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept.Hash), Encoding.ASCII.GetBytes(TerminalCredential.Hash(part[3]))))
            return AuthenticateResult.Fail("unknown");
        var identity = new ClaimsIdentity([new(TerminalCredential.ClaimType, id.ToString()), new(TerminalCredential.CommunityClaim, part[1])], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
