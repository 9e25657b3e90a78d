using System.Security.Cryptography;
using System.Text;
using Ledger.Api.SignIn;
using Ledger.Api.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Tests.SignIn;

/// <summary>A token of anybody else, of another time, for another service or by another algorithm is none.</summary>
[Collection(SharedApi.Name)]
public sealed class TokenTests(TestApi api)
{
    private const string Audience = "ledger";

    public static TheoryData<string> Wrong => new()
    {
        "expired", "not-yet", "no-expiry", "other-issuer", "other-audience", "no-audience", "other-key", "none", "none-capitals", "rs256", "hs512", "hs256-public-key", "cut", "no-signature", "empty", "word",
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_token_is_no_sign_in(string what)
    {
        var town = await api.SharedTown();
        await town.ChangesNothing(async () =>
        {
            var caller = api.Node.With(Token(what, town.Administrator.Subject));
            var refused = await caller.Get(town.Path).Refused("sign-in-needed");
            Assert.Equal((401, "Bearer"), (refused.Status, refused.Headers["WWW-Authenticate"]));
            await caller.Post($"{town.Path}/merchants", new { merchant = Guid.NewGuid(), name = new { zh = "假" }, category = "x", circle = "x" }).Refused("sign-in-needed");
        });
    }

    [Fact]
    public async Task The_same_token_made_rightly_is_taken()
    {
        var town = await api.SharedTown();
        await api.Node.With(Made(town.Administrator.Subject)).Get(town.Path).Accepted();
    }

    [Fact]
    public async Task The_word_bearer_may_be_written_small()
    {
        var town = await api.SharedTown();
        var (terminal, calls) = await town.Pair(town.Merchant);
        var me = await api.Node.Anonymous.Send(HttpMethod.Get, $"{town.Path}/me", (HttpContent?)null, authorization: $"bearer {calls.Token}");
        Assert.Equal(terminal.ToString(), me.Ok().Says("terminal"));
    }

    [Theory]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer ltk.")]
    [InlineData("Bearer ltk.x.y.z")]
    [InlineData("Bearer ltk.haian.00000000-0000-0000-0000-000000000000.x")]
    [InlineData("ltk.haian.0199aaaa-0000-7000-8000-000000000001.x")]
    public async Task Another_kind_of_authorization_is_none(string authorization)
    {
        var town = await api.SharedTown();
        (await api.Node.Anonymous.Send(HttpMethod.Get, town.Path, (HttpContent?)null, authorization: authorization)).Refused("sign-in-needed");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_said_not_even_whether_a_community_exists()
    {
        var town = await api.SharedTown();
        await api.Node.Anonymous.Get(town.Path).Refused("sign-in-needed");
        await api.Node.Anonymous.Get("/v1/communities/no-such").Refused("sign-in-needed");
        await api.Node.Anonymous.Get($"{town.Path}/persons/not-a-uuid").Refused("sign-in-needed");
        await api.Node.As("nobody-knows-me").Get(town.Path).Refused("community-not-found");
    }

    [Fact]
    public async Task A_revoked_terminal_is_out_at_once_on_every_node()
    {
        var town = await api.OpenTown();
        var (id, terminal) = await town.Pair(town.Merchant);
        await terminal.Get($"{town.Path}/me").Accepted();
        await town.MerchantOwner.Calls.Post($"{town.Path}/terminals/{id}/revocation", new { reason = "lost" }).Accepted();
        await terminal.Get($"{town.Path}/me").Refused("sign-in-needed");
        await terminal.Post($"{town.Path}/merchants/{town.Merchant}/code-checks", new { code = "0000000000" }).Refused("sign-in-needed");
        await town.Terminal.Get($"{town.Path}/me").Accepted();
    }

    [Fact]
    public async Task A_terminal_serves_its_own_merchant_in_its_own_community_only()
    {
        var (town, other) = (await api.OpenTown(), await api.OpenTown());
        await town.Terminal.Get(other.Path).Refused("community-not-found");
        await town.Terminal.Post($"{town.Path}/merchants/{town.OtherMerchant}/code-checks", new { code = Digits.NobodysCode("0000000000") }).Refused("not-allowed");
        await town.Terminal.Get($"{town.Path}/persons/{town.Volunteer}/balance").Refused("not-found", "person");
        var credential = town.Terminal.Token!;
        await api.Node.With(credential[..^1] + (credential[^1] == '0' ? '1' : '0')).Get($"{town.Path}/me").Refused("sign-in-needed");
        await api.Node.With(credential.Replace(town.Code, other.Code)).Get($"{other.Path}/me").Refused("sign-in-needed");
    }

    [Fact]
    public async Task A_pairing_code_serves_once_and_not_for_long()
    {
        var town = await api.OpenTown();
        var invited = await town.MerchantOwner.Calls.Post($"{town.Path}/merchants/{town.Merchant}/terminals", new { terminal = Guid.NewGuid(), lifeMinutes = 5 }).Accepted(201);
        var code = invited.Says("pairingCode");
        var mistyped = code[..15] + (char)('0' + (code[15] - '0' + 1) % 10);
        await api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = mistyped }).Refused("invalid-request", "pairingCode", "check-digit");
        await api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = Digits.NobodysCode(code) }).Refused("pairing-code-not-accepted");
        var key = ApiClient.NewKey();
        var paired = await api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = code }, key).Accepted(200);
        var again = await api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = code }, key).Accepted(200);
        Assert.Equal(paired.Says("credential"), again.Says("credential"));
        await town.ChangesNothing(() => api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = code }).Refused("pairing-code-not-accepted"));

        var late = await town.Administrator.Calls.Post($"{town.Path}/merchants/{town.Merchant}/terminals", new { terminal = Guid.NewGuid(), lifeMinutes = 5 }).Accepted();
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.ChangesNothing(() => api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = late.Says("pairingCode") }).Refused("pairing-code-not-accepted"));
        await town.Administrator.Calls.Post($"{town.Path}/merchants/{town.Merchant}/terminals", new { terminal = Guid.NewGuid(), lifeMinutes = 61 }).Refused("invalid-request", "lifeMinutes");
    }

    [Fact]
    public async Task However_many_wrong_pairing_codes_somebody_sends_he_stops_nobody_else()
    {
        var town = await api.OpenTown();
        var invited = await town.Administrator.Calls.Post($"{town.Path}/merchants/{town.Merchant}/terminals", new { terminal = Guid.NewGuid() }).Accepted();
        for (var guess = 0; guess < 100; guess++)
            await api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = Digits.NobodysCode(invited.Says("pairingCode"), guess) }).Refused("pairing-code-not-accepted");
        await api.Node.Anonymous.Post($"{town.Path}/terminals/pairings", new { pairingCode = invited.Says("pairingCode") }).Accepted();
    }

    private string Token(string what, string subject) => what switch
    {
        "expired" => Made(subject, expires: DateTime.UtcNow.AddMinutes(-1), from: DateTime.UtcNow.AddHours(-1)),
        "not-yet" => Made(subject, from: DateTime.UtcNow.AddMinutes(5)),
        "no-expiry" => Signed("""{"alg":"HS256","typ":"JWT"}""", $$"""{"iss":"{{DemoSignIn.Issuer}}","aud":"{{Audience}}","sub":"{{subject}}"}"""),
        "other-issuer" => Made(subject, issuer: "urn:somebody:else"),
        "other-audience" => Made(subject, audience: "another-service"),
        "no-audience" => Signed("""{"alg":"HS256","typ":"JWT"}""", $$"""{"iss":"{{DemoSignIn.Issuer}}","sub":"{{subject}}","exp":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}}"""),
        "other-key" => Made(subject, credentials: new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.HmacSha256)),
        "none" => Unsigned("none", subject),
        "none-capitals" => Unsigned("nOnE", subject),
        "rs256" => Made(subject, credentials: new(new RsaSecurityKey(RSA.Create(2048)), SecurityAlgorithms.RsaSha256)),
        "hs512" => Made(subject, credentials: new(new SymmetricSecurityKey([.. DemoSignIn.SigningKey(api.Keys).Key, .. new byte[32]]), SecurityAlgorithms.HmacSha512)),
        "hs256-public-key" => Made(subject, credentials: new(new SymmetricSecurityKey(RSA.Create(2048).ExportSubjectPublicKeyInfo()), SecurityAlgorithms.HmacSha256)),
        "cut" => Made(subject)[..^3],
        "no-signature" => Made(subject) is var token ? token[..(token.LastIndexOf('.') + 1)] : "",
        "empty" => "..",
        _ => "word",
    };

    private string Made(string subject, string issuer = DemoSignIn.Issuer, string audience = Audience, DateTime? expires = null, DateTime? from = null, SigningCredentials? credentials = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            NotBefore = from ?? DateTime.UtcNow.AddMinutes(-1),
            IssuedAt = from ?? DateTime.UtcNow.AddMinutes(-1),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            SigningCredentials = credentials ?? new(DemoSignIn.SigningKey(api.Keys), SecurityAlgorithms.HmacSha256),
        });

    private static string Unsigned(string algorithm, string subject) =>
        $"{Part($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Part($$"""{"iss":"{{DemoSignIn.Issuer}}","aud":"{{Audience}}","sub":"{{subject}}","exp":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}}""")}.";

    /// <summary>Signed with the right key, whatever it says.</summary>
    private string Signed(string header, string payload)
    {
        var text = $"{Part(header)}.{Part(payload)}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(DemoSignIn.SigningKey(api.Keys).Key, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(string json) => Base64UrlEncoder.Encode(json);
}
