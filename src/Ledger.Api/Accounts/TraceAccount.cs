using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Journal;
using Ledger.Projections.Passbook;
using Ledger.Projections.Replay;

namespace Ledger.Api.Accounts;

/// <summary>The account from the journal alone, no read model: what the passbook is compared with (账目追溯).</summary>
public static class TraceAccount
{
    private const int AtOnce = 1000;

    /// <param name="KnownOn">The journal number the trace is cut at.</param>
    public sealed record Answer(
        long JournalNumber, long KnownOn, PersonId Person, string Commodity, DateOnly AsOf, long Available, long Held, long Earned, long Debt,
        IReadOnlyList<LotAmount> Lots, IReadOnlyList<LotAmount> Lapsed, IReadOnlyList<PassbookLine> Lines);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        if (await AskedCommodity.Of(call) is var (commodity, fault) && fault is not null) return fault;
        var (asOf, knownOn) = (call.Date("asOf") ?? look.Books.Today, await call.KnownOn() ?? look.Number);
        var replay = new AccountReplay(AccountName.Holder(id), commodity, asOf, knownOn, await ReplayedRulebooks.Read(call.Service<IJournalReader>(), call.Community, knownOn, call.Cancel));
        await Read(call, replay, id, knownOn);
        // Who he was merged into tells that, and who was merged into him earned for him.
        if (look.Books.Find<Person>(id.ToString())!.MergedInto is { } survivor) await Read(call, replay, survivor, knownOn);
        foreach (var alias in replay.Aliases.ToList()) await Read(call, replay, alias, knownOn);
        var traced = replay.Result();
        return call.Ok(new Answer(look.Number, knownOn, id, commodity, asOf, traced.Available, traced.Held, traced.Earned, traced.Debt, traced.Live, traced.Lapsed, traced.Lines));
    }

    private static async Task Read(Call call, AccountReplay replay, PersonId id, long knownOn)
    {
        var reader = call.Service<IJournalReader>();
        Task<IReadOnlyList<RecordedEvent>> After(long version) => reader.ReadStream(call.Community, Domain.Stream.Person(id).Id, version, knownOn, AtOnce, call.Cancel);
        for (var reading = After(0); ;)
        {
            var events = await reading;
            // The next are on their way while these are replayed.
            if (events.Count == AtOnce) reading = After(events[^1].Version);
            foreach (var recorded in events) replay.Add(recorded);
            if (events.Count < AtOnce) return;
        }
    }
}
