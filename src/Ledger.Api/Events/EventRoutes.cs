using System.Text.Json;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Journal;
using Ledger.Journal.Proof;

namespace Ledger.Api.Events;

internal static class EventRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Read<GetHead.Answer>("journal/head", "The journal's length and the root over all its leaves 账本校验根", GetHead.Handle);
        routes.Read<ListEvents.Answer>("journal/events", "The events themselves, in order 凭证", ListEvents.Handle,
            [new("after", QueryKind.Number, "Events after this journal number."), Query.Limit], typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
    }
}

public static class GetHead
{
    /// <param name="Root">SHA-256 tree head (RFC 9162), base64.</param>
    public sealed record Answer(long JournalNumber, DateTimeOffset RecordedAt, string Root);

    public static async Task<IResult> Handle(Call call)
    {
        var head = await call.Service<IJournalReader>().Head(call.Community, call.Cancel);
        return head is null ? call.NotFound("community") : call.Ok(new Answer(head.Number, head.RecordedAt, Convert.ToBase64String(head.Root)));
    }
}

public static class ListEvents
{
    /// <param name="Number">The journal number (凭证号).</param>
    public sealed record Event(long Number, Guid Id, string Stream, long Version, string Type, DateTimeOffset RecordedAt, Guid Correlation, Guid? Causation, JsonElement? Headers, JsonElement Data);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Event> Events);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, Role.Auditor, Role.Administrator)) return call.Refuse(new NotAllowed(Role.Auditor, Role.Administrator));
        var after = call.Number("after") ?? 0;
        var events = new List<Event>();
        if (after < look.Number)
            await foreach (var e in call.Service<IJournalReader>().Read(call.Community, after, Math.Min(look.Number, after + call.PageSize), call.Cancel))
                events.Add(new Event(e.Number, e.Id, e.Stream, e.Version, e.Type, e.RecordedAt, e.CorrelationId, e.CausationId,
                    e.Headers.Length == 0 ? null : JsonElement.Parse(CanonicalJson.Of(e.Headers)), JsonElement.Parse(CanonicalJson.Of(e.Data))));
        call.Shows(events.Select(PersonIn).OfType<PersonId>());
        return call.Ok(new Answer(look.Number, events));
    }
    /// <summary>Whose account the event is about: every fact of a person's names him so.</summary>
    private static PersonId? PersonIn(Event e) => e.Data.TryGetProperty("person", out var id) && id.TryGetGuid(out var person) ? PersonId.Of(person) : null;
}
