using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Consents;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Domain.Teams;
using Ledger.Journal;
using Title = Ledger.Domain.Title;

namespace Ledger.Api.Honours;

/// <summary>The ranking of the running round, and rounds that are closed, as the rulebook lets them be published.</summary>
public static class ShowRanks
{
    private const int AtOnce = 200;

    /// <param name="Position">Among all, from 1; equals share one.</param>
    /// <param name="Name">Of a person or a team.</param>
    /// <param name="Value">In the smallest unit of the rank's measure; <paramref name="Late"/>: what of it was done before this round and posted too late for its own.</param>
    public sealed record Place(int Position, Subject Subject, string? Name, long Value, long? Late);

    /// <param name="Ranked">How many have enough to be ranked, named or not.</param>
    public sealed record Standing(Code Rank, Title Title, DateOnly From, DateOnly To, Publishing Publish, int Ranked, IReadOnlyList<Place> Places);

    /// <param name="Won">How many won, named or not.</param>
    public sealed record Round(Code Rank, Title Title, DateOnly From, DateOnly To, Publishing Publish, int Won, IReadOnlyList<Place> Places);

    public static async Task<IResult> Handle(Call call)
    {
        var (pages, after) = (new List<StandingIs>(), (string?)null);
        do
        {
            // Which rows are walked is known with the first page's rank: until then they are people.
            var upTo = await LastOfPage(call, pages.FirstOrDefault()?.Of ?? Whose.Person, after);
            var asked = Sending.Own(call.Community, call.Caller.Id, "dry-run") with { DryRun = true, Lane = Lane.Background };
            var answer = await call.Service<Bookkeeper>().Send(new LookAtStanding(call.By, call.CodeAt("rank"), after, upTo), asked, call.Cancel);
            if (answer is Answer<StandingIs>.Refused refused) return call.Refuse(refused.Reason, refused.Number);
            if (answer is Answer<StandingIs>.Unavailable away) return ProblemResult.Away(away.RetryAfter);
            if (answer is not Answer<StandingIs>.Accepted { Result: var page }) throw new InvalidOperationException(answer.GetType().Name);
            if (pages.Count == 0 && Walking.RowsOf(page.Of) != typeof(Person) && upTo is not null) upTo = await LastOfPage(call, page.Of, null);
            pages.Add(page);
            after = upTo;
        }
        while (after is not null);
        var published = StandingIs.Published(pages).Take(call.PageSize).ToList();
        var names = await Names(call, published.Select(placed => placed.Entry.Subject));
        var rank = pages[0].Rulebook.Document.Ranks!.First(one => one.Code == pages[0].Rank);
        return call.Ok(new Standing(rank.Code, rank.Title, pages[0].From, pages[0].To, rank.Publish, pages.SelectMany(page => page.Entries).DistinctBy(entry => entry.Subject).Count(),
            [.. published.Select(placed => new Place(placed.Position, placed.Entry.Subject, names.GetValueOrDefault(placed.Entry.Subject), placed.Entry.Value, placed.Entry.Late))]));
    }

    public static async Task<IResult> Closed(Call call)
    {
        var look = await call.Look(needs => needs.StartingWith<Honour>(Honour.Prefix(call.CodeAt("rank"), call.Route("period"))));
        var honours = look.Books.StartingWith<Honour>(Honour.Prefix(call.CodeAt("rank"), call.Route("period"))).Select(row => row.Value).Where(honour => honour.Withdrawn is null).ToList();
        if (honours is not [var first, ..]) return call.NotFound("period");
        var rank = (await call.Look(needs => needs.Row<Rulebook>(Rulebook.Key(first.Awarded.Rulebook.Version)))).Books.Find<Rulebook>(Rulebook.Key(first.Awarded.Rulebook.Version))!.Document.Ranks!.First(one => one.Code == first.Awarded.Rank);
        var shown = rank.Publish == Publishing.CountOnly ? [] : honours.Select(honour => honour.Awarded).ToList();
        var hidden = await Hidden(call, rank.Of, [.. shown.Select(awarded => awarded.Subject)]);
        shown.RemoveAll(awarded => hidden.Contains(awarded.Subject));
        var names = await Names(call, shown.Select(awarded => awarded.Subject));
        return call.Ok(new Round(rank.Code, rank.Title, first.Awarded.From, first.Awarded.To, rank.Publish, honours.Count,
            [.. shown.OrderBy(awarded => awarded.Position).Select(awarded => new Place(awarded.Position, awarded.Subject, names.GetValueOrDefault(awarded.Subject), awarded.Value, awarded.Late))]));
    }

    internal static async Task<string?> LastOfPage(Call call, Whose of, string? after)
    {
        var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange(StateKinds.Of(Walking.RowsOf(of)!), Walking.From(after), "\uffff", AtOnce), call.Cancel);
        return rows.Count < AtOnce ? null : rows[^1].Key;
    }

    /// <summary>A consent that was withdrawn since counts at once; of a household all must have consented.</summary>
    private static async Task<HashSet<Subject>> Hidden(Call call, Whose of, IReadOnlyList<Subject> subjects)
    {
        if (of is not (Whose.Person or Whose.Household)) return [];
        var books = (await call.Look(needs => of == Whose.Household ? needs.StartingWith<Person>("").StartingWith<Consent>("")
            : subjects.Aggregate(needs, (more, one) => more.Row<Person>(one.Id).Row<Consent>(Consent.Key(one.Person!.Value, Purpose.PublishName))))).Books;
        if (of == Whose.Person) return [.. subjects.Where(one => books.Find<Person>(one.Id) is not { IsForgotten: false, MergedInto: null } || !Consent.IsGivenBy(books, one.Person!.Value, Purpose.PublishName))];
        return [.. books.StartingWith<Person>("").Select(row => row.Value).Where(person => person is { MergedInto: null, Household: not null } && !Consent.IsGivenBy(books, person.Id, Purpose.PublishName)).Select(person => Subject.Of(person.Household!.Value))];
    }

    private static async Task<Dictionary<Subject, string?>> Names(Call call, IEnumerable<Subject> subjects)
    {
        var all = subjects.ToList();
        var people = all.Select(one => one.Person).OfType<PersonId>().ToList();
        var records = await call.Service<PersonVault>().Open(call.Community, people, call.Cancel);
        var teams = (await call.Look(needs => all.Where(one => one.Kind == Whose.Team).Aggregate(needs, (more, one) => more.Row<Team>(one.Id)))).Books;
        return all.ToDictionary(one => one, one => one.Person is { } person ? records.GetValueOrDefault(person)?.Name : one.Kind == Whose.Team ? teams.Find<Team>(one.Id)?.Name.Zh : null);
    }
}

/// <summary>Counts a closed round again, all its pages.</summary>
public static class CorrectRoundEndpoint
{
    /// <param name="To">The last day of the round.</param>
    /// <param name="Reason">A code, such as <c>act-undone</c>.</param>
    public sealed record Correcting(Code Rank, DateOnly To, Code Reason);

    public static async Task<IResult> Handle(WriteCall<Correcting> call)
    {
        var (body, after) = (call.Body, (string?)null);
        var books = (await call.Look(needs => needs.Row<RulebookVersions>(""))).Books;
        var version = RulebookVersions.On(books, body.To) is { } on ? (await call.Look(needs => needs.Row<Rulebook>(Rulebook.Key(on.Version)))).Books.Find<Rulebook>(Rulebook.Key(on.Version)) : null;
        var of = version?.Document.Ranks?.FirstOrDefault(rank => rank.Code == body.Rank)?.Of ?? Whose.Person;
        while (await ShowRanks.LastOfPage(call, of, after) is { } upTo)
        {
            var part = await call.SendPart(new CorrectRound(call.By, body.Rank, body.To, after, upTo, body.Reason), $"{after}");
            if (part is Answer<RoundIsCounted>.Refused refused) return call.Refuse(refused.Reason, refused.Number);
            if (part is not Answer<RoundIsCounted>.Accepted) return ProblemResult.Away(TimeSpan.FromSeconds(1));
            after = upTo;
        }
        return await call.Send(new CorrectRound(call.By, body.Rank, body.To, after, null, body.Reason));
    }
}
