using System.Security.Claims;
using Ledger.Api.SignIn;
using Ledger.Api.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Tests.SignIn;

/// <summary>A token that was checked is not checked again for a while, and nobody gets in by that who would not without.</summary>
[Collection(SharedApi.Name)]
public sealed class CheckedTokenTests(TestApi api)
{
    [Fact]
    public async Task A_token_that_was_taken_is_refused_once_it_expires()
    {
        var town = await api.SharedTown();
        // The clocks may be apart by so much: it is good for four seconds more at least.
        var expires = DateTime.UtcNow - LedgerSignIn.Skew + TimeSpan.FromSeconds(5);
        var caller = api.Node.With(Made(town.Administrator.Subject, expires));
        await caller.Get(town.Path).Accepted();
        await caller.Get(town.Path).Accepted();
        await Task.Delay(TimeSpan.FromSeconds(5.5));
        await caller.Get(town.Path).Refused("sign-in-needed");
    }

    [Fact]
    public async Task A_token_that_was_taken_lends_nothing_to_one_that_differs_by_a_letter_or_is_of_the_same_person()
    {
        var town = await api.SharedTown();
        var good = Made(town.Administrator.Subject, DateTime.UtcNow.AddHours(1));
        await api.Node.With(good).Get(town.Path).Accepted();
        foreach (var at in new[] { good.IndexOf('.') + 5, good.LastIndexOf('.') + 5 })
            await api.Node.With($"{good[..at]}{(good[at] == 'A' ? 'B' : 'A')}{good[(at + 1)..]}").Get(town.Path).Refused("sign-in-needed");
        await api.Node.With(Made(town.Administrator.Subject, DateTime.UtcNow.AddMinutes(-1))).Get(town.Path).Refused("sign-in-needed");
        await api.Node.With(good).Get(town.Path).Accepted();
    }

    [Fact]
    public async Task A_refused_token_is_not_kept()
    {
        var town = await api.SharedTown();
        var tokens = api.Node.Service<CheckedTokens>();
        var wrong = Made(town.Administrator.Subject, DateTime.UtcNow.AddMinutes(-1));
        await api.Node.With(wrong).Get(town.Path).Refused("sign-in-needed");
        Assert.Null(tokens.Find($"Bearer {wrong}"));
        var right = Made(town.Administrator.Subject, DateTime.UtcNow.AddHours(1));
        await api.Node.With(right).Get(town.Path).Accepted();
        Assert.NotNull(tokens.Find($"Bearer {right}"));
    }

    [Fact]
    public async Task A_token_says_who_calls_and_not_that_it_is_a_terminal()
    {
        var town = await api.SharedTown();
        var (terminal, _) = await town.Pair(town.Merchant);
        var token = Made(town.Administrator.Subject, DateTime.UtcNow.AddHours(1), new() { [TerminalCredential.ClaimType] = terminal.ToString(), [TerminalCredential.CommunityClaim] = town.Code });
        for (var time = 0; time < 2; time++)
            Assert.DoesNotContain(terminal.ToString(), (await api.Node.With(token).Get($"{town.Path}/me").Accepted()).ToString());
    }

    [Fact]
    public void It_is_checked_again_after_five_minutes_even_where_it_lives_longer()
    {
        var clock = new SettableClock(SettableClock.Morning);
        var tokens = new CheckedTokens(clock);
        tokens.Keep("Bearer long", Somebody("long"), SettableClock.Morning.AddHours(8));
        tokens.Keep("Bearer short", Somebody("short"), SettableClock.Morning.AddMinutes(1));

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(("long", "short"), (tokens.Find("Bearer long")?.FindFirstValue("sub"), tokens.Find("Bearer short")?.FindFirstValue("sub")));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("long", null), (tokens.Find("Bearer long")?.FindFirstValue("sub"), tokens.Find("Bearer short")?.FindFirstValue("sub")));
        clock.Advance(CheckedTokens.Longest - TimeSpan.FromMinutes(1));
        Assert.Null(tokens.Find("Bearer long"));
    }

    [Fact]
    public void However_many_tokens_come_only_so_many_are_kept()
    {
        var tokens = new CheckedTokens(TimeProvider.System);
        for (var nr = 0; nr < CheckedTokens.MostKept + 10; nr++)
        {
            tokens.Keep($"Bearer {nr}", Somebody("x"), DateTimeOffset.UtcNow.AddHours(1));
            Assert.InRange(tokens.Count, 1, CheckedTokens.MostKept);
        }
        Assert.NotNull(tokens.Find($"Bearer {CheckedTokens.MostKept + 9}"));
    }

    private static ClaimsPrincipal Somebody(string subject) => new(new ClaimsIdentity([new Claim("sub", subject)], "test"));

    private string Made(string subject, DateTime expires, Dictionary<string, object>? also = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = DemoSignIn.Issuer,
        Audience = "ledger",
        Claims = new Dictionary<string, object>(also ?? []) { ["sub"] = subject },
        NotBefore = DateTime.UtcNow.AddHours(-1),
        IssuedAt = DateTime.UtcNow.AddHours(-1),
        Expires = expires,
        SigningCredentials = new(DemoSignIn.SigningKey(api.Keys), SecurityAlgorithms.HmacSha256),
    });
}
