using System.Text;
using System.Text.Json;
using Ledger.Api.AccessRecords;
using Ledger.Api.Accounts;
using Ledger.Api.Acts;
using Ledger.Api.Consents;
using Ledger.Api.Corrections;
using Ledger.Api.Deductions;
using Ledger.Api.Honours;
using Ledger.Api.Http;
using Ledger.Api.Imports;
using Ledger.Api.Problems;
using Ledger.Api.Vault;
using Ledger.Api.Watches;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Communities;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deductions;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Proof;
using Ledger.Journal.Following;
using Ledger.Projections.Mentions;
using Ledger.Projections.Passbook;

namespace Ledger.Api.Copies;

/// <summary>Collects a person's own copy: he himself, who may dispose of his data, and the office on his request.</summary>
public static class GetCopy
{
    private const int AtOnce = 200;

    /// <summary>As a file, with every event.</summary>
    public static Task<IResult> Handle(Call call) =>
        Made(call, (copy, _) => Task.FromResult(Results.File(JsonSerializer.SerializeToUtf8Bytes(copy, ApiJson.Options), "application/json; charset=utf-8", $"{call.Community}-{copy.Person}.json")));

    /// <summary>As a page to read and to print.</summary>
    public static Task<IResult> Sheet(Call call) => Made(call, async (copy, community) =>
    {
        var rulebooks = await call.Rulebooks((await call.Look(needs => needs.Row<RulebookVersions>(""))).Books);
        var words = await PassbookWords.Of(call, [.. copy.Passbook, .. copy.MinutesPassbook], rulebooks);
        call.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return Results.Text(new CopySheet(copy, community, words).Html(), "text/html; charset=utf-8", Encoding.UTF8);
    });

    private static async Task<IResult> Made(Call call, Func<PersonCopy, Community, Task<IResult>> answer)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).StartingWith<RoleHeld>(RoleHeld.Prefix(id)).StartingWith<Consent>(Consent.Prefix(id)).StartingWith<Correction>(Correction.Prefix(id))
            .Row<Account>(Account.Key(id, Commodity.Points)).Row<Account>(Account.Key(id, Commodity.Minutes)).StartingWith<LotHeld>(LotHeld.Prefix(id, Commodity.Points)).StartingWith<OpenCheck>("").StartingWith<Relation>(Relation.PrefixOf(id)).StartingWith<Relation>(Relation.PrefixBy(id)));
        var may = call.By.DisposesOf(look.Books, id) || call.By.Holds(look.Books, Role.Office);
        if (!may || look.Books.Find<Person>(id.ToString()) is not { } person) return call.NotFound("person");
        var running = call.Service<ExportsUnderWay>();
        if (!running.TryBegin(call)) return new ProblemResult(new Problem(ImportProblems.ExportUnderWay, new("您的另一次导出还没有完成。", "Another export of yours is not done yet.")) { RetryAfter = TimeSpan.FromSeconds(5) });
        try
        {
            var copy = await Collect(call, person, look);
            call.Http.Response.Headers.CacheControl = "no-store";
            return await answer(copy, look.Books.Community);
        }
        finally
        {
            running.End(call);
        }
    }

    private static async Task<PersonCopy> Collect(Call call, Person person, Books.Reading look)
    {
        var (id, books) = (person.Id, look.Books);
        await call.Service<Follower>().WaitFor(call.Community, look.Number, TimeSpan.FromSeconds(2), call.Cancel);
        var record = (await call.Service<PersonVault>().Open(call.Community, [id], call.Cancel)).GetValueOrDefault(id);
        // Registered twice, one is still one person: what is under the other ids is his.
        PersonId[] ids = [.. person.Aliases ?? [], id];
        var events = await EventsOf(call, ids, look.Number);
        var holding = Holding.Of((await call.LookAtHolding(id, needs => needs)).Books, id);
        var his = (await call.Look(needs => ids.Aggregate(needs, (more, one) => more.Row<Account>(Account.Key(one, Commodity.Points)).Row<Account>(Account.Key(one, Commodity.Minutes)).StartingWith<RoleHeld>(RoleHeld.Prefix(one))))).Books;
        var kept = (await call.Look(needs => ListWatches.Name(needs.StartingWith<MarkHeld>(MarkHeld.Prefix(Subject.Of(id).ToString())).StartingWith<LevelHeld>($"{Subject.Of(id)}|"), id))).Books;
        long Earned(string commodity) => ids.Sum(one => his.Find<Account>(Account.Key(one, commodity))?.Earned ?? 0);
        return new PersonCopy("个人信息副本", PersonCopy.ChineseTitles, call.Community, look.Number, books.Now, id,
            new(record?.Name, record?.Phone, record?.BirthDate, person.Residence, person.Node, person.Household, person.IsSuspended, events[0].RecordedAt),
            [.. ids.SelectMany(one => his.StartingWith<RoleHeld>(RoleHeld.Prefix(one))).Select(row => row.Value)], [.. Relation.Of(books, id), .. Relation.By(books, id)],
            new(holding.Available.Hundredths, holding.Account.Held, Earned(Commodity.Points), holding.Account.Debt, Earned(Commodity.Minutes), holding.Live),
            await Lines(call, ids, Commodity.Points, books.Today), await Lines(call, ids, Commodity.Minutes, books.Today),
            await ActsOf(call, events), await RedemptionsOf(call, events),
            [.. kept.StartingWith<MarkHeld>(MarkHeld.Prefix(Subject.Of(id).ToString())).Select(row => row.Value)], [.. (await KeptMarks.Of(call, [id]))[id].OrderBy(line => line.Number)], ListLevels.LevelsOf(kept, id), ListWatches.WatchesOf(kept, id), ListWatches.SuspendedOf(kept, id), ListConsents.Of(books, id),
            await ListCorrections.Texts(call, books, [.. books.StartingWith<Correction>(Correction.Prefix(id)).Select(row => row.Value)]),
            await Looks(call, books, id), events);
    }

    /// <summary>His own stream, and every event elsewhere that names him; of one about somebody else only that it does.</summary>
    private static async Task<List<PersonCopy.Event>> EventsOf(Call call, PersonId[] ids, long upTo)
    {
        var (reader, events) = (call.Service<IJournalReader>(), new List<RecordedEvent>());
        foreach (var id in ids)
        {
            for (var (version, more) = (0L, true); more;)
            {
                var own = await reader.ReadStream(call.Community, Domain.Stream.Person(id).Id, version, upTo, AtOnce, call.Cancel);
                events.AddRange(own);
                (version, more) = (own.Count == 0 ? version : own[^1].Version, own.Count == AtOnce);
            }
            for (var (after, more) = (0L, true); more;)
            {
                var named = await call.Service<MentionReader>().Of(call.Community, id, after, AtOnce, call.Cancel);
                events.AddRange(await reader.ReadNumbers(call.Community, [.. named.Where(number => number <= upTo)], call.Cancel));
                (after, more) = (named.Count == 0 ? after : named[^1], named.Count == AtOnce);
            }
        }
        var written = events.DistinctBy(e => e.Number).OrderBy(e => e.Number).Select(e => (Event: e, Note: NoteOf(DomainJson.ReadFact(e.Type, e.Data)))).ToList();
        var notes = await call.Service<PersonVault>().OpenNotes(call.Community, written.Where(one => one.Note is not null).SelectMany(one => ids.Select(id => (id, one.Note!.Value))), call.Cancel);
        return [.. written.Select(one => Told(one.Event, ids, one.Note is { } note ? notes.GetValueOrDefault(note) : null))];
    }

    /// <summary>Where in the vault lies what was written with it; of an act it is told with the act.</summary>
    private static Guid? NoteOf(object fact) => fact switch
    {
        ObjectionRaised { NoteHash: { } hash } said => ObjectionEndpoints.ObjectionNote(said.Act, hash),
        DeductionProposed { NoteHash: not null } proposed => proposed.Deduction.Value,
        DeductionAppealed { NoteHash: not null } appeal => DeductionEndpoints.AppealNote(appeal.Deduction),
        _ => null,
    };

    private static PersonCopy.Event Told(RecordedEvent e, PersonId[] ids, string? note)
    {
        var data = JsonElement.Parse(CanonicalJson.Of(e.Data));
        var isHis = note is not null || new[] { "person", "objector", "subject", "of" }.Any(member => data.TryGetProperty(member, out var whose) && whose.ValueKind == JsonValueKind.String && ids.Any(id => whose.ValueEquals(id.ToString()) || whose.ValueEquals(Subject.Of(id).ToString())));
        return new PersonCopy.Event(e.Number, e.Type, e.RecordedAt, isHis ? data : null, note);
    }

    private static async Task<IReadOnlyList<PassbookLine>> Lines(Call call, PersonId[] ids, string commodity, DateOnly today)
    {
        var (reader, lines) = (call.Service<PassbookReader>(), new List<PassbookLine>());
        foreach (var id in ids)
        {
            var now = AccountNow.Of((await call.Look(needs => AccountNow.Name(needs, id, commodity))).Books, id, commodity);
            for (var (line, more) = (0L, true); more;)
            {
                var page = await reader.Page(call.Community, AccountName.Holder(id), commodity, line, AtOnce, today, null, call.Cancel, now: now);
                lines.AddRange(page.Lines);
                (line, more) = (page.Lines.Count == 0 ? line : page.Lines[^1].Line, page.Lines.Count == AtOnce);
            }
        }
        return lines;
    }

    private static async Task<IReadOnlyList<PersonCopy.ActWithNote>> ActsOf(Call call, List<PersonCopy.Event> events)
    {
        var acts = new List<PersonCopy.ActWithNote>();
        foreach (var some in Named(events, "act-recorded.v1", "act").Chunk(AtOnce))
        {
            var look = await call.Look(needs => some.Aggregate(needs, (more, act) => more.Row<Act>(act.ToString())));
            var known = some.Select(act => look.Books.Find<Act>(act.ToString())).OfType<Act>().ToList();
            var notes = await call.Service<PersonVault>().OpenNotes(call.Community, known.Select(act => (act.Recorded.Person, act.Recorded.Act.Value)), call.Cancel);
            acts.AddRange(known.Select(act => new PersonCopy.ActWithNote(ActShown.Of(act, null), notes.GetValueOrDefault(act.Recorded.Act.Value))));
        }
        return acts;
    }

    private static async Task<IReadOnlyList<PersonCopy.Redeemed>> RedemptionsOf(Call call, List<PersonCopy.Event> events)
    {
        var redemptions = new List<PersonCopy.Redeemed>();
        foreach (var some in Named(events, "hold-placed.v1", "redemption").Chunk(AtOnce))
        {
            var look = await call.Look(needs => some.Aggregate(needs, (more, redemption) => more.Row<Redemption>(redemption.ToString())));
            redemptions.AddRange(some.Select(redemption => look.Books.Find<Redemption>(redemption.ToString())).OfType<Redemption>().Select(r => new PersonCopy.Redeemed(r.Placed.Redemption,
                r.Placed.Merchant, r.Placed.Offer, r.Status, r.Placed.Quantity, r.Captured, r.Refunded, r.Placed.UnitPrice.Hundredths, r.Placed.BookedOn)));
        }
        return redemptions;
    }

    private static async Task<IReadOnlyList<GetAccessRecords.Look>> Looks(Call call, Domain.Books books, PersonId id)
    {
        var records = new List<AccessRecord>();
        for (var more = true; more;)
        {
            var page = await GetAccessRecords.Read(call, books, id, records.Count == 0 ? null : new AccessPosition(records[^1].At, records[^1].Id), AtOnce);
            records.AddRange(page);
            more = page.Count == AtOnce;
        }
        return await GetAccessRecords.Shown(call, records);
    }

    private static IEnumerable<Guid> Named(List<PersonCopy.Event> events, string type, string member) =>
        events.Where(e => e.Type == type && e.Data is not null).Select(e => e.Data!.Value.GetProperty(member).GetGuid());
}
