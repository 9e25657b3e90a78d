using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A shop that closes with codes open: what is captured is paid, what is open goes back, what comes late still settles. Over two nodes.</summary>
public sealed class ClosingShopTests(TwoNodes api) : IClassFixture<TwoNodes>
{
    private Town _town = null!;
    private Someone _accountant = null!, _cashier = null!, _secondCashier = null!;

    private string Shop => $"{_town.Path}/merchants/{_town.Merchant}";

    [Fact]
    public async Task A_shop_that_closes_with_codes_open()
    {
        _town = await api.OpenTown("closing");
        var (chen, li) = (_town.Volunteer, _town.OtherVolunteer);
        (_accountant, _cashier, _secondCashier) = (await _town.Register(role: "accountant"), await _town.Register(role: "cashier"), await _town.Register(role: "cashier"));
        await _town.Earn(chen, 20_000);
        await _town.Earn(li, 10_000);

        var noted = await _town.Hold(li);
        var (fetched, open) = await ThreeBreakfastsAreFetchedAndTwoCodesAreOpen(chen, li);
        await TheShopClosesAndNothingIsCapturedFromThatNumberOn(open, chen);
        await TheOpenCodesGoBack([.. open, (noted.Id, noted.Code)], chen, li);
        var statement = await TheLastStatementDoesNotWaitForTheMonthsEnd();
        await WhatTheTillNotedWithoutNetworkIsPaidOnAStatementOfItsOwn(noted.Id, noted.Code, open[0].Code, li);
        await ItIsPaidOnceWhoeverTries(statement);
        await TheBankSendsItBackAndItIsPaidAgain(statement);
        await ALateRefundIsOnTheNextStatement(fetched, chen);
    }

    /// <summary>20 May, 10 o'clock: Chen has 200 积分 and fetches two breakfasts of 25, Li has 100 and fetches one; each has another code open, Li two.</summary>
    private async Task<(Guid Fetched, (Guid Id, string Code)[] Open)> ThreeBreakfastsAreFetchedAndTwoCodesAreOpen(Someone chen, Someone li)
    {
        var fetched = Guid.Empty;
        foreach (var who in new[] { chen, chen, li })
        {
            var (redemption, code, _) = await _town.Hold(who);
            await _town.Terminal.Post($"{Shop}/captures", new { code }).Accepted();
            if (who == chen) fetched = redemption;
        }
        var (ofChen, ofLi) = (await _town.Hold(chen), await _town.Hold(li));
        Assert.Equal((12_500, 2_500), (await _town.Available(chen), await _town.Available(li)));
        return (fetched, [(ofChen.Id, ofChen.Code), (ofLi.Id, ofLi.Code)]);
    }

    /// <summary>10:05: the office closes the shop. The till is turned away at either node, the owner is told why, and nobody gets a new code.</summary>
    private async Task TheShopClosesAndNothingIsCapturedFromThatNumberOn((Guid Id, string Code)[] open, Someone chen)
    {
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await _town.MerchantOwner.Calls.Post($"{Shop}/closing", new { reason = "retired" }).Refused("not-allowed");
        Assert.Equal("2026-05-20", (await _town.Office.Calls.Post($"{Shop}/closing", new { reason = "retired" }).Accepted()).Says("closedOn"));
        foreach (var node in api.Nodes)
        {
            await _town.Terminal.At(node).Post($"{Shop}/captures", new { code = open[0].Code }).Refused("sign-in-needed");
            await _town.Terminal.At(node).Post($"{Shop}/code-checks", new { code = open[0].Code }).Refused("sign-in-needed");
            await _town.Terminal.At(node).Get($"{Shop}/day").Refused("sign-in-needed");
            await _town.MerchantOwner.Calls.At(node).Post($"{Shop}/captures", new { code = open[0].Code }).Refused("merchant-closed", "merchant");
            await _town.MerchantOwner.Calls.At(node).Post($"{Shop}/code-checks", new { code = open[0].Code }).Refused("merchant-closed", "merchant");
        }
        await chen.Calls.Post($"{_town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = chen.Id, offer = _town.Offer }).Refused("offer-withdrawn");
        await _town.Office.Calls.Post($"{_town.Path}/offers", new { offer = Guid.NewGuid(), merchant = _town.Merchant, terms = Town.Terms() }).Refused("merchant-closed");
        Assert.Equal("2026-05-20", (await chen.Calls.Get(Shop).Accepted()).Says("merchant.closedOn"));
    }

    /// <summary>At the scheduler's next round both codes are released: Chen has 150 积分 again, Li 75, and no code is left open.</summary>
    private async Task TheOpenCodesGoBack((Guid Id, string Code)[] open, Someone chen, Someone li)
    {
        await Task.WhenAll(api.Nodes.Select(node => node.Scheduler.Tick(_town.Code, default)));
        Assert.Equal((15_000, 7_500), (await _town.Available(chen), await _town.Available(li)));
        foreach (var (id, _) in open) Assert.Equal("voided", (await _town.Office.Calls.Get($"{_town.Path}/redemptions/{id}").Accepted()).Says("status"));
        Assert.Equal(0, (await _town.MerchantOwner.Calls.Get($"{Shop}/redemptions?status=held&atLeast={await _town.Head()}").Accepted()).Count("redemptions"));
        // A later round, since one minute's round is one command.
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await api.Node.Scheduler.Tick(_town.Code, default);
        Assert.Equal(1, await _town.Scalar<long>("SELECT count(*) FROM ledger.mt_events WHERE tenant_id = $1 AND type = 'merchant-codes-released.v1'"));
    }

    /// <summary>The same morning: statement 1 of May, three breakfasts of 15 元 = 45 元, all of them borne by the community. Its lines add up to it.</summary>
    private async Task<string> TheLastStatementDoesNotWaitForTheMonthsEnd()
    {
        var statement = Guid.NewGuid();
        var issued = await _town.Office.Calls.Post($"{Shop}/statements", new { statement, month = "2026-05" }).Accepted(201);
        Assert.Equal((1, 4500), (issued.Long("sequence"), issued.Long("totalFen")));
        var one = $"{Shop}/statements/{statement}";
        var lines = await _town.MerchantOwner.Calls.Get($"{one}/lines?atLeast={issued.Number}").Accepted();
        Assert.Equal((3, 4500L), (lines.Count("lines"), lines.At("lines").EnumerateArray().Sum(line => line.GetProperty("fen").GetInt64())));
        await _town.Office.Calls.Post($"{Shop}/statements", new { statement = Guid.NewGuid(), month = "2026-05" }).Refused("nothing-to-settle");
        var seen = await _town.MerchantOwner.Calls.Get(one).Accepted();
        await _town.MerchantOwner.Calls.Post($"{one}/reconciliation", new { }, ifMatch: seen.ETag).Accepted();
        await _town.MerchantOwner.Calls.Post($"{one}/invoice", new { number = "25327000000012345678" }).Accepted();
        return one;
    }

    /// <summary>
    /// 10:06: the owner's till had lost its network at 10:02 and noted Li's other code. What it says of 10:02 is taken from Li's 25 积分 that
    /// had come back, and owed to the shop. A note of after the release is not. Statement 2 says 15 元, and is paid like any other.
    /// </summary>
    private async Task WhatTheTillNotedWithoutNetworkIsPaidOnAStatementOfItsOwn(Guid redemption, string code, string other, Someone li)
    {
        var line = new { id = Guid.NewGuid(), code, capturedAt = Town.Iso(api.Clock.Now.AddMinutes(-4)) };
        await _town.Terminal.Post($"{Shop}/offline-captures", new { captures = new[] { line } }).Refused("sign-in-needed");
        for (var twice = 0; twice < 2; twice++)
        {
            var told = await _town.MerchantOwner.Calls.Post($"{Shop}/offline-captures", new { captures = new[] { line, new { id = Guid.NewGuid(), code = other, capturedAt = Town.Iso(api.Clock.Now) } } }).Accepted(200);
            Assert.Equal((true, false, 1500L), (told.At("verdicts.0.isBooked").GetBoolean(), told.At("verdicts.1.isBooked").GetBoolean(), told.Long("verdicts.0.settlementFen")));
            Assert.Equal("/problems/outside-codes-life", told.Says("verdicts.1.whyNot.type"));
        }
        Assert.Equal("captured", (await _town.Office.Calls.Get($"{_town.Path}/redemptions/{redemption}").Accepted()).Says("status"));
        Assert.Equal(5_000, await _town.Available(li));
        var statement = Guid.NewGuid();
        var issued = await _town.Office.Calls.Post($"{Shop}/statements", new { statement, month = "2026-05" }).Accepted(201);
        Assert.Equal((2, 1500), (issued.Long("sequence"), issued.Long("totalFen")));
        await _town.MerchantOwner.Calls.Post($"{Shop}/statements/{statement}/reconciliation", new { }).Accepted();
        await _accountant.Calls.Post($"{Shop}/statements/{statement}/approval", new { }).Accepted();
        await _cashier.Calls.Post($"{Shop}/statements/{statement}/payment", new { reference = "BANK-LATE" }).Accepted();
    }

    /// <summary>The accountant approves; then two cashiers at two nodes send sixteen payments at once, each with a reference of its own: one is made.</summary>
    private async Task ItIsPaidOnceWhoeverTries(string statement)
    {
        await _cashier.Calls.Post($"{statement}/payment", new { reference = "BANK-0000" }).Refused("statement-not-ready");
        await _accountant.Calls.Post($"{statement}/approval", new { }).Accepted();
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            (n % 2 == 0 ? _cashier : _secondCashier).Calls.At(api.Nodes[n / 2 % 2]).Post($"{statement}/payment", new { reference = $"BANK-{n:D4}" })));
        var won = Assert.Single(replies, reply => reply.Status == 200);
        foreach (var lost in replies.Where(reply => reply != won)) lost.Refused("statement-already-paid");
        Assert.Equal(4500, won.Long("totalFen"));
        Assert.Equal(0, (await _town.MerchantOwner.Calls.Get($"{Shop}/payable?atLeast={await _town.Head()}").Accepted()).Long("owedFen"));
    }

    /// <summary>22 May: the account is closed, 45 元 are owed again. The old reference is spent; with two new signatures it is paid on the 25th.</summary>
    private async Task TheBankSendsItBackAndItIsPaidAgain(string statement)
    {
        api.Clock.Advance(TimeSpan.FromDays(2));
        var reference = (await _accountant.Calls.Get(statement).Accepted()).Says("reference");
        await _cashier.Calls.Post($"{statement}/payment-return", new { reason = "account-closed" }).Accepted();
        Assert.Equal(4500, (await _town.Office.Calls.Get($"{_town.Path}/payables?atLeast={await _town.Head()}").Accepted()).Long("owedFen"));
        api.Clock.Advance(TimeSpan.FromDays(3));
        await _accountant.Calls.Post($"{statement}/approval", new { }).Accepted();
        await _cashier.Calls.Post($"{statement}/payment", new { reference }).Refused("reference-already-used", "reference");
        await _cashier.Calls.Post($"{statement}/payment", new { reference = "BANK-2026-0525" }).Accepted();
        var month = (await _town.Office.Calls.Get($"{Shop}/payable?atLeast={await _town.Head()}").Accepted()).At("merchants.0.months.0");
        Assert.Equal(("2026-05", 6000L, 6000L), (month.GetProperty("month").GetString(), month.GetProperty("became").GetInt64(), month.GetProperty("paid").GetInt64()));
    }

    /// <summary>27 May: a breakfast was spoilt, the office gives Chen 25 积分 back. Statement 3 says −15 元 and nothing is paid for it; the owner still reads all.</summary>
    private async Task ALateRefundIsOnTheNextStatement(Guid fetched, Someone chen)
    {
        api.Clock.Advance(TimeSpan.FromDays(2));
        await _town.Office.Calls.Post($"{_town.Path}/redemptions/{fetched}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "spoilt-goods" }).Accepted();
        Assert.Equal(17_500, await _town.Available(chen));
        var statement = Guid.NewGuid();
        var issued = await _accountant.Calls.Post($"{Shop}/statements", new { statement, month = "2026-05" }).Accepted(201);
        Assert.Equal((3, -1500), (issued.Long("sequence"), issued.Long("totalFen")));
        await _town.MerchantOwner.Calls.Post($"{Shop}/statements/{statement}/reconciliation", new { }).Accepted();
        await _accountant.Calls.Post($"{Shop}/statements/{statement}/approval", new { }).Refused("nothing-to-pay");
        var head = await _town.Head();
        var list = await _town.MerchantOwner.Calls.Get($"{Shop}/statements?atLeast={head}").Accepted();
        Assert.Equal([("3", "reconciled"), ("2", "paid"), ("1", "paid")], list.At("statements").EnumerateArray().Select(one => (one.GetProperty("sequence").ToString(), one.GetProperty("status").GetString()!)));
        Assert.Equal(-1500, (await _town.MerchantOwner.Calls.Get($"{Shop}/payable?atLeast={head}").Accepted()).Long("owedFen"));
        Assert.True((await _town.Auditor.Calls.Get($"{_town.Path}/books-check?atLeast={head}").Accepted()).At("addUp").GetBoolean());
    }
}
