using System.Security.Cryptography;
using Ledger.Api.SignIn;
using Ledger.Api.Tests.Support;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Tests.SignIn;

/// <summary>With a real issuer: its RS256 tokens are taken and nothing else, least of all one signed with its public key as a secret.</summary>
public sealed class IssuerTests(TestApi api) : IClassFixture<TestApi>, IAsyncLifetime
{
    private readonly RSA _rsa = RSA.Create(2048), _next = RSA.Create(2048);
    private bool _isNext;
    private WebApplication _issuer = null!;
    private Node _node = null!;

    private string Issuer => _issuer.Urls.Single();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _issuer = builder.Build();
        _issuer.Urls.Add("http://127.0.0.1:0");
        _issuer.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}/keys" }));
        _issuer.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(_isNext ? new RsaSecurityKey(_next.ExportParameters(false)) { KeyId = "two" } : new RsaSecurityKey(_rsa.ExportParameters(false)) { KeyId = "one" });
            return Results.Json(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, use = "sig", n = key.N, e = key.E } } });
        });
        await _issuer.StartAsync();
        _node = await Node.Start(api.Database.ConnectionString, api.Keys, api.Clock, options =>
        {
            (options.Demo, options.Authority, options.Operators) = (false, Issuer, ["the-operator"]);
        });
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _issuer.DisposeAsync();
        _rsa.Dispose();
        _next.Dispose();
    }

    [Fact]
    public async Task Only_what_the_issuer_signed_in_its_own_way_is_taken()
    {
        var rs256 = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256);
        await _node.With(Token(rs256)).Get("/v1/communities/no-such").Refused("community-not-found");
        var wrong = new Dictionary<string, string>
        {
            ["the public key as a secret"] = Token(new(new SymmetricSecurityKey(_rsa.ExportSubjectPublicKeyInfo()) { KeyId = "one" }, SecurityAlgorithms.HmacSha256)),
            ["the same key by another algorithm"] = Token(new(new RsaSecurityKey(_rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha512)),
            ["padding by another scheme"] = Token(new(new RsaSecurityKey(_rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSsaPssSha256)),
            ["another key under the same name"] = Token(new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256)),
            ["another curve"] = Token(new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "one" }, SecurityAlgorithms.EcdsaSha256)),
            ["no signature"] = Token(null),
            ["another issuer"] = Token(rs256, issuer: "https://elsewhere.example"),
            ["another audience"] = Token(rs256, audience: "elsewhere"),
            ["expired"] = Token(rs256, expires: DateTime.UtcNow.AddMinutes(-1)),
            ["the demo's"] = api.Node.Service<DemoSignIn>().TokenFor("the-operator"),
        };
        foreach (var (what, token) in wrong)
        {
            var reply = await _node.With(token).Get("/v1/communities/no-such");
            Assert.True(reply.Problem == "sign-in-needed", $"{what}: {reply}");
        }
    }

    /// <summary>Who is let in by it is known for five minutes, and the keys are fetched again every five: see docs/operating.md.</summary>
    [Fact]
    public async Task A_key_the_issuer_has_withdrawn_lets_nobody_in_once_the_keys_are_fetched_again()
    {
        var (one, two) = (new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256), new SigningCredentials(new RsaSecurityKey(_next) { KeyId = "two" }, SecurityAlgorithms.RsaSha256));
        await _node.With(Token(one)).Get("/v1/communities/no-such").Refused("community-not-found");
        var keys = (BaseConfigurationManager)_node.Service<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!;
        Assert.Equal(CheckedTokens.Longest, keys.AutomaticRefreshInterval);

        _isNext = true;
        keys.RequestRefresh();
        // No other has signed in since: what was good last may not be fallen back on. Each token is another, or it would be known.
        for (var (end, nr) = (Environment.TickCount64 + 20_000, 1); (await _node.With(Token(one, expires: DateTime.UtcNow.AddHours(1).AddSeconds(nr))).Get("/v1/communities/no-such")).Problem != "sign-in-needed"; nr++, await Task.Delay(50))
            Assert.True(Environment.TickCount64 < end, "It still is taken.");
        await _node.With(Token(two)).Get("/v1/communities/no-such").Refused("community-not-found");
    }

    [Fact]
    public async Task The_demo_hands_out_no_token_beside_an_issuer()
    {
        Assert.Throws<InvalidOperationException>(() => _node.Service<DemoSignIn>().TokenFor("the-operator"));
        Assert.Equal("no-such-page", (await _node.Anonymous.Get("/demo/sign-ins")).Problem);
    }

    private string Token(SigningCredentials? credentials, string? issuer = null, string audience = "ledger", DateTime? expires = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = "the-operator" },
            NotBefore = DateTime.UtcNow.AddHours(-1),
            IssuedAt = DateTime.UtcNow.AddHours(-1),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            SigningCredentials = credentials,
        });
}
