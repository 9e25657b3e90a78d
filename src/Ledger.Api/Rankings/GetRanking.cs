using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Consents;
using Ledger.Domain.Persons;
using Ledger.Projections.Rankings;

namespace Ledger.Api.Rankings;

public static class GetRanking
{
    /// <param name="Rank">Equal for equal amounts; the next one is left out.</param>
    /// <param name="Subject"><c>person:…</c>, <c>household:…</c>, <c>node:…</c>, or <c>unattached</c> 未归属.</param>
    /// <param name="Name">By consent the name, otherwise 王**; 已注销用户 for who was forgotten; oneself one knows.</param>
    /// <param name="Amount">Points in hundredths, or minutes.</param>
    public sealed record Place(long Rank, string Subject, string? Name, long Amount);

    public sealed record Answer(long JournalNumber, long KnownOn, DateOnly From, DateOnly To, string Commodity, long Total, long Subjects, IReadOnlyList<Place> Places, string? NextCursor);

    /// <summary>Where a page ended, and the number the whole list is cut at, so that pages fit together.</summary>
    private sealed record Position(long After, long KnownOn);

    public static async Task<IResult> Handle(Call call)
    {
        if (RankingAsked.Fault(call) is { } fault) return new ProblemResult(StrictBody.Invalid([fault]));
        var question = RankingAsked.Of(call, await call.KnownOn());
        if (!call.TryCursor(Query(question), out Position? position, out var refusal)) return refusal;
        var ranking = await call.Service<RankingReader>().Rank(call.Community, question with { KnownOn = position?.KnownOn ?? question.KnownOn }, position?.After ?? 0, call.PageSize, call.Cancel);
        var names = await Names(call, ranking);
        var last = ranking.Places.LastOrDefault()?.Position ?? 0;
        return call.Ok(new Answer(ranking.JournalNumber, ranking.KnownOn, question.From, question.To, question.Commodity, ranking.Total, ranking.Subjects,
            [.. ranking.Places.Select(place => new Place(place.Rank, place.Subject, names.GetValueOrDefault(place.Subject), place.Amount))],
            last < ranking.Subjects && last > 0 ? call.Service<Cursors>().Seal($"{call.Community}/{Query(question)}", new Position(last, ranking.KnownOn)) : null));
    }

    private static string Query(RankingQuestion question) => $"rankings/{question}";

    private const string Forgotten = "已注销用户";

    private static async Task<Dictionary<string, string?>> Names(Call call, Ranking ranking)
    {
        const string person = "person:";
        var people = ranking.Places.Where(place => place.Subject.StartsWith(person, StringComparison.Ordinal)).ToDictionary(place => PersonId.Of(Guid.Parse(place.Subject[person.Length..])), place => place.Subject);
        var look = await call.Look(needs => people.Keys.Aggregate(needs, (more, one) => more.Row<Person>(one.ToString()).Row<Consent>(Consent.Key(one, Purpose.PublishName))));
        var records = await call.Service<PersonVault>().Open(call.Community, people.Keys, call.Cancel);
        return people.ToDictionary(one => one.Value, one => NameOf(call, look.Books, one.Key, records.GetValueOrDefault(one.Key)));
    }

    /// <summary>A ranking is published: whoever did not consent to be named stands under a veil, for the staff too; oneself one knows.</summary>
    private static string? NameOf(Call call, Domain.Books books, PersonId person, PersonalRecord? record)
    {
        if (books.Find<Person>(person.ToString()) is { IsForgotten: true }) return Forgotten;
        if (record is null) return null;
        return call.By.Is(person) || Consent.IsGivenBy(books, person, Purpose.PublishName) ? record.Name : PersonVault.Veil(record.Name);
    }
}

public static class GetRollUp
{
    /// <param name="Path">From the root down, joined by '/'; empty is 未归属.</param>
    /// <param name="Own">What hangs at the node itself.</param>
    /// <param name="Total">With everything below.</param>
    public sealed record Node(string Path, long Own, long Total);

    public sealed record Answer(long JournalNumber, long KnownOn, DateOnly From, DateOnly To, string Commodity, GridSide Side, long Total, IReadOnlyList<Node> Nodes);

    public static async Task<IResult> Handle(Call call)
    {
        if (RankingAsked.Fault(call) is { } fault) return new ProblemResult(StrictBody.Invalid([fault]));
        var question = RankingAsked.Of(call, await call.KnownOn());
        var rollUp = await call.Service<RankingReader>().RollUp(call.Community, question, call.Cancel);
        return call.Ok(new Answer(rollUp.JournalNumber, rollUp.KnownOn, question.From, question.To, question.Commodity, question.Side, rollUp.Total,
            [.. rollUp.Nodes.Select(node => new Node(node.Path, node.Own, node.Total))]));
    }
}

/// <summary>The question as the query puts it.</summary>
internal static class RankingAsked
{
    public static FieldFault? Fault(Call call)
    {
        if (call.Date("to") < call.Date("from")) return new("to", "not-before-from", new("不得早于起始日期", "Not before the first date"));
        if (call.Text("commodity") is not (null or "points" or "minutes")) return new("commodity", "one-of", new("须为 points 或 minutes", "points or minutes"));
        if (call.Text("side") is not (null or "where-it-happened" or "belongs-to")) return new("side", "one-of", new("须为 where-it-happened 或 belongs-to", "where-it-happened or belongs-to"));
        if (call.Text("subject") is not (null or "person" or "household" or "node")) return new("subject", "one-of", new("须为 person、household 或 node", "person, household or node"));
        return call.Number("level") is < 1 or > 10 ? new("level", "in-range", new("须为 1 到 10", "1 to 10")) : null;
    }

    public static RankingQuestion Of(Call call, long? knownOn) => new(call.Date("from")!.Value, call.Date("to")!.Value, call.Text("commodity") ?? "points",
        call.Text("subject") switch { "household" => RankedSubject.Household, "node" => RankedSubject.Node, _ => RankedSubject.Person },
        call.Text("side") == "where-it-happened" ? GridSide.WhereItHappened : GridSide.BelongsTo,
        (int)(call.Number("level") ?? 1), call.Text("within") is { } within ? new Code(within) : (Code?)null, call.Text("board") is { } board ? new Code(board) : (Code?)null, knownOn);
}
