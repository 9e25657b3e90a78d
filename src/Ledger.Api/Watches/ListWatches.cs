using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Watches;
using Ledger.Journal;

namespace Ledger.Api.Watches;

public static class ListWatches
{
    /// <param name="Title">As the rulebook by which it fired calls it.</param>
    /// <param name="Notices">What its notices say.</param>
    /// <param name="Tells">What they name, in the smallest unit of each measure.</param>
    public sealed record Shown(Code Watch, Title Title, Subject Subject, DateOnly On, WatchStatus Status, IReadOnlyList<Title> Notices, IReadOnlyList<MeasureTold> Tells);

    /// <param name="Until">The last day; absent: until it is restored.</param>
    public sealed record Suspended(Code Right, DateOnly From, DateOnly? Until, Code Watch);

    public sealed record Open(long JournalNumber, IReadOnlyList<Shown> Watches, string? NextCursor);

    public sealed record OfPerson(long JournalNumber, IReadOnlyList<Shown> Watches, IReadOnlyList<Suspended> Suspended);

    private static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.CommitteeMember, Role.Auditor];

    public static async Task<IResult> HandleOpen(Call call)
    {
        if (!call.TryCursor("watches", out string? after, out var refusal)) return refusal;
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange("watch-asked", after is null ? "" : after + ' ', "\uffff", call.PageSize + 1), call.Cancel);
        var page = rows.Take(call.PageSize).Select(row => row.Key).ToList();
        var look = await call.Look(needs => page.Aggregate(needs, (more, key) => more.Row<WatchHeld>(key)).StartingWith<Rulebook>(""));
        if (!call.By.Holds(look.Books, Readers)) return call.Refuse(new NotAllowed(Readers));
        // One answered between the two reads no longer waits.
        var waiting = page.Select(key => look.Books.Find<WatchHeld>(key)).OfType<WatchHeld>().Where(held => held.Status == WatchStatus.Asked).ToList();
        call.Shows(waiting.Select(held => held.Fired.Subject.Person).OfType<PersonId>());
        return call.Ok(new Open(look.Number, [.. waiting.Select(held => Of(look.Books, held))], rows.Count > page.Count ? call.Service<Cursors>().Seal($"{call.Community}/watches", page[^1]) : null));
    }

    public static async Task<IResult> HandlePerson(Call call)
    {
        var person = call.Id<PersonId>("person");
        var look = await call.Look(needs => Name(needs, person));
        if (!await call.MaySee(look.Books, person)) return call.NotFound("person");
        return call.Ok(new OfPerson(look.Number, WatchesOf(look.Books, person), SuspendedOf(look.Books, person)));
    }

    internal static Needs Name(Needs needs, PersonId person) => needs.StartingWith<WatchHeld>(WatchHeld.Prefix(person)).StartingWith<RightLost>(RightLost.Prefix(person)).StartingWith<Rulebook>("");

    internal static IReadOnlyList<Shown> WatchesOf(Domain.Books books, PersonId person) => [.. books.StartingWith<WatchHeld>(WatchHeld.Prefix(person)).Select(row => Of(books, row.Value))];

    internal static IReadOnlyList<Suspended> SuspendedOf(Domain.Books books, PersonId person) =>
        [.. books.StartingWith<RightLost>(RightLost.Prefix(person)).Select(row => row.Value).Where(lost => !(lost.Until < books.Today)).Select(lost => new Suspended(lost.Right, lost.From, lost.Until, lost.Watch))];

    private static Shown Of(Domain.Books books, WatchHeld held)
    {
        var watch = Rulebook.Of(books, held.Fired.Rulebook).Document.Watches!.First(one => one.Code == held.Fired.Watch);
        return new(watch.Code, watch.Title, held.Fired.Subject, held.Fired.On, held.Status, [.. watch.Do.Select(effect => effect.Notice).OfType<Title>()], held.Fired.Tells ?? []);
    }
}
