using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Journal;
using Ledger.Projections.Passbook;
using Ledger.Projections.Replay;

namespace Ledger.Api.Accounts;

/// <summary>
/// The account from the journal alone, no read model: what the passbook is compared with (账目追溯). It is read page by page, and all
/// pages tell the history up to the journal number the first was read at (ADR 0027).
/// </summary>
public static class TraceAccount
{
    private const int AtOnce = 1000;

    public static readonly Query Limit = new("limit", QueryKind.PageSize,
        $"Lines at most, 1 to {Query.LargestPage}; {Query.LargestPage} unless told. A page reads at most {ReplayPage.MostEvents} events, so it may have fewer lines, or none: the last is the one without nextCursor.");

    /// <summary>Lines from the oldest on. What stands at the end of the account is told by the last page, and by no other.</summary>
    /// <param name="JournalNumber">Where the books stood when the first page was read.</param>
    /// <param name="KnownOn">The journal number the trace is cut at.</param>
    /// <param name="NextCursor">Absent on the last page.</param>
    public sealed record Answer(
        long JournalNumber, long KnownOn, PersonId Person, string Commodity, DateOnly AsOf, long? Available, long? Held, long? Earned, long? Debt,
        IReadOnlyList<LotAmount>? Lots, IReadOnlyList<LotAmount>? Lapsed, IReadOnlyList<PassbookLine> Lines, string? NextCursor);

    /// <summary>Which history the pages tell, and the version of the holder's stream they have come to.</summary>
    internal sealed record Place(long JournalNumber, long KnownOn, DateOnly AsOf, long Version);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is not { } person) return call.NotFound("person");
        if (await AskedCommodity.Of(call) is var (commodity, fault) && fault is not null) return fault;
        var query = $"persons/{id}/trace/{commodity}/{call.Text("asOf")}/{call.Text("knownOn")}";
        if (!call.TryCursor(query, out Place? after, out var refusal)) return refusal;
        var at = after ?? new(look.Number, await call.KnownOn() ?? look.Number, call.Date("asOf") ?? look.Books.Today, 0);
        var account = new ReplayedFor(call.Community, AccountName.Holder(id), commodity, at.AsOf, at.KnownOn);
        var replay = await Reached(call, account, id, at.Version);
        var next = await ReplayPage.Read(replay, (version, most) => Events(call, id, at.KnownOn, version, most), at.Version, (int)(call.Number(Limit.Name) ?? Query.LargestPage));
        if (next is { } version)
        {
            call.Service<KeptReplays>().Keep(account, version, replay);
            return call.Ok(new Answer(at.JournalNumber, at.KnownOn, id, commodity, at.AsOf, null, null, null, null, null, null, replay.Lines,
                call.Service<Cursors>().Seal($"{call.Community}/{query}", at with { Version = version })));
        }
        var traced = await Ended(call, replay, person, at.KnownOn);
        return call.Ok(new Answer(at.JournalNumber, at.KnownOn, id, commodity, at.AsOf, traced.Available, traced.Held, traced.Earned, traced.Debt, traced.Live, traced.Lapsed, traced.Lines, null));
    }

    /// <summary>The replay at a place a page begins: from where one ended that is kept, otherwise from the beginning.</summary>
    private static async Task<AccountReplay> Reached(Call call, ReplayedFor account, PersonId id, long version)
    {
        var (places, replay, after) = (call.Service<KeptReplays>(), new AccountReplay(account.Holder, account.Commodity, account.AsOf, account.KnownOn), 0L);
        if (places.Find(account, version) is { } kept) (replay, after) = (kept.Replay.NextPage(), kept.Version);
        if (after == version) return replay;
        await Read(call, replay, id, account.KnownOn, after, version);
        places.Keep(account, version, replay);
        return replay.NextPage();
    }

    /// <summary>Whoever he was merged into tells that, and whoever was merged into him earned for him.</summary>
    private static async Task<ReplayedAccount> Ended(Call call, AccountReplay replay, Person person, long knownOn)
    {
        if (person.MergedInto is { } survivor) await Read(call, replay, survivor, knownOn);
        foreach (var alias in replay.Aliases) await Read(call, replay, alias, knownOn);
        return replay.Result(await ReplayedRulebooks.Read(call.Service<IJournalReader>(), call.Community, knownOn, call.Cancel));
    }

    private static async Task Read(Call call, AccountReplay replay, PersonId id, long knownOn, long after = 0, long upTo = long.MaxValue)
    {
        Task<IReadOnlyList<RecordedEvent>> After(long version) => Events(call, id, knownOn, version, (int)Math.Min(AtOnce, upTo - version));
        for (var reading = After(after); ;)
        {
            var events = await reading;
            var isLast = events.Count < AtOnce || events[^1].Version == upTo;
            // The next are on their way while these are replayed.
            if (!isLast) reading = After(events[^1].Version);
            foreach (var recorded in events) replay.Add(recorded);
            if (isLast) return;
        }
    }

    private static Task<IReadOnlyList<RecordedEvent>> Events(Call call, PersonId id, long knownOn, long after, int most) =>
        call.Service<IJournalReader>().ReadStream(call.Community, Domain.Stream.Person(id).Id, after, knownOn, most, call.Cancel);
}
