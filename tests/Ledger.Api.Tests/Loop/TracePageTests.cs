using System.Globalization;
using Ledger.Api.Accounts;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>A trace by pages, over two nodes: all of them tell the history the first was read at.</summary>
public sealed class TracePageTests(TwoNodes api) : IClassFixture<TwoNodes>
{
    private static readonly string[] AtTheEnd = ["available", "held", "earned", "debt", "lots", "lapsed"];

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(3, 100), InlineData(200, 1)]
    public async Task All_pages_together_are_the_whole_even_while_writes_go_on_at_any_node(int limit, int pagesAtOneNode)
    {
        var town = await api.OpenTown();
        await Live(town);
        var whole = (await Trace(town, 0)).Ok();
        Assert.False(whole.Has("nextCursor"));
        Assert.InRange(whole.Count("lines"), 8, 199);

        var (lines, query) = (new List<string>(), $"limit={limit}");
        for (var page = 0; ; page++)
        {
            var told = (await Trace(town, 1 + page / pagesAtOneNode, query)).Ok();
            lines.AddRange(Lines(told));
            Assert.Equal((whole.Number, whole.Long("knownOn")), (told.Number, told.Long("knownOn")));
            if (!told.Has("nextCursor"))
            {
                foreach (var member in AtTheEnd) Assert.Equal(whole.At(member).GetRawText(), told.At(member).GetRawText());
                break;
            }
            Assert.Equal(limit, told.Count("lines"));
            Assert.DoesNotContain(AtTheEnd, told.Has);
            query = $"limit={limit}&cursor={told.Says("nextCursor")}";
            // What is written meanwhile belongs to another history.
            if (page == 0) await town.Earn(town.Volunteer, 500);
        }
        Assert.Equal(Lines(whole), lines);
    }

    [Fact]
    public async Task Pages_of_a_day_stay_those_of_that_day_over_midnight()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 2 * Town.DailyCap);
        var first = (await Trace(town, 0, "limit=1")).Ok();
        api.Clock.Advance(TimeSpan.FromDays(1));
        var second = (await Trace(town, 1, $"limit=1&cursor={first.Says("nextCursor")}")).Ok();

        Assert.Equal((first.Says("asOf"), first.Number, first.Long("knownOn")), (second.Says("asOf"), second.Number, second.Long("knownOn")));
        Assert.Equal(2 * Town.DailyCap, second.Long("available"));
        // What the other node had to replay for it, it keeps.
        Assert.NotNull(api.Nodes[1].Service<KeptReplays>().Find(new(town.Code, $"person:{town.Volunteer}", "points", DateOnly.Parse(first.Says("asOf"), CultureInfo.InvariantCulture), first.Long("knownOn")), long.MaxValue));
        Assert.Equal([1, 2], new[] { first, second }.Select(page => page.Long("lines.0.line")));
    }

    [Fact]
    public async Task A_cursor_that_was_altered_or_belongs_to_another_question_is_refused()
    {
        var (town, other) = (await api.OpenTown(), await api.OpenTown());
        await town.Earn(town.Volunteer, 2 * Town.DailyCap);
        var cursor = (await Trace(town, 0, "limit=1")).Ok().Says("nextCursor");
        Assert.True(cursor.Length < 300, $"{cursor.Length} characters");

        foreach (var altered in new[] { (char)(cursor[0] ^ 1) + cursor[1..], cursor[..^4], cursor + "AAAA", cursor[..30] + (char)(cursor[30] == 'A' ? 'B' : 'A') + cursor[31..], "bm8gY3Vyc29y" })
            (await Trace(town, 0, $"cursor={altered}")).Refused("invalid-request", "cursor", "cursor-of-this-query");
        foreach (var question in new[] { "commodity=minutes&", "asOf=2026-05-01&", "knownOn=2026-05-01T00:00:00Z&" })
            (await Trace(town, 0, $"{question}cursor={cursor}")).Refused("invalid-request", "cursor", "cursor-of-this-query");
        (await town.Auditor.Calls.Get($"{town.Path}/persons/{town.OtherVolunteer}/trace?cursor={cursor}")).Refused("invalid-request", "cursor", "cursor-of-this-query");
        (await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?cursor={cursor}")).Refused("invalid-request", "cursor", "cursor-of-this-query");
        (await other.Auditor.Calls.Get($"{other.Path}/persons/{other.Volunteer}/trace?cursor={cursor}")).Refused("invalid-request", "cursor", "cursor-of-this-query");
        // A cursor opens nothing to whoever may not see the account.
        (await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/trace?cursor={cursor}")).Refused("not-found");
        (await Trace(town, 0, "limit=201")).Refused("invalid-request", "limit", "is-pagesize");
    }

    [Fact]
    public void A_page_goes_on_from_the_last_place_kept_and_a_node_keeps_no_more_than_it_may()
    {
        var kept = new KeptReplays();
        ReplayedFor Of(int person) => new("haian", $"person:{person}", "points", new(2026, 5, 20), 9);
        Projections.Replay.AccountReplay Replay(int person) => new(Of(person).Holder, "points", new(2026, 5, 20), 9);
        foreach (var version in new[] { 200, 400, 600 }) kept.Keep(Of(0), version, Replay(0));

        Assert.Equal((null, 200L, 400L, 600L), (kept.Find(Of(0), 199)?.Version, kept.Find(Of(0), 200)!.Version, kept.Find(Of(0), 599)!.Version, kept.Find(Of(0), 10_000)!.Version));
        Assert.Null(kept.Find(Of(0) with { KnownOn = 8 }, 600));
        Assert.Null(kept.Find(Of(0) with { AsOf = new(2026, 5, 21) }, 600));
        for (var person = 1; person <= KeptReplays.MostKept - 3; person++) kept.Keep(Of(person), 200, Replay(person));
        Assert.Equal(400, kept.Find(Of(0), 599)!.Version);
        kept.Keep(Of(1000), 200, Replay(1000));
        kept.Keep(Of(1001), 200, Replay(1001));
        Assert.Equal((null, 600L), (kept.Find(Of(0), 599)?.Version, kept.Find(Of(0), 600)?.Version));
    }

    /// <summary>Earned, held, captured, given back, undone, merged.</summary>
    private async Task Live(Town town)
    {
        await town.Earn(town.Volunteer, 4 * Town.DailyCap);
        var (taken, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await town.Terminal.Post($"{town.Path}/redemptions/{taken}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" }).Accepted();
        await town.Hold(town.Volunteer);
        var twin = await town.Register();
        await town.Earn(twin, 1000);
        api.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var signer in new[] { town.Office, town.Administrator })
            await signer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/merges", new { merged = twin.Id }).Accepted();
        await town.Earn(town.Volunteer, 2000);
        api.Clock.Advance(TimeSpan.FromDays(1));
    }

    private static IEnumerable<string> Lines(Reply page) => page.At("lines").EnumerateArray().Select(line => line.GetRawText());

    private Task<Reply> Trace(Town town, int node, string query = "") =>
        town.Auditor.Calls.At(api.Nodes[node % 2]).Get($"{town.Path}/persons/{town.Volunteer}/trace?{query}");
}
