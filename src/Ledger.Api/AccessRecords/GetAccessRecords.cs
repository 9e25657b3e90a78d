using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Audits;
using Ledger.Domain.Persons;
using Ledger.Journal;

namespace Ledger.Api.AccessRecords;

internal static class AccessRecordRoutes
{
    public static void Map(LedgerRoutes routes) =>
        routes.Read<GetAccessRecords.Answer>("persons/{person}/access-records", "Who looked at my account, in what role, when; an auditor's looks once his check is closed 查阅记录", GetAccessRecords.Handle, [Query.Limit, Query.Cursor], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
}

/// <summary>Who looked at a person's account (rule 15): what he can see of it himself, and the office on his behalf.</summary>
public static class GetAccessRecords
{
    /// <param name="By">Who looked; absent for a terminal.</param>
    /// <param name="Name">Absent when it is unknown or forgotten.</param>
    /// <param name="Operation">Method and address.</param>
    /// <param name="What">What the operation shows, in both languages.</param>
    /// <param name="People">How many people's accounts the request showed; absent for an export of the whole community.</param>
    /// <param name="RequestId">The request's id, as its caller was told.</param>
    public sealed record Look(DateTimeOffset At, PersonId? By, string? Name, string Role, string Operation, string? What, int? People, AuditCheckId? Check, Guid RequestId);

    public sealed record Answer(long JournalNumber, PersonId Person, IReadOnlyList<Look> Records, string? NextCursor);

    private static readonly Role[] OnBehalf = [Role.Administrator, Role.Office, Role.Auditor];

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()).StartingWith<OpenCheck>(""));
        var may = call.By.Speaks(look.Books, id) || call.By.DisposesOf(look.Books, id) || call.By.Holds(look.Books, OnBehalf);
        if (!may || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        var query = $"persons/{id}/access-records";
        if (!call.TryCursor(query, out AccessPosition? after, out var refusal)) return refusal;
        var records = await Read(call, look.Books, id, after, call.PageSize);
        return call.Ok(new Answer(look.Number, id, await Shown(call, records),
            records.Count == call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/{query}", new AccessPosition(records[^1].At, records[^1].Id)) : null));
    }

    /// <param name="books">With the person and the open checks of all auditors.</param>
    internal static async Task<IReadOnlyList<AccessRecord>> Read(Call call, Domain.Books books, PersonId id, AccessPosition? after, int most)
    {
        var open = books.StartingWith<OpenCheck>("").Select(row => row.Value).Where(check => !check.IsOver(books.Today)).Select(check => check.Check).ToList();
        var first = await call.Service<IJournalReader>().ReadStream(call.Community, Domain.Stream.Person(id).Id, 0, long.MaxValue, 1, call.Cancel);
        IReadOnlyList<PersonId> ids = [id, .. books.Find<Person>(id.ToString())?.Aliases ?? []];
        return await call.Service<AccessRecords>().Of(call.Community, ids, first[0].RecordedAt, open, after, most, call.Cancel);
    }

    internal static async Task<IReadOnlyList<Look>> Shown(Call call, IReadOnlyList<AccessRecord> records)
    {
        var names = await call.Service<PersonVault>().Open(call.Community, records.Select(record => PersonOf(record.Caller)).OfType<PersonId>(), call.Cancel);
        var what = call.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<Looks>() is not null)
            .ToLookup(route => $"{route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {route.RoutePattern.RawText}", route => route.Metadata.GetMetadata<RouteTold>()?.Summary);
        return [.. records.Select(record => (record, by: PersonOf(record.Caller))).Select(look => new Look(look.record.At, look.by, look.by is { } by ? names.GetValueOrDefault(by)?.Name : null,
            look.record.Role, look.record.Operation, what[look.record.Operation.Replace(" ", " /v1/communities/{community}/", StringComparison.Ordinal)].FirstOrDefault(),
            look.record.People, look.record.Check, look.record.Correlation))];
    }

    private static PersonId? PersonOf(string caller) => caller.Split(':') is ["person", var id] ? PersonId.Of(Guid.Parse(id)) : null;
}
